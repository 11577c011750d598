import assert from "node:assert/strict";
import { replayFile, replayedFiles } from "../../scripts/oracle/replay";
import { Tally } from "../../scripts/oracle/tally";
import { needSharedData } from "../support/shared-data";

/** Least decisions that each file must have made comparable: a replay that compares nothing proves nothing. */
const leastSteps: Record<string, number> = {
  "hpa.json": 50,
  "hpa-trajectories.json": 10_000,
  "keda.json": 45,
  "cluster-autoscaler.json": 10,
  "live-hpa.json": 2_000,
  "live-keda.json": 9_000,
  "live-ca.json": 300,
};

describe("the oracles", () => {
  it("have a floor of steps each", () =>
    assert.deepEqual(Object.keys(leastSteps), [...replayedFiles]));

  for (const file of replayedFiles) {
    it(`equals every decision of ${file}`, function () {
      const folder = needSharedData(this, "oracle");
      const tally = replayFile(folder, file);
      const line = tally.line(file);
      assert.deepEqual(tally.failures.slice(0, 5), []);
      assert.deepEqual(tally.lowShares(), []);
      assert.deepEqual(line.skipped, []);
      assert.ok(line.steps >= (leastSteps[file] ?? Infinity), `${line.steps} steps`);
      assert.equal(line.passed, line.steps);
    });
  }
});

describe("the tally", () => {
  it("counts what differs, skips only what upstream skips, and names races that are lost too often", () => {
    const tally = new Tally();
    tally.cases = 4;
    tally.compare("a", { n: 1 }, { n: 1 });
    tally.compare("b", { n: 1 }, { n: 2 });
    tally.compareUnlessSkipped("c", true, 1, 2);
    tally.compareUnlessSkipped("d", true, 1, 1);
    const race = tally.race("who is first", 0.6);
    race("e", true);
    race("f", false);
    assert.deepEqual(tally.line("x.json"), {
      file: "x.json",
      cases: 4,
      steps: 3,
      passed: 2,
      failed: 1,
      skipped: [{ id: "c", why: "upstream skips it" }],
      shares: { "who is first": 0.5 },
    });
    assert.deepEqual(tally.failures, ['b: expected {"n":1}, got: {"n":2}']);
    assert.deepEqual(tally.misses, ["who is first: f"]);
    assert.deepEqual(tally.lowShares(), ["who is first: 1 of 2, expected 0.6"]);
  });
});
