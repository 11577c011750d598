import type { GroupSize } from "../nodes/scale-up-plan";
import type { Cluster } from "./cluster";
import type { NodeGroupSpec } from "./spec";

/** A group as the autoscaler sees it, named by its index. Nodes that are being taken away are in no target any more. */
export function sizeOf(
  groups: readonly NodeGroupSpec[],
  cluster: Cluster,
  group: number,
): GroupSize {
  const { min = 0, max = 0 } = groups[group] ?? {};
  return { id: String(group), min, max, target: cluster.target(group) };
}
