import type { PlacedPod } from "./placed-pod";

/** Why a pod keeps its node. */
export type DrainBlock =
  | "NotReplicated"
  | "UnmovableKubeSystemPod"
  | "NotSafeToEvictAnnotation"
  | "LocalStorageRequested"
  | "NotEnoughPdb";

/** A PodDisruptionBudget at one moment. */
export interface DisruptionBudget {
  covers: (pod: PlacedPod) => boolean;
  /** Pods that may go now. */
  allowed: number;
}

const prefix = "cluster-autoscaler.kubernetes.io/";

/** What keeps a pod from being moved, undefined when nothing does. Pods of DaemonSets are not asked. */
export function drainBlock(
  pod: PlacedPod,
  budgets: readonly DisruptionBudget[],
): DrainBlock | undefined {
  const { annotations = {}, owner, name } = pod;
  const safe = annotations[`${prefix}safe-to-evict`];
  const byBudget = budgets.some(({ covers, allowed }) => allowed < 1 && covers(pod))
    ? "NotEnoughPdb"
    : undefined;
  if (safe === "true") return byBudget;
  if (owner === undefined) return "NotReplicated";
  if (name.startsWith("kube-system/")) return "UnmovableKubeSystemPod";
  if (safe === "false") return "NotSafeToEvictAnnotation";
  return usesLocalStorage(pod) ? "LocalStorageRequested" : byBudget;
}

/** Disk of the node that would be lost; memory is not. */
function usesLocalStorage({ annotations = {}, volumes = [] }: PlacedPod): boolean {
  const safe = (annotations[`${prefix}safe-to-evict-local-volumes`] ?? "").split(",");
  return volumes.some(({ name, hostPath, emptyDir }) => {
    if (safe.includes(name)) return false;
    return hostPath !== undefined || (emptyDir !== undefined && emptyDir?.medium !== "Memory");
  });
}
