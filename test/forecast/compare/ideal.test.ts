import assert from "node:assert/strict";
import fc from "fast-check";
import { idealNodeSeconds } from "../../../forecast/compare/ideal";
import { staticPeak } from "../../../forecast/compare/static-peak";
import {
  madeGroup,
  madeScaler,
  madeService,
  madeStanding,
  madeWorld,
} from "../../support/made-world";

const hour = 3600;
const nodeHours = (...given: Parameters<typeof madeWorld>): number[] =>
  idealNodeSeconds(madeWorld(...given)).map((seconds) => Number((seconds / hour).toFixed(6)));

describe("the ideal", () => {
  const group = madeGroup("workers");

  it("has the replicas of each window, rounded up, on parts of nodes", () => {
    // 2 and 4 replicas, three on a node.
    assert.deepEqual(nodeHours([madeService("a", [3, 7.5])], [group]), [2]);
  });

  it("starts the traffic again after its last window", () => {
    assert.deepEqual(nodeHours([madeService("a", [6])], [group], 5), [5]);
  });

  it("costs nothing where nothing arrives, whatever the least number of replicas", () => {
    const scaler = { ...madeScaler, minReplicaCount: 3 };
    assert.deepEqual(nodeHours([madeService("a", [0], { scaler })], [group]), [0]);
  });

  it("takes the group that is cheapest for the pod", () => {
    const groups = [madeGroup("dear", { usdPerHour: 2 }), madeGroup("cheap", { usdPerHour: 1.9 })];
    assert.deepEqual(nodeHours([madeService("a", [6])], groups), [0, 2]);
  });

  it("keeps whole nodes for what is always there, and uses the room on them", () => {
    const operator = madeStanding("operator", 1, { cpuMilli: 1750 });
    assert.deepEqual(nodeHours([operator], [group]), [2]);
    // Half a node is free for one replica, which takes a third.
    assert.deepEqual(nodeHours([operator, madeService("a", [2])], [group]), [2]);
    assert.deepEqual(nodeHours([operator, madeService("a", [4])], [group]), [2.333333]);
  });

  it("keeps no headroom", () => {
    assert.deepEqual(nodeHours([madeStanding("pause", 2, { priority: -10 })], [group]), [0]);
  });

  it("follows services with windows of different length", () => {
    const quick = madeService("b", []);
    if (quick.work)
      quick.work = {
        ...quick.work,
        traffic: { windowSeconds: 2400, rates: Float64Array.of(6, 0, 0), variation: 0 },
      };
    assert.deepEqual(nodeHours([madeService("a", [6, 0]), quick], [group]), [1.666667]);
  });

  it("leaves out what no group takes", () => {
    const huge = madeService("a", [6], { pod: { ...madeService("a", []).pod, cpuMilli: 9000 } });
    assert.deepEqual(nodeHours([huge], [group]), [0]);
  });

  it("never takes more than static peak", () => {
    const rates = fc.array(fc.double({ min: 0, max: 24, noNaN: true }), {
      minLength: 1,
      maxLength: 6,
    });
    const all = fc.array(rates, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(all, fc.integer({ min: 0, max: 3 }), (services, standing) => {
        const made = services.map((one, i) => madeService(`s${i}`, one));
        const groups = [madeGroup("workers", { max: 50 })];
        const world = madeWorld([...made, madeStanding("operator", standing)], groups, 6);
        const [ideal = NaN] = idealNodeSeconds(world);
        const [nodes = NaN] = staticPeak(world).nodes;
        assert.ok(ideal <= nodes * world.seconds * (1 + 1e-12), `${ideal}, ${nodes} nodes`);
      }),
    );
  });
});
