import assert from "node:assert/strict";
import { simulate } from "../../../forecast/world/simulation";
import { needSharedData } from "../../support/shared-data";
import { liveRuns, type LiveRun } from "./live-runs";

/** The recording's phases of polls and syncs are not the simulation's: the median of so many. */
const seeds = 21;

/** Replicas a second, mean of the run, and how far apart the two are in a second, as shares of the recorded mean. */
function errorsOf({ replicas, seconds, world }: LiveRun) {
  const recorded = replicas.reduce((sum, one) => sum + one, 0) / seconds;
  const means: number[] = [];
  const distances: number[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const outcome = simulate(world(seed));
    const [found] = outcome.series.services;
    const apart = replicas.map((one, second) => Math.abs(one - (found?.replicas[second] ?? NaN)));
    distances.push(apart.reduce((sum, one) => sum + one, 0) / seconds / recorded);
    means.push((outcome.services[0]?.replicas.mean ?? NaN) / recorded - 1);
  }
  return { recorded, mean: median(means), distance: median(distances) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

describe("the forecast against real controllers", () => {
  it("runs as many replicas as they did, within 3 %, second by second within a tenth", function () {
    const runs = liveRuns(needSharedData(this, "oracle", "live-keda.json")).filter(({ replicas }) =>
      replicas.some((one) => one > 0),
    );
    const found = runs.map((run) => ({ id: run.id, seconds: run.seconds, ...errorsOf(run) }));
    const weigh = (value: (one: (typeof found)[number]) => number): number => {
      const total = found.reduce((sum, one) => sum + one.recorded * one.seconds, 0);
      return found.reduce((sum, one) => sum + value(one) * one.recorded * one.seconds, 0) / total;
    };
    const table = found.map(
      (one) =>
        `${one.id} ${one.seconds} s, ${one.recorded.toFixed(2)} replicas: ${(100 * one.mean).toFixed(1)} %, ${(100 * one.distance).toFixed(1)} %`,
    );
    const all = {
      mean: weigh(({ mean }) => Math.abs(mean)),
      distance: weigh(({ distance }) => distance),
    };
    const report = [...table, JSON.stringify(all)].join("\n");
    assert.ok(runs.length >= 12, report);
    assert.ok(all.mean < 0.03 && all.distance < 0.1, report);
  });
});
