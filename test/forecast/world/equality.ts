import assert from "node:assert/strict";
import type { Outcome, ServiceOutcome, Waits } from "../../../forecast/outcome";
import { simulate } from "../../../forecast/world/simulation";
import type { WorldSpec } from "../../../forecast/world/spec";
import type { ExactWaits } from "../reference/exact-waits";
import { simulateReference, type ReferenceOutcome } from "../reference/simulate-reference";

/** Sums in another order, relative to their size. */
const rounding = 1e-6;

/** Runs a world both ways and compares everything that both tell. */
export function assertEqualsReference(spec: WorldSpec): void {
  const differences = compare(simulate(spec), simulateReference(spec));
  assert.equal(differences.slice(0, 12).join("\n"), "");
}

export function compare(fast: Outcome, reference: ReferenceOutcome): string[] {
  return [
    ...fast.services.flatMap((one, i) => compareService(one, reference, i)),
    ...compareWaits(fast.wait, reference.waits, "all waits"),
    ...reference.nodeSeconds.flatMap((expected, group) =>
      near(fast.nodeSeconds[group] ?? NaN, expected, `node-seconds of group ${group}`),
    ),
    ...compareSeries(fast, reference),
  ];
}

function near(actual: number, expected: number, what: string): string[] {
  const bound = rounding * Math.max(1, Math.abs(expected));
  return Math.abs(actual - expected) <= bound ? [] : [`${what}: ${actual}, not ${expected}`];
}

function same(actual: number | undefined, expected: number, what: string): string[] {
  return actual === expected ? [] : [`${what}: ${actual}, not ${expected}`];
}

function compareService(fast: ServiceOutcome, { services }: ReferenceOutcome, i: number) {
  const expected = services[i];
  if (expected === undefined) return [`no service ${i}`];
  const { name, sloSeconds, replicas, late } = fast;
  const mean = expected.replicaSeconds / expected.replicas.length;
  return [
    ...same(fast.messages, expected.messages, `${name}: messages`),
    ...same(fast.coldStarts, expected.coldStarts, `${name}: cold starts`),
    ...same(fast.cutOff, expected.cutOff, `${name}: cut off`),
    ...same(fast.pendingSeconds, expected.pendingSeconds, `${name}: pending seconds`),
    ...same(replicas.max, Math.max(...expected.replicas), `${name}: most replicas`),
    ...near(replicas.mean, mean, `${name}: mean replicas`),
    ...near(fast.unserved, expected.unserved, `${name}: unserved`),
    ...compareWaits(fast.wait, expected.waits, `${name}: waits`),
    ...near(
      late,
      sloSeconds === undefined ? 0 : expected.waits.longerThan(sloSeconds) + expected.overdue,
      `${name}: late`,
    ),
  ];
}

/** Percentiles within a bin of the forecast's histogram: a tenth of a second, above 100 s one in a hundred. */
export function compareWaits(fast: Waits, exact: ExactWaits, what: string): string[] {
  const found = near(fast.max, exact.max, `${what}: longest`);
  if (exact.messages < rounding) return found;
  for (const [key, share] of [
    ["p50", 0.5],
    ["p95", 0.95],
    ["p99", 0.99],
  ] as const) {
    const wait = fast[key];
    const bin = Math.max(0.1, wait / 99) + rounding;
    const [low, high] = [exact.within(wait - bin), exact.within(wait + bin)];
    if (low > share + rounding || high < share - rounding)
      found.push(`${what}: ${key} ${wait} holds ${low} to ${high}`);
  }
  return found;
}

/** A step shows the most of its seconds; backlog only of those in which the HorizontalPodAutoscaler looked. */
function compareSeries({ series, seconds }: Outcome, { services, nodes }: ReferenceOutcome) {
  const { stepSeconds } = series;
  const most = (values: Float64Array | undefined, step: number): number =>
    Math.max(
      ...(values?.subarray(step * stepSeconds, Math.min(seconds, (step + 1) * stepSeconds)) ?? []),
    );
  const ofServices = series.services.flatMap(({ name, replicas, backlog }, i) => {
    const expected = services[i];
    const seen = expected?.backlog.map((one, second) => one * (expected.synced[second] ?? 0));
    return [...replicas].flatMap((count, step) => [
      ...same(count, most(expected?.replicas, step), `replicas of ${name} in step ${step}`),
      ...near(backlog[step] ?? NaN, most(seen, step), `backlog of ${name} in step ${step}`),
    ]);
  });
  const ofNodes = series.nodes.flatMap(({ group, count }, i) =>
    [...count].flatMap((fast, step) =>
      same(fast, most(nodes[i], step), `nodes of ${group} in step ${step}`),
    ),
  );
  return [...ofServices, ...ofNodes];
}
