import { at, textAt } from "../../settings/lint/manifest";
import type { ScalerSpec } from "../world/spec";
import type { ManifestIndex } from "./manifest-index";
import { readDeployment, type PodFacts } from "./pod";
import type { PriorityClasses } from "./priorities";
import type { Remarks } from "./remarks";
import { namespaceOf } from "./untrusted";

/** Pod of what is scaled when its manifest is not there. */
const assumedRequests = { cpuMilli: 1000, memoryMiB: 2048 };

/** What a ScaledObject scales. */
export function readTarget(
  scaledObject: unknown,
  index: ManifestIndex,
  classes: PriorityClasses,
  remarks: Remarks,
): PodFacts {
  const kind = textAt(scaledObject, "spec.scaleTargetRef.kind") || "Deployment";
  const name = textAt(scaledObject, "spec.scaleTargetRef.name");
  const namespace = namespaceOf(scaledObject);
  const target = index.get(kind, `${namespace}/${name}`);
  if (target !== undefined) return readDeployment(target, classes, remarks);
  const { cpuMilli, memoryMiB } = assumedRequests;
  remarks.assume(
    `spec.scaleTargetRef: the ${kind} ${namespace}/${name} is not among the manifests: a replica is taken to ask for ${cpuMilli}m CPU and ${memoryMiB}Mi and to end within 30 s`,
  );
  return {
    pod: {
      ...assumedRequests,
      labels: { "app.kubernetes.io/name": name },
      daemon: false,
      priority: 0,
      owner: `${kind}/${name}`,
    },
    gpus: 0,
    graceSeconds: 30,
    env: {},
  };
}

/** Replicas at second 0: asleep when it may sleep. */
export function firstReplicas(scaler: ScalerSpec): number {
  return scaler.pausedReplicas ?? scaler.idleReplicaCount ?? scaler.minReplicaCount;
}

/** Whether an object is a workload whose pods take room. */
export function isWorkload(object: unknown): boolean {
  return (
    ["Deployment", "StatefulSet"].includes(textAt(object, "kind")) &&
    at(object, "spec.template.spec") !== undefined
  );
}
