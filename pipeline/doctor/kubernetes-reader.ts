import type { Finding } from "../../settings/finding";
import { textAt } from "../../settings/lint/manifest";
import { fault, PipelineError } from "../pipeline-error";
import { ApiAnswer } from "./api-answer";
import { whileBusy } from "./busy";
import type { LiveObject } from "./cluster-state";
import type { ClusterReader } from "./read-cluster";

/** Which cluster. */
export interface ClusterChoice {
  /** Path of a kubeconfig. Default: KUBECONFIG, then `~/.kube/config`, then the pod's own account. */
  kubeconfig?: string;
  /** Context in it. Default: the current one. */
  context?: string;
}

/** An API server by way of a kubeconfig. @throws PipelineError `cli` without the client library, `failed` without the context. */
export async function kubernetesReader({
  kubeconfig,
  context,
}: ClusterChoice): Promise<ClusterReader & { cluster: string }> {
  const library = await clientLibrary();
  const config = new library.KubeConfig();
  try {
    if (kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(kubeconfig);
  } catch (cause) {
    throw new PipelineError("failed", [unreadable(kubeconfig, cause)], { cause });
  }
  if (context !== undefined) {
    if (config.getContextObject(context) === null) refuseContext(context, config.getContexts());
    config.setCurrentContext(context);
  }
  const objects = config.makeApiClient(library.CustomObjectsApi);
  const codes = config.makeApiClient(library.VersionApi);
  /** The library's own exception prints every header. */
  const answer = <T>(ask: () => Promise<T>): Promise<T> =>
    whileBusy(() =>
      ask().catch((error: unknown) => {
        throw error instanceof library.ApiException ? new ApiAnswer(error.code, error.body) : error;
      }),
    );
  return {
    cluster: config.getCurrentContext(),
    version: async () => {
      const { major, minor } = await answer(() => codes.getCode());
      return `${major}.${minor.replace(/\D.*$/, "")}`;
    },
    // The API for custom objects speaks to every group that has a name.
    list: async (group, version, plural) => {
      try {
        return itemsOf(
          await answer(() => objects.listClusterCustomObject({ group, version, plural })),
        );
      } catch (error) {
        if (error instanceof ApiAnswer && error.code === 404) return undefined;
        throw error;
      }
    },
    offer: async (group, version, plural, body) => {
      const namespace = textAt(body, "metadata.namespace");
      const dryRun = "All";
      await answer(() =>
        objects.createNamespacedCustomObject({ group, version, namespace, plural, body, dryRun }),
      );
    },
    metric: async (namespace, plural, labelSelector) =>
      itemsOf(
        await answer(() =>
          objects.listNamespacedCustomObject({
            group: "external.metrics.k8s.io",
            version: "v1beta1",
            namespace,
            plural,
            labelSelector,
          }),
        ),
      ),
  };
}

/** Fifty megabytes that only the doctor needs: installed by whoever asks for it. */
async function clientLibrary() {
  try {
    return await import("@kubernetes/client-node");
  } catch (cause) {
    const finding = fault(
      "doctor/library",
      "@kubernetes/client-node",
      "the client library for Kubernetes",
      "none",
      "npm install @kubernetes/client-node",
    );
    throw new PipelineError("cli", [finding], { cause });
  }
}

function unreadable(kubeconfig: string | undefined, cause: unknown): Finding {
  return fault(
    "doctor/kubeconfig",
    kubeconfig ?? "KUBECONFIG",
    "a kubeconfig",
    cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause),
    "name another --kubeconfig",
  );
}

function refuseContext(context: string, known: readonly { name: string }[]): never {
  const names = known.map(({ name }) => name);
  const finding = fault(
    "doctor/context",
    "--context",
    names.length === 0 ? "a kubeconfig with contexts" : `one of ${names.join(", ")}`,
    JSON.stringify(context),
    "name one of them, or another --kubeconfig",
  );
  throw new PipelineError("failed", [finding]);
}

function itemsOf(list: unknown): LiveObject[] {
  const { items } = list as { items?: LiveObject[] };
  return items ?? [];
}
