import { fits, hasRoom, smallestRequest } from "./fit";
import type { PlacedPod } from "./placed-pod";
import type { SimulatedNode } from "./simulated-node";

/** `--expendable-pods-priority-cutoff`: pods below cause no node. */
const expendableBelow = -10;

/** Seconds that the oldest pending pod must have waited, so that a burst is seen whole. */
export const youngSeconds = { cpu: 2, gpu: 30 } as const;

/** A pending pod with the time of its creation, which the API gives in whole seconds. */
export interface PendingPod {
  pod: PlacedPod;
  createdAt: number;
  gpu?: boolean;
}

/**
 * Whether Cluster Autoscaler waits another loop because all pods are very new. Nothing wakes it when they no longer are: a
 * burst usually waits for the next timer. Such a loop scales nothing down either.
 */
export function allVeryNew(pending: readonly PendingPod[], now: number): boolean {
  let oldest = Infinity;
  let oldestGpu = Infinity;
  for (const { createdAt, gpu } of pending) {
    oldest = Math.min(oldest, createdAt);
    if (gpu === true) oldestGpu = Math.min(oldestGpu, createdAt);
  }
  if (oldest + youngSeconds.cpu > now) return true;
  return oldestGpu < Infinity && oldestGpu + youngSeconds.gpu > now;
}

/**
 * Puts pending pods on existing and upcoming nodes, highest priority first, and gives back those that are left over and old
 * enough for `--new-pod-scale-up-delay`. The nodes keep what was put there.
 *
 * The real program rotates over the nodes with several workers, so it may leave a pod more.
 */
export function fillNodes(
  nodes: readonly SimulatedNode[],
  pending: readonly PendingPod[],
  delaySeconds: number,
  now: number,
): PlacedPod[] {
  const priority = ({ pod }: PendingPod) => pod.priority ?? 0;
  const left: PlacedPod[] = [];
  // Most nodes are full, and there may be as many pods as nodes.
  const smallest = smallestRequest(pending.map(({ pod }) => pod));
  const open = nodes.filter((node) => hasRoom(smallest, node));
  for (const { pod, createdAt } of [...pending].sort((a, b) => priority(b) - priority(a))) {
    if (pod.daemon || (pod.priority ?? 0) < expendableBelow) continue;
    const node = open.find((one) => fits(pod, one, nodes));
    if (node !== undefined) node.add(pod);
    else if (delaySeconds === 0 || createdAt + delaySeconds <= now) left.push(pod);
  }
  return left;
}
