import assert from "node:assert/strict";
import { simulate } from "../../../forecast/world/simulation";
import { group, nodes, service, traffic, world } from "./worlds";
import type { WorldSpec } from "../../../forecast/world/spec";

function busy(seed: number, names: readonly string[]): WorldSpec {
  return world(
    names.map((name) =>
      service(name, {
        startup: {
          pull: { kind: "uniform", from: 5, to: 30 },
          start: { kind: "lognormal", median: 20, p95: 40 },
        },
        work: {
          traffic: traffic(120, [0, 3, 8, 1], 1.5),
          rebalance: { kind: "uniform", from: 1, to: 9 },
        },
      }),
    ),
    { seed, nodes: nodes([group("workers", { spot: true, interruptionsPerHour: 2 })]) },
  );
}

describe("chance in a forecast", () => {
  it("gives the same bits for the same seed", () => {
    const [a, b] = [simulate(busy(7, ["a", "b"])), simulate(busy(7, ["a", "b"]))];
    assert.deepEqual(a, b);
    assert.equal(JSON.stringify(a), JSON.stringify(b));
  });

  it("gives others for another seed", () => {
    const [a, b] = [simulate(busy(7, ["a"])), simulate(busy(8, ["a"]))];
    assert.notDeepEqual(a.series.services[0]?.arrivals, b.series.services[0]?.arrivals);
  });

  it("gives a service the same messages whatever runs beside it", () => {
    const alone = simulate(busy(7, ["a"])).series.services[0]?.arrivals;
    const beside = simulate(busy(7, ["before", "a", "after"])).series.services;
    assert.deepEqual(beside[1]?.arrivals, alone);
    assert.notDeepEqual(beside[0]?.arrivals, alone);
  });
});
