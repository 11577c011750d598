import assert from "node:assert/strict";
import type { Outcome } from "../../../forecast/outcome";
import { simulate } from "../../../forecast/world/simulation";
import type { NodesSpec, ServiceSpec, WorldSpec } from "../../../forecast/world/spec";
import { autoscaler, counts, even, fixed, group, nodes, service, world } from "./worlds";

/** So many nodes of four cores, which nobody adds or removes. */
const standing = (initial: number): NodesSpec =>
  nodes([group("workers", { initial, max: initial })], { autoscaler: undefined });

/** Replicas by second: half an hour has steps of one second. */
function replicasOf(outcome: Outcome, index = 0): number[] {
  return [...(outcome.series.services[index]?.replicas ?? [])];
}

function nodesOf(outcome: Outcome, index = 0): number[] {
  return [...(outcome.series.nodes[index]?.count ?? [])];
}

/** Second of each change, and what came of it. */
function changes(levels: readonly number[]): [number, number][] {
  return levels.flatMap((level, second): [number, number][] =>
    second > 0 && level !== levels[second - 1] ? [[second, level]] : [],
  );
}

/** A burst that nothing works off: nobody is ready in time. */
function stuck(messages: number, given: Partial<ServiceSpec["work"]> = {}): ServiceSpec {
  return service("a", {
    startup: { pull: fixed(0), start: fixed(5000) },
    work: { traffic: counts(1800, { 100: messages }), ...given },
  });
}

const seeds = Array.from({ length: 12 }, (_, seed) => seed);
const withSeed = (spec: WorldSpec, seed: number): WorldSpec => ({ ...spec, seed });

