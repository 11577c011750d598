import type { DisruptionBudget } from "../nodes/drain-block";
import {
  coolingDown,
  cutToBudgets,
  removableNodes,
  type Ongoing,
  type ScaleHistoryTimes,
  type UnneededNode,
} from "../nodes/removal";
import { findUnneeded, isUnderutilized, unneededLimit } from "../nodes/unneeded";
import { keepSince } from "../nodes/unneeded-since";
import type { Cluster } from "./cluster";
import { sizeOf } from "./group-size";
import type { NodeAutoscalerSpec, NodeGroupSpec } from "./spec";
import type { WorldNode } from "./world-node";

/** `--unremovable-node-recheck-timeout`. */
const recheckSeconds = 300;
/** From the taint to the end of an empty node, and what a drain takes longer than its pods. */
const emptySeconds = 5;
const drainSeconds = 10;

const nobody: ReadonlyMap<string, number> = new Map();

/** The half of Cluster Autoscaler that takes nodes away. */
export class ScaleDown {
  scaledUpAt = -Infinity;
  private since: ReadonlyMap<string, number> = nobody;
  private readonly recheckAt = new Map<string, number>();
  private scaledDownAt = -Infinity;
  /** The cluster at the last search, and when the next one can find anything new without a change. */
  private seenChanges = -1;
  private searchAgainAt = -Infinity;

  constructor(
    private readonly groups: readonly NodeGroupSpec[],
    private readonly autoscaler: NodeAutoscalerSpec,
    private readonly cluster: Cluster,
    private readonly maxUnavailable: readonly number[],
  ) {}

  /** Takes away what was unneeded for long enough; tells whether it did. */
  run(now: number): boolean {
    if (this.cluster.changes !== this.seenChanges || now >= this.searchAgainAt) this.search(now);
    if (!this.anyDue(now)) return false;
    const { timers } = this.autoscaler;
    const history: ScaleHistoryTimes = {
      scaleUpAt: this.scaledUpAt,
      scaleDownAt: this.scaledDownAt,
      failureAt: -Infinity,
      groupScaleUpAt: new Map(),
    };
    if (coolingDown(timers, history, now)) return false;
    const sizes = new Map(
      this.groups.map((_, group) => [String(group), sizeOf(this.groups, this.cluster, group)]),
    );
    const ongoing = this.ongoing();
    const removable = this.groups.flatMap((_, group) =>
      removableNodes(
        this.unneeded(group),
        sizes,
        ongoing,
        { ...timers, unneededSeconds: this.unneededSeconds(group) },
        history,
        now,
      ),
    );
    const chosen = cutToBudgets(removable, ongoing, timers);
    for (const { name, empty } of chosen) {
      const node = this.cluster.nodes.find((one) => one.name === name);
      if (node === undefined) continue;
      this.cluster.drain(node, empty ? emptySeconds : drainSeconds + this.longestEnd(node), now);
      this.scaledDownAt = now;
    }
    return chosen.length > 0;
  }

  private search(now: number): void {
    const { timers, scanSeconds, ignoreDaemons } = this.autoscaler;
    this.seenChanges = this.cluster.changes;
    const idle: WorldNode[] = [];
    // Nobody asks again so soon after a node turned out to be needed.
    let recheckAt = Infinity;
    for (const node of this.cluster.nodes) {
      if (!node.ready || node.leaving || !this.isIdle(node)) continue;
      const at = this.recheckAt.get(node.name) ?? -Infinity;
      if (at > now) recheckAt = Math.min(recheckAt, at);
      else idle.push(node);
    }
    if (idle.length === 0) {
      this.since = nobody;
      this.searchAgainAt = recheckAt;
      return;
    }
    const standing = this.cluster.nodes.filter(({ ready, leaving }) => ready && !leaving);
    const limit = unneededLimit(
      this.since.size,
      timers.maxParallelism,
      timers.unneededSeconds,
      scanSeconds,
    );
    const { unneeded, needed } = findUnneeded(
      {
        nodes: standing.map(({ room }) => room),
        candidates: idle.map(({ room }) => room),
        destinations: undefined,
        previous: this.since,
        recheckAt: this.recheckAt,
        budgets: this.budgets(idle),
        // Asked of each group by its own threshold before.
        threshold: Infinity,
        ignoreDaemons,
        limit,
      },
      now,
    );
    // Nodes that were unneeded before are asked first, so a search may change what the next one finds.
    const same =
      unneeded.length === this.since.size && unneeded.every((name) => this.since.has(name));
    this.since = keepSince(this.since, unneeded, now);
    for (const name of needed.keys()) this.recheckAt.set(name, now + recheckSeconds);
    const next = needed.size > 0 ? Math.min(recheckAt, now + recheckSeconds) : recheckAt;
    this.searchAgainAt = same && unneeded.length < limit ? next : now;
  }

  /** Whether so little of a node is asked for that it may go. */
  private isIdle({ room, groupIndex }: WorldNode): boolean {
    const { utilizationThreshold, ignoreDaemons } = this.autoscaler;
    const threshold = this.groups[groupIndex]?.scaleDownUtilizationThreshold;
    return isUnderutilized(room, { threshold: threshold ?? utilizationThreshold, ignoreDaemons });
  }

  /** Whether some node has been unneeded for as long as its group asks. */
  private anyDue(now: number): boolean {
    if (this.since.size === 0) return false;
    let oldest = Infinity;
    for (const since of this.since.values()) oldest = Math.min(oldest, since);
    return this.groups.some((_, group) => oldest + this.unneededSeconds(group) < now);
  }

  private unneeded(group: number): UnneededNode[] {
    return this.cluster.nodes
      .filter((node) => node.groupIndex === group && !node.leaving)
      .flatMap(({ name, room: { empty } }) => {
        const since = this.since.get(name);
        return since === undefined ? [] : [{ name, group: String(group), since, empty }];
      });
  }

  private ongoing(): Ongoing {
    const leaving = this.cluster.nodes.filter((node) => node.leaving);
    const drained = leaving.filter(({ pods }) => pods.size > 0).length;
    // The sizes of groups leave these nodes out already.
    return { empty: leaving.length - drained, drained, byGroup: new Map() };
  }

  /** A budget allows so many of a service's pods to be away, those that are not ready counted; asked of the pods of some nodes. */
  private budgets(nodes: readonly WorldNode[]): DisruptionBudget[] {
    const asked = new Set<number>();
    for (const { pods } of nodes) for (const { service } of pods) asked.add(service);
    const budgets: DisruptionBudget[] = [];
    for (const service of asked) {
      const most = this.maxUnavailable[service] ?? Infinity;
      const pods = this.cluster.podsOf[service] ?? [];
      if (most === Infinity || pods.length === 0) continue;
      let away = 0;
      for (const { phase } of pods) if (phase !== "ready") away++;
      const owner = pods[0]?.placed.owner;
      budgets.push({ covers: (pod) => pod.owner === owner, allowed: Math.max(0, most - away) });
    }
    return budgets;
  }

  private unneededSeconds(group: number): number {
    return this.groups[group]?.unneededSeconds ?? this.autoscaler.timers.unneededSeconds;
  }

  private longestEnd(node: WorldNode): number {
    return Math.max(0, ...[...node.pods].map((pod) => this.cluster.endSeconds(pod)));
  }
}
