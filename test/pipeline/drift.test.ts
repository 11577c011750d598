import assert from "node:assert/strict";
import { driftsOf } from "../../pipeline/drift";
import { finished, stateOf, urnOf } from "./engine-events";

const type = "kubernetes:apps/v1:Deployment";
const state = stateOf(type, "worker");
const worker = { type, name: "worker", urn: urnOf(type, "worker") };

describe("driftsOf()", () => {
  it("lists what changed, by its properties, and what is gone", () => {
    const detailedDiff = {
      "spec.replicas": { diffKind: "update", inputDiff: false },
      "spec.paused": { diffKind: "add", inputDiff: false },
    } as never;
    assert.deepEqual(
      driftsOf([
        finished("update", state, { detailedDiff }),
        finished("update", state, { diffs: ["metadata"] }),
        finished("delete", state),
      ]),
      [
        { ...worker, change: "changed", properties: ["spec.replicas", "spec.paused"] },
        { ...worker, change: "changed", properties: ["metadata"] },
        { ...worker, change: "gone", properties: [] },
      ],
    );
  });

  it("passes over what is as it was, and what changed in nothing that was asked for", () => {
    assert.deepEqual(driftsOf([finished("same", state), finished("update", state)]), []);
  });
});
