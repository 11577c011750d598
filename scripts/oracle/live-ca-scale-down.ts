import { fits } from "../../forecast/nodes/fit";
import { fillNodes } from "../../forecast/nodes/pending";
import {
  coolingDown,
  cutToBudgets,
  removableNodes,
  type ScaleDownTimers,
  type UnneededNode,
} from "../../forecast/nodes/removal";
import type { SimulatedNode } from "../../forecast/nodes/simulated-node";
import { findUnneeded, unneededLimit } from "../../forecast/nodes/unneeded";
import { keepSince } from "../../forecast/nodes/unneeded-since";
import { budgetsAt } from "./disruption-budgets";
import type { LiveLoop } from "./live-ca-file";
import type { RecordedRun } from "./recorded-run";
import type { Tally } from "./tally";

type Unneeded = Record<string, number>;

/** Names of nodes that were ordered and do not stand yet begin so. */
const upcomingPrefix = "template-node-for-";

/** Reasons after which a node is left alone until the recheck. */
const recheckedReasons = ["NoPlaceToMovePods", "BlockedByPod"];

/** Two loops of the default scan interval, with what they take themselves, are one apart. */
const sinceSeconds = 10.5;

/** Follows the unneeded nodes of a run loop by loop and compares what is removed. */
export class ScaleDownReplay {
  private readonly timers: ScaleDownTimers;
  private readonly recheckAt = new Map<string, number>();
  private readonly groupScaleUpAt = new Map<string, number>();
  private previous: ReadonlySet<string> = new Set();
  private since: ReadonlyMap<string, number> = new Map();
  private shortestLoop: number;
  private lastAt: number | undefined;

  constructor(
    private readonly run: RecordedRun,
    private readonly tally: Tally,
  ) {
    this.timers = {
      unneededSeconds: run.seconds("scale-down-unneeded-time", 600),
      delayAfterAddSeconds: run.seconds("scale-down-delay-after-add", 600),
      delayAfterDeleteSeconds: run.seconds("scale-down-delay-after-delete", 0),
      delayAfterFailureSeconds: run.seconds("scale-down-delay-after-failure", 180),
      delayTypeLocal: run.flag("scale-down-delay-type-local") === "true",
      maxParallelism: run.number("max-scale-down-parallelism", 10),
      maxDrainParallelism: run.number("max-drain-parallelism", 1),
    };
    this.shortestLoop = this.timers.unneededSeconds;
  }

  replay(): void {
    for (const loop of this.run.recorded.loops)
      if (loop.unneeded !== undefined) this.step(loop, loop.unneeded);
  }

  private step(loop: LiveLoop, real: Unneeded): void {
    if (this.lastAt !== undefined)
      this.shortestLoop = Math.min(this.shortestLoop, Math.max(loop.t - this.lastAt, 0.001));
    this.lastAt = loop.t;
    const nodes = this.filled(loop);
    const { unneeded, needed } = this.search(loop, nodes);
    this.since = keepSince(this.since, unneeded, loop.t);
    const same = unneeded.length === Object.keys(real).length && unneeded.every((n) => n in real);
    this.tally.race("unneeded set per loop", 0.97)(
      `${this.about(loop)}: ${Object.keys(real).sort().join(" ")}, model ${[...unneeded].sort().join(" ")}`,
      same,
    );
    // Goes on from what really was, so that one miss counts once.
    const recheck = loop.t + this.run.seconds("unremovable-node-recheck-timeout", 300);
    for (const [name, reason] of needed)
      if (reason !== "NotUnderutilized" && reason !== "RecentlyUnremovable" && !(name in real))
        this.recheckAt.set(name, recheck);
    for (const [name, [reason]] of Object.entries(loop.unremovable))
      if (recheckedReasons.includes(reason)) this.recheckAt.set(name, recheck);
    this.previous = new Set(Object.keys(real));
    this.compareRemoval(loop, real);
    this.rememberScaleUp(loop);
  }

  /** The nodes with pending pods, and with the pods of drained nodes, which take room as well. */
  private filled(loop: LiveLoop): SimulatedNode[] {
    const nodes = this.run.nodesAt(loop.snap);
    const { drain } = loop.inProgress;
    const evicted = nodes
      .filter(({ name }) => drain.includes(name))
      .flatMap(({ pods }) => pods.filter(({ daemon }) => !daemon));
    const pending = loop.pending.flatMap((name) => this.run.pods.get(name) ?? []);
    const delay = this.run.seconds("new-pod-scale-up-delay", 0);
    const left = fillNodes(nodes, pending, delay, loop.t);
    if (loop.pending.length > 0)
      this.tally.race("pods left after filling", 0.97)(
        `${this.about(loop)}: ${loop.toHelp.length}, model ${left.length}`,
        left.length === loop.toHelp.length,
      );
    for (const pod of evicted)
      nodes.find((node) => !drain.includes(node.name) && fits(pod, node, nodes))?.add(pod);
    return nodes;
  }

