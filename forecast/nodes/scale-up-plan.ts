/** A node group's size. */
export interface GroupSize {
  id: string;
  min: number;
  max: number;
  target: number;
}

/** Limits of one scale-up. */
export interface ScaleUpLimits {
  /** `--max-nodes-per-scaleup`. */
  maxNodesPerScaleUp: number;
  /** `--max-nodes-total`; Infinity without. */
  maxNodesTotal: number;
}

/** Nodes that a group, with those it is balanced with, may grow by. Cut before the expander compares. */
export function growth(
  group: GroupSize,
  similar: readonly GroupSize[],
  { maxNodesPerScaleUp, maxNodesTotal }: ScaleUpLimits,
  existingNodes: number,
): number {
  let room = group.max - group.target;
  for (const { max, target } of similar) room += max - target;
  return Math.min(room, maxNodesPerScaleUp, maxNodesTotal - existingNodes);
}

/** Spreads new nodes over similar groups, one by one to the smallest that is not full. */
export function balance(groups: readonly GroupSize[], nodes: number): Map<string, number> {
  const added = new Map<string, number>();
  const sizeOf = ({ id, target }: GroupSize) => target + (added.get(id) ?? 0);
  for (let i = 0; i < nodes; i++) {
    const [first, ...rest] = groups.filter((group) => sizeOf(group) < group.max);
    if (first === undefined) break;
    const smallest = rest.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a), first);
    added.set(smallest.id, (added.get(smallest.id) ?? 0) + 1);
  }
  return added;
}
