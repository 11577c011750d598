import assert from "node:assert/strict";
import { fixedNodes } from "../../../forecast/compare/fixed-nodes";
import { staticPeak } from "../../../forecast/compare/static-peak";
import { simulate } from "../../../forecast/world/simulation";
import type { madePod } from "../../support/made-world";
import {
  madeGroup,
  madeScaler,
  madeService,
  madeStanding,
  madeWorld,
} from "../../support/made-world";

const evenly = (partitions: number) => new Float64Array(partitions).fill(1 / partitions);

describe("static peak", () => {
  const replicas: [title: string, rates: number[], cap: number, expected: number][] = [
    ["what the busiest window needs, rounded up", [3, 7, 1], 12, 4],
    ["exactly what it needs", [8, 1], 12, 4],
    ["one where nothing arrives", [0], 12, 1],
    ["no more than the cap", [50, 1], 12, 12],
    ["only windows that the time sees", [2, 2, 20], 12, 1],
  ];
  for (const [title, rates, cap, expected] of replicas)
    it(`runs ${title}`, () => {
      const scaler = { ...madeScaler, maxReplicaCount: cap };
      const service = madeService("a", rates, { scaler });
      const { world } = staticPeak(madeWorld([service], [madeGroup("workers")]));
      const [found] = world.services;
      assert.deepEqual([found?.replicas, found?.scaler], [expected, undefined]);
    });

  it("keeps what is always there, and no headroom", () => {
    const services = [madeStanding("operator", 2), madeStanding("pause", 3, { priority: -10 })];
    const { world, nodes } = staticPeak(madeWorld(services, [madeGroup("workers")]));
    assert.deepEqual(
      world.services.map(({ name, replicas }) => [name, replicas]),
      [["operator", 2]],
    );
    assert.deepEqual(nodes, [1]);
  });

  it("needs the nodes that its pods fill", () => {
    // Three pods of a core fit in the three and a half that a node has.
    const world = madeWorld([madeService("a", [14])], [madeGroup("workers")]);
    assert.deepEqual(staticPeak(world).nodes, [3]);
  });

  it("never waits for a replica or a node", () => {
    const world = madeWorld([madeService("a", [3, 7])], [madeGroup("workers")]);
    const outcome = simulate(staticPeak(world).world);
    assert.equal(outcome.services[0]?.replicas.mean, 4);
    assert.equal(outcome.services[0]?.pendingSeconds, 0);
    assert.ok(outcome.wait.max < 10, `longest wait ${outcome.wait.max}`);
  });

  it("knows when partitions do not divide evenly among its replicas", () => {
    const overloaded = (rate: number, partitions: number): boolean => {
      const service = madeService("a", [rate]);
      if (service.work) service.work = { ...service.work, partitions: evenly(partitions) };
      return staticPeak(madeWorld([service], [madeGroup("workers")])).overloaded;
    };
    // Nine replicas, of which three have two of twelve partitions and 2.8 messages a second.
    assert.equal(overloaded(16.8, 12), true);
    assert.equal(overloaded(16.8, 90), false);
    assert.equal(overloaded(12, 12), false);
  });
});

describe("fixed nodes", () => {
  const count = (
    groups: ReturnType<typeof madeGroup>[],
    ...pods: [Partial<typeof madePod>, number][]
  ) =>
    fixedNodes(
      groups,
      pods.map(([pod, replicas], i) => madeStanding(`s${i}`, replicas, pod)),
    ).map(({ length }) => length);

  it("are those that a group has at least", () => {
    assert.deepEqual(count([madeGroup("a", { min: 2 }), madeGroup("b")], [{}, 4]), [2, 0]);
  });

  it("are of the group that is cheapest for a pod, until it may not grow", () => {
    const groups = [madeGroup("dear", { usdPerHour: 3 }), madeGroup("cheap", { max: 2 })];
    assert.deepEqual(count(groups, [{}, 7]), [1, 2]);
  });

  it("are filled with the biggest pods first", () => {
    // 2 + 1 + ½ twice; the other way round a third node would be needed.
    const pods: [Partial<typeof madePod>, number][] = [
      [{ cpuMilli: 500 }, 2],
      [{ cpuMilli: 1000 }, 2],
      [{ cpuMilli: 2000 }, 2],
    ];
    assert.deepEqual(count([madeGroup("a")], ...pods), [2]);
  });

  it("leave out what no group takes", () => {
    assert.deepEqual(count([madeGroup("a")], [{ cpuMilli: 9000 }, 2], [{}, 1]), [1]);
  });
});
