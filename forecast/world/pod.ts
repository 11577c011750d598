import type { PlacedPod } from "../nodes/placed-pod";

/** What a pod is on. */
export interface PodHost {
  remove(pod: Pod): void;
}

/** A pod of the simulation. */
export interface Pod {
  readonly id: number;
  /** Index of its service. */
  readonly service: number;
  readonly placed: PlacedPod;
  readonly createdAt: number;
  node: PodHost | undefined;
  phase: "pending" | "starting" | "ready" | "ending";
  readyAt: number;
}

/**
 * The pods that a ReplicaSet gives up first: those without a node, those not ready, those that share their node with more of
 * their kind, those that have been ready for a shorter time, the newest.
 * https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset
 */
export function firstToGo(pods: readonly Pod[], count: number, now: number): Pod[] {
  const together = new Map<PodHost | undefined, number>();
  for (const { node } of pods) together.set(node, (together.get(node) ?? 0) + 1);
  const rank = { pending: 0, starting: 1, ready: 2, ending: 3 };
  const age = ({ readyAt }: Pod): number => Math.floor(Math.log2(Math.max(1, now - readyAt)));
  const order = (a: Pod, b: Pod): number =>
    rank[a.phase] - rank[b.phase] ||
    (together.get(b.node) ?? 0) - (together.get(a.node) ?? 0) ||
    (a.phase === "ready" ? age(a) - age(b) : 0) ||
    b.createdAt - a.createdAt ||
    b.id - a.id;
  // One at a time is the rule, and finding it needs no sorting.
  if (count === 1) return [pods.reduce((first, pod) => (order(pod, first) < 0 ? pod : first))];
  return [...pods].sort(order).slice(0, count);
}
