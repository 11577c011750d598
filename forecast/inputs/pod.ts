import { at, listAt, textAt } from "../../settings/lint/manifest";
import type { PlacedPod } from "../nodes/placed-pod";
import { podPlacement } from "./pod-placement";
import { podRequests } from "./pod-requests";
import type { PriorityClasses } from "./priorities";
import type { Remarks } from "./remarks";
import { numberAt, scalarText, textMap } from "./untrusted";

/** A replica as its manifest describes it. */
export interface PodFacts {
  pod: Omit<PlacedPod, "name">;
  gpus: number;
  /** Seconds that it may go on working after it was told to end. */
  graceSeconds: number;
  /** Values of its environment that are written in the manifest. */
  env: Readonly<Record<string, string>>;
}

/** Kubernetes' own `terminationGracePeriodSeconds`. */
const defaultGraceSeconds = 30;

/**
 * Reads a pod template. `owner` is what would make the pod anew, such as a ReplicaSet; undefined when Cluster Autoscaler does
 * not know the owner's kind and therefore never moves the pod.
 */
export function readPod(
  template: unknown,
  owner: string | undefined,
  classes: PriorityClasses,
  remarks: Remarks,
): PodFacts {
  const spec = at(template, "spec");
  const annotations = textMap(at(template, "metadata.annotations"));
  const { gpus, ...requests } = podRequests(spec, remarks);
  return {
    pod: {
      ...requests,
      ...(gpus > 0 ? { gpus } : {}),
      labels: textMap(at(template, "metadata.labels")),
      daemon: false,
      priority: priority(textAt(spec, "priorityClassName"), classes, remarks),
      ...(owner === undefined ? {} : { owner }),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ...podPlacement(spec, remarks),
    },
    gpus,
    graceSeconds: numberAt(spec, "terminationGracePeriodSeconds") ?? defaultGraceSeconds,
    env: environment(spec),
  };
}

/** Reads the pod of a Deployment, or of what else has a pod template at `spec.template`. */
export function readDeployment(
  manifest: unknown,
  classes: PriorityClasses,
  remarks: Remarks,
): PodFacts {
  const owner = `${textAt(manifest, "kind")}/${textAt(manifest, "metadata.name")}`;
  return readPod(at(manifest, "spec.template"), owner, classes, remarks);
}

function priority(name: string, classes: PriorityClasses, remarks: Remarks): number {
  if (name === "") return 0;
  const value = classes.get(name);
  if (value === undefined)
    remarks.assume(
      `spec.priorityClassName: the PriorityClass ${JSON.stringify(name)} is not among the manifests: priority 0`,
    );
  return value ?? 0;
}

function environment(spec: unknown): Record<string, string> {
  const entries = listAt(spec, "containers").flatMap((container) => listAt(container, "env"));
  return Object.fromEntries(
    entries.flatMap((entry) => {
      const value = scalarText(at(entry, "value"));
      return value === undefined ? [] : [[textAt(entry, "name"), value]];
    }),
  );
}
