import type { GroupSize } from "./scale-up-plan";

/** `--scale-down-…` flags, in seconds, and how many nodes may go at once. */
export interface ScaleDownTimers {
  unneededSeconds: number;
  delayAfterAddSeconds: number;
  delayAfterDeleteSeconds: number;
  delayAfterFailureSeconds: number;
  /** `--scale-down-delay-type-local`: delays are those of the node's own group. */
  delayTypeLocal: boolean;
  maxParallelism: number;
  maxDrainParallelism: number;
}

/** When something last happened; -Infinity for never. */
export interface ScaleHistoryTimes {
  scaleUpAt: number;
  scaleDownAt: number;
  failureAt: number;
  /** Scale-ups by group. */
  groupScaleUpAt: ReadonlyMap<string, number>;
}

/** A node that has been unneeded for a while. */
export interface UnneededNode {
  name: string;
  group: string;
  since: number;
  /** Nothing to drain. */
  empty: boolean;
}

/** Deletions that go on. */
export interface Ongoing {
  empty: number;
  drained: number;
  byGroup: ReadonlyMap<string, number>;
}

/** Whether a delay after a scale-up, a deletion or a failure, anywhere in the cluster, forbids every removal. */
export function coolingDown(
  timers: ScaleDownTimers,
  history: ScaleHistoryTimes,
  now: number,
): boolean {
  if (timers.delayTypeLocal) return false;
  return (
    history.scaleUpAt + timers.delayAfterAddSeconds > now ||
    history.scaleDownAt + timers.delayAfterDeleteSeconds > now ||
    history.failureAt + timers.delayAfterFailureSeconds > now
  );
}

/** Nodes that were unneeded for longer than the time and that their groups can spare, empty ones first. */
export function removableNodes(
  unneeded: readonly UnneededNode[],
  groups: ReadonlyMap<string, GroupSize>,
  ongoing: Ongoing,
  timers: ScaleDownTimers,
  history: ScaleHistoryTimes,
  now: number,
): UnneededNode[] {
  const spared = new Map<string, number>();
  const chosen: UnneededNode[] = [];
  for (const node of emptyFirst(unneeded)) {
    if (node.since + timers.unneededSeconds >= now) continue;
    const group = groups.get(node.group);
    if (group === undefined) continue;
    const groupScaleUpAt = history.groupScaleUpAt.get(group.id) ?? -Infinity;
    if (timers.delayTypeLocal && groupScaleUpAt + timers.delayAfterAddSeconds > now) continue;
    const going = (ongoing.byGroup.get(group.id) ?? 0) + (spared.get(group.id) ?? 0);
    if (group.target - going <= group.min) continue;
    spared.set(group.id, (spared.get(group.id) ?? 0) + 1);
    chosen.push(node);
  }
  return chosen;
}

/** The removable nodes that go in this loop. */
export function cutToBudgets(
  removable: readonly UnneededNode[],
  ongoing: Ongoing,
  { maxParallelism, maxDrainParallelism }: ScaleDownTimers,
): UnneededNode[] {
  let left = maxParallelism - ongoing.empty - ongoing.drained;
  let drains = maxDrainParallelism - ongoing.drained;
  return emptyFirst(removable).filter(({ empty }) => {
    if (left < 1 || (!empty && drains < 1)) return false;
    left--;
    if (!empty) drains--;
    return true;
  });
}

function emptyFirst(nodes: readonly UnneededNode[]): UnneededNode[] {
  return [...nodes].sort((a, b) => Number(b.empty) - Number(a.empty));
}
