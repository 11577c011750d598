import assert from "node:assert/strict";
import { accelerator } from "../../../components/node-groups/accelerator";
import { instanceType, knownTypes } from "../../../settings/facts/instances";

describe("accelerator()", () => {
  const table: [string, string | undefined][] = [
    ["g4dn.xlarge", "nvidia-tesla-t4"],
    ["g5.xlarge", "nvidia-a10g"],
    ["g5g.xlarge", "nvidia-tesla-t4"],
    ["g6.xlarge", "nvidia-l4"],
    ["gr6.4xlarge", "nvidia-l4"],
    ["g6e.xlarge", "nvidia-l40s"],
    ["p3.2xlarge", "nvidia-tesla-v100"],
    ["p4d.24xlarge", "nvidia-tesla-a100"],
    ["p5.48xlarge", "nvidia-h100"],
    ["p5en.48xlarge", "nvidia-h200"],
    ["p6-b200.48xlarge", "nvidia-gpu"],
    ["m6i.large", undefined],
    ["g4ad.xlarge", undefined],
    ["unheard.of", undefined],
  ];
  for (const [type, expected] of table) {
    it(`of ${type} is ${expected ?? "none"}`, () => assert.equal(accelerator(type), expected));
  }

  it("is there for every type with GPUs and for no other (F-30: one without GPUs stops all scale-up)", () => {
    for (const name of knownTypes()) {
      assert.equal(accelerator(name) !== undefined, instanceType(name)!.gpus > 0, name);
    }
  });
});
