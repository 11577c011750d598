import type { Finding } from "../../settings/finding";
import { fault, PipelineError } from "../pipeline-error";
import { diagnose } from "./checks";
import { kubernetesReader, type ClusterChoice } from "./kubernetes-reader";
import { readCluster } from "./read-cluster";

export type DoctorOptions = ClusterChoice;

/** What a live cluster lacks, and how much was looked at. */
export interface DoctorResult {
  /** Context of the kubeconfig. */
  cluster: string;
  findings: Finding[];
  examined: { scaledObjects: number; topics: number; metrics: number };
}

/**
 * Asks a live cluster whether everything that scales can scale, with the rights of the kubeconfig. Reads, and offers KEDA's
 * webhooks a ScaledObject that they must refuse, as a dry run: nothing is changed. Without the right to create one it is not said
 * whether the control plane reaches them.
 * @throws PipelineError
 */
export async function doctor(options: DoctorOptions = {}): Promise<DoctorResult> {
  const reader = await kubernetesReader(options);
  const state = await readCluster(reader).catch((cause: unknown) => {
    const got = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    const fix =
      "look at the address, the credentials and the network; the role must read all namespaces";
    const finding = fault(
      "doctor/unreachable",
      reader.cluster,
      "an API server that answers",
      got,
      fix,
    );
    throw new PipelineError("failed", [finding], { cause });
  });
  return {
    cluster: reader.cluster,
    findings: diagnose(state),
    examined: {
      scaledObjects: state.scaledObjects?.length ?? 0,
      topics: state.topics?.length ?? 0,
      metrics: state.metrics.length,
    },
  };
}