describe("a world as a whole", () => {
  it("wakes from 0 within one polling interval, at phases that differ", () => {
    const waits = seeds.map((seed) => {
      const outcome = simulate(withSeed(world([stuck(5)], { nodes: standing(3) }), seed));
      assert.equal(outcome.services[0]?.coldStarts, 1);
      const [second, replicas] = changes(replicasOf(outcome))[0] ?? [NaN, NaN];
      assert.equal(replicas, 1);
      return second - 100;
    });
    assert.ok(
      waits.every((wait) => wait >= 0 && wait < 30),
      String(waits),
    );
    assert.ok(new Set(waits).size > 4);
  });

  it("sleeps when the cooldown is over, at the next poll", () => {
    // Four messages are done at 2 a second within 2 s of the start, which takes 25 s and a rebalance of 3 s.
    const spec = world(
      [service("a", { work: { traffic: counts(1800, { 100: 4 }), partitions: even(1) } })],
      { nodes: standing(3) },
    );
    for (const seed of seeds) {
      const [woken, asleep] = changes(replicasOf(simulate(withSeed(spec, seed))));
      assert.deepEqual([woken?.[1], asleep?.[1]], [1, 0]);
      // So the next poll, after 30 s, finds nothing: the last active one was that which woke it. Its cooldown of 300 s
      // must be over and not only reached, which it is at the eleventh poll.
      assert.equal((asleep?.[0] ?? 0) - (woken?.[0] ?? 0), 330);
    }
  });

  it("grows as the HorizontalPodAutoscaler lets it: 1, 5, 10", () => {
    for (const seed of seeds) {
      const found = changes(
        replicasOf(simulate(withSeed(world([stuck(500)], { nodes: standing(3) }), seed))),
      );
      // Where the poll and a sync fall into one second, the 1 is not seen.
      assert.deepEqual(found.map(([, replicas]) => replicas).slice(-2), [5, 10]);
      assert.ok(found.length === 2 || found[0]?.[1] === 1);
      const [five, ten] = found.map(([second]) => second).slice(-2);
      assert.equal((ten ?? 0) - (five ?? 0), 15);
    }
  });

  const caps: [string, number, number][] = [
    ["one replica more than partitions while the lag divides to them", 39, 4],
    ["as many replicas as partitions above", 40, 3],
    ["as many replicas as partitions far above", 4000, 3],
  ];
  for (const [title, lag, replicas] of caps) {
    it(`lets KEDA ask for ${title}`, () => {
      const outcome = simulate(
        world([stuck(lag, { partitions: even(3) })], { nodes: standing(3) }),
      );
      assert.equal(outcome.services[0]?.replicas.max, replicas);
    });
  }

  it("counts the time of replicas that no node has room for", () => {
    // Two nodes of four cores at most, ten replicas of one core: two wait until the end.
    const spec = world([stuck(500)], {
      nodes: nodes([group("workers", { initial: 2, max: 2 })]),
    });
    const outcome = simulate(spec);
    const ten = changes(replicasOf(outcome)).at(-1);
    assert.equal(ten?.[1], 10);
    assert.equal(outcome.services[0]?.pendingSeconds, 2 * (1800 - (ten?.[0] ?? 0)));
    assert.deepEqual(outcome.nodeSeconds, [2 * 1800]);
  });

  it("pays for nodes by the second, from order to end", () => {
    const outcome = simulate(
      world([], {
        nodes: nodes([
          group("a", { initial: 2, min: 2 }),
          group("b", { initial: 1, min: 1, usdPerHour: 1 }),
        ]),
      }),
    );
    assert.deepEqual(outcome.nodeSeconds, [3600, 1800]);
    assert.ok(outcome.series.usdPerHour.every((usd) => usd === Math.fround(1.4)));
  });

  it("takes an empty node away 5 s after its unneeded time, at a loop", () => {
    const spec = world([service("a", { replicas: 1, work: undefined, scaler: undefined })], {
      nodes: nodes([group("workers", { initial: 2 })], {
        autoscaler: autoscaler({ unneededSeconds: 95 }),
      }),
    });
    for (const seed of seeds) {
      const found = changes(nodesOf(simulate(withSeed(spec, seed))));
      // Loops are 10 s apart: the first at a phase below 10 sees it, the tenth after that is more than 95 s later.
      const [second, left] = found[0] ?? [NaN, NaN];
      assert.deepEqual([found.length, left], [1, 1]);
      assert.ok(second >= 105 && second < 115, `${second}`);
      assert.equal(simulate(withSeed(spec, seed)).nodeSeconds[0], 1800 + second);
    }
  });

  it("keeps an empty node that its group needs as its minimum", () => {
    const spec = world([], {
      nodes: nodes([group("workers", { initial: 2, min: 2 })], {
        autoscaler: autoscaler({ unneededSeconds: 60 }),
      }),
    });
    assert.deepEqual(simulate(spec).nodeSeconds, [3600]);
  });

  /** Seconds from the burst's pods to the order of a node. */
  function decisions(one: ServiceSpec, made = group("workers")): number[] {
    return seeds.map((seed) => {
      const outcome = simulate(
        withSeed(world([one], { nodes: nodes([{ ...made, initial: 0 }]) }), seed),
      );
      const [pod] = changes(replicasOf(outcome))[0] ?? [NaN];
      const [node] = changes(nodesOf(outcome))[0] ?? [NaN];
      return node - pod;
    });
  }

  it("decides about new pods about 10 s after them, because young ones wait for the next timer", () => {
    const found = decisions(stuck(5));
    // The pod wakes a loop that finds it too young; the timer starts anew with that loop.
    assert.ok(
      found.every((wait) => wait === 10),
      String(found),
    );
  });

  it("waits 30 s with pods that ask for a GPU", () => {
    const gpu = group("gpu", {});
    const template = { ...gpu.template, allocatable: { ...gpu.template.allocatable, gpus: 1 } };
    const found = decisions(
      { ...stuck(5), pod: { ...stuck(5).pod, gpus: 1 } },
      { ...gpu, template },
    );
    assert.ok(
      found.every((wait) => wait === 30),
      String(found),
    );
  });

  it("gives the room of headroom to what works at once, and orders a node for the headroom", () => {
    const headroom = service("headroom", {
      ...{ replicas: 4, work: undefined, scaler: undefined, pod: { priority: -10 } },
      startup: { pull: fixed(0), start: fixed(1) },
    });
    const spec = world([headroom, service("a", { work: { traffic: counts(600, { 100: 5 }) } })], {
      seconds: 600,
    });
    const outcome = simulate(spec);
    const [pod] = changes(replicasOf(outcome, 1))[0] ?? [NaN];
    const [node, count] = changes(nodesOf(outcome))[0] ?? [NaN, NaN];
    assert.deepEqual([count, node - pod], [2, 10]);
    assert.equal(outcome.services[1]?.pendingSeconds, 0);
    // One pod of headroom waits 10 s for the decision and 60 s for the node.
    assert.equal(outcome.services[0]?.pendingSeconds, 70);
    // Ready 25 s after waking, and 3 s for the rebalance; the last of 5 messages at 2 a second 2.5 s later at most.
    const woken = pod - 100;
    assert.equal(outcome.services[1]?.wait.max, woken + 28 + 2.5);
  });

  it("starts from a warm pool in its own time, and without pulling", () => {
    const one = service("a", {
      startup: { pull: fixed(40), start: fixed(10) },
      work: { traffic: counts(1800, { 100: 1 }) },
    });
    const cold = { initial: 0, start: fixed(60) };
    const warm = { ...cold, warm: { size: 1, start: fixed(15), gibibytes: 20 } };
    const longest = [cold, warm].map(
      (given) =>
        simulate(world([one], { nodes: nodes([group("workers", given)]) })).services[0]?.wait.max ??
        NaN,
    );
    // 45 s less for the node and 40 s less for the image.
    assert.equal((longest[0] ?? 0) - (longest[1] ?? 0), 85);
  });

  it("counts what still waits at the end as late when it is older than the SLO", () => {
    const lateAfter = (sloSeconds: number): number | undefined =>
      simulate(world([stuck(30, { sloSeconds })])).services[0]?.late;
    // The messages came at 100 s, and the end is at 1,800 s.
    assert.deepEqual([lateAfter(1699), lateAfter(1700)], [30, 0]);
  });

  it("lets no partitions bound replicas that take from one line", () => {
    const [one] = simulate(world([stuck(100, { partitions: undefined })])).services;
    assert.equal(one?.replicas.max, 10);
  });

  it("works off a backlog at the speed of its replicas", () => {
    // 120 messages at once, 3 replicas of 2 a second from the start: ready after 25 s, a rebalance of 3 s.
    const spec = world(
      [
        service("a", {
          ...{ replicas: 3, scaler: undefined },
          work: { traffic: counts(1800, { 100: 120 }), partitions: even(3), sloSeconds: 5 },
        }),
      ],
      { nodes: standing(1) },
    );
    const [one] = simulate(spec).services;
    assert.ok(one !== undefined);
    assert.deepEqual([one.messages, one.unserved, one.maxBacklog], [120, 0, 90]);
    assert.deepEqual(
      [one.wait.p50, one.wait.max].map((wait) => Math.round(wait * 1000)),
      [10_000, 20_000],
    );
    assert.equal(Math.round(one.late * 1000), 90_000);
  });
});
