import { estimate, type Estimate } from "../../forecast/nodes/estimate";
import { bestOptions, type Expander } from "../../forecast/nodes/expander";
import { fillNodes } from "../../forecast/nodes/pending";
import type { PlacedPod } from "../../forecast/nodes/placed-pod";
import { balance, growth } from "../../forecast/nodes/scale-up-plan";
import type { SimulatedNode } from "../../forecast/nodes/simulated-node";
import type { LiveScaleUp } from "./live-ca-file";
import type { RecordedRun } from "./recorded-run";
import type { Tally } from "./tally";

const expanders: readonly Expander[] = [
  "least-waste",
  "most-pods",
  "least-nodes",
  "priority",
  "random",
];

/** Compares the options, the choice and the sizes of every recorded scale-up with the model's. */
export function replayScaleUps(run: RecordedRun, tally: Tally): void {
  for (const scaleUp of run.recorded.scaleUps) {
    compareDecision(run, scaleUp, tally);
    compareFromSnapshot(run, scaleUp, tally);
  }
}

/** Given the pods that were left over: deterministic. */
function compareDecision(run: RecordedRun, scaleUp: LiveScaleUp, tally: Tally): void {
  const about = `${run.recorded.id} at ${scaleUp.t}`;
  const existing = scaleUp.nodesBefore.map((node) => run.node(node));
  const alike = scaleUp.pendingPods.map(({ names, ...pod }) =>
    names.map((name): PlacedPod => ({ ...pod, name, daemon: false })),
  );
  const options = optionsOf(run, scaleUp, alike, existing);
  for (const { id } of scaleUp.groups) {
    const expected = found(scaleUp.options.find(({ group }) => group === id));
    const actual = found(options.find(({ group }) => group === id));
    if (expected.nodes > 0 || actual.nodes > 0)
      tally.compare(`${about}, option ${id}`, expected, actual);
  }
  const chosen = chooseAs(run, scaleUp, options);
  tally.compare(`${about}, chosen group`, scaleUp.chosen ?? undefined, chosen?.group);
  if (scaleUp.chosen === null || chosen === undefined) return;
  const split = (sizes: Iterable<number>) => [...sizes].sort((a, b) => a - b);
  tally.compare(
    `${about}, nodes ordered`,
    { delta: scaleUp.delta, split: split(scaleUp.plan.map(({ from, to }) => to - from)) },
    { delta: sum(sizes(scaleUp, chosen)), split: split(sizes(scaleUp, chosen)) },
  );
}

/** From the snapshot and the pending pods alone: the real filling of nodes is a race. */
function compareFromSnapshot(run: RecordedRun, scaleUp: LiveScaleUp, tally: Tally): void {
  const race = tally.race("group and delta from snapshot and pending alone", 0.9);
  const loop = run.recorded.loops.find(({ loop }) => loop === scaleUp.loop);
  if (loop === undefined) return;
  const nodes = run.nodesAt(loop.snap);
  const pending = loop.pending.flatMap((name) => run.pods.get(name) ?? []);
  const delay = run.seconds("new-pod-scale-up-delay", 0);
  const left = fillNodes(nodes, pending, delay, loop.t);
  const options = optionsOf(run, scaleUp, groupAlike(left), nodes);
  const chosen = chooseAs(run, scaleUp, options);
  const delta = chosen === undefined ? 0 : sum(sizes(scaleUp, chosen));
  race(
    `${run.recorded.id} at ${scaleUp.t}: ${scaleUp.chosen} ${scaleUp.delta}, model ${chosen?.group} ${delta}`,
    chosen?.group === (scaleUp.chosen ?? undefined) && delta === scaleUp.delta,
  );
}

function optionsOf(
  run: RecordedRun,
  { groups, options, skippedGroups }: LiveScaleUp,
  alike: readonly (readonly PlacedPod[])[],
  existing: readonly SimulatedNode[],
): Estimate[] {
  const limits = {
    maxNodesPerScaleUp: run.number("max-nodes-per-scaleup", 1000),
    maxNodesTotal: run.number("max-nodes-total", 0) || Infinity,
  };
  return groups
    .filter(({ id, max, target }) => !(id in skippedGroups) && max > target)
    .map((group) => {
      const names = options.find((option) => option.group === group.id)?.similar ?? [];
      const similar = groups.filter(({ id }) => names.includes(id));
      const most = growth(group, similar, limits, existing.length);
      return estimate(run.template(group.id, group.templateDaemons), alike, existing, most);
    });
}

/** The model's option; of several that tie, the one that the recording drew. */
function chooseAs(run: RecordedRun, { chosen }: LiveScaleUp, options: readonly Estimate[]) {
  const named = (run.flag("expander") ?? "least-waste").split(",");
  const chain = expanders.filter((expander) => named.includes(expander));
  chain.sort((a, b) => named.indexOf(a) - named.indexOf(b));
  const best = bestOptions(options, chain, run.recorded.priorities ?? {});
  return best.find(({ group }) => group === chosen) ?? best[0];
}

function sizes({ groups, options }: LiveScaleUp, { group, nodes }: Estimate): number[] {
  const similar = options.find((option) => option.group === group)?.similar ?? [];
  const own = groups.filter(({ id }) => id === group);
  const others = groups.filter(({ id }) => similar.includes(id) && id !== group);
  return [...balance([...own, ...others], nodes).values()];
}

/** Pods that are equal but for their names. */
function groupAlike(pods: readonly PlacedPod[]): PlacedPod[][] {
  const alike = new Map<string, PlacedPod[]>();
  for (const pod of pods) {
    const key = JSON.stringify({ ...pod, name: undefined });
    alike.set(key, [...(alike.get(key) ?? []), pod]);
  }
  return [...alike.values()];
}

function found(option: { nodes: number; pods: number } | undefined) {
  return { nodes: option?.nodes ?? 0, pods: option?.pods ?? 0 };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