  private search(loop: LiveLoop, nodes: readonly SimulatedNode[]) {
    const going = [...loop.inProgress.drain, ...loop.inProgress.empty];
    // The annotation of a node is not in the file, only that the autoscaler saw it.
    const disabled = (name: string) =>
      loop.unremovable[name]?.[0] === "ScaleDownDisabledAnnotation";
    const standing = nodes.filter(
      ({ name, shape }) => !name.startsWith(upcomingPrefix) && shape.unschedulable !== true,
    );
    const byName = new Map(nodes.map((node) => [node.name, node]));
    const { unneededSeconds, maxParallelism } = this.timers;
    return findUnneeded(
      {
        nodes,
        candidates: loop.candidates.flatMap((name) =>
          going.includes(name) || disabled(name) ? [] : (byName.get(name) ?? []),
        ),
        destinations: new Set([...loop.candidates, ...standing.map(({ name }) => name)]),
        previous: this.previous,
        recheckAt: this.recheckAt,
        budgets: budgetsAt(this.run.recorded, loop.t),
        threshold: this.run.number("scale-down-utilization-threshold", 0.5),
        ignoreDaemons: this.run.flag("ignore-daemonsets-utilization") === "true",
        limit: unneededLimit(
          this.previous.size,
          maxParallelism,
          unneededSeconds,
          this.shortestLoop,
        ),
      },
      loop.t,
    );
  }

  private compareRemoval(loop: LiveLoop, real: Unneeded): void {
    const snapshot = new Map(this.run.nodesAt(loop.snap).map((node) => [node.name, node]));
    const nodeOf = (name: string): UnneededNode => ({
      name,
      group: snapshot.get(name)?.group ?? "",
      since: real[name] ?? loop.t,
      empty: snapshot.get(name)?.empty ?? true,
    });
    const removing = (loop.removing ?? []).map(nodeOf);
    const modelled = this.removed(loop, Object.keys(real).map(nodeOf), [...snapshot.values()]);
    if (removing.length === 0 && modelled.length === 0) return;
    // Which of equal nodes go is random.
    const kinds = (nodes: readonly UnneededNode[]) =>
      nodes.map(({ group, empty }) => `${group} ${empty ? "empty" : "drained"}`).sort();
    this.tally.compare(`${this.about(loop)}, removal`, kinds(removing), kinds(modelled));
    const race = this.tally.race("unneeded-since within one loop", 0.9);
    for (const { name, since } of removing) {
      const own = this.since.get(name);
      const equal = own !== undefined && Math.abs(own - since) <= sinceSeconds;
      race(`${this.about(loop)}, ${name}: ${since}, model ${own}`, equal);
    }
  }

  private removed(
    loop: LiveLoop,
    unneeded: readonly UnneededNode[],
    nodes: readonly SimulatedNode[],
  ): UnneededNode[] {
    const { drain, empty } = loop.inProgress;
    const count = (names: readonly string[]) => {
      const counts = new Map<string, number>();
      for (const { name, group } of nodes)
        if (names.includes(name)) counts.set(group, (counts.get(group) ?? 0) + 1);
      return counts;
    };
    const targets = count(nodes.map(({ name }) => name));
    const ongoing = {
      empty: empty.length,
      drained: drain.length,
      byGroup: count([...empty, ...drain]),
    };
    const history = {
      scaleUpAt: loop.lastScaleUp ?? -Infinity,
      scaleDownAt: loop.lastScaleDown ?? -Infinity,
      failureAt: loop.lastFail ?? -Infinity,
      groupScaleUpAt: this.groupScaleUpAt,
    };
    if (loop.forbidden || coolingDown(this.timers, history, loop.t)) return [];
    const groups = new Map(
      [...this.run.groups].map(([id, { min, max }]) => {
        return [id, { id, min, max, target: targets.get(id) ?? 0 }];
      }),
    );
    const removable = removableNodes(unneeded, groups, ongoing, this.timers, history, loop.t);
    return cutToBudgets(removable, ongoing, this.timers);
  }

  private rememberScaleUp({ scaleUp, loop, t }: LiveLoop): void {
    if (scaleUp !== "Successful") return;
    for (const decision of this.run.recorded.scaleUps)
      if (decision.loop === loop)
        for (const { group } of decision.plan) this.groupScaleUpAt.set(group, t);
  }

  private about({ t }: LiveLoop): string {
    return `${this.run.recorded.id} at ${t}`;
  }
}
