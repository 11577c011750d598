import assert from "node:assert/strict";
import fc from "fast-check";
import { allocatable, maxPods, nodeAllocatable } from "../../../settings/facts/allocatable";
import { instanceType, knownTypes, type InstanceType } from "../../../settings/facts/instances";

function type(name: string): InstanceType {
  const found = instanceType(name);
  assert.ok(found, `${name} is not in the facts`);
  return found;
}

describe("nodeAllocatable()", () => {
  // CPU: nodeadm's 6 %, 1 %, 0.5 %, 0.5 %, 0.25 % …; memory: 92.5 % less 255 + 11 x pods less 100 MiB.
  const table: [string, ReturnType<typeof nodeAllocatable>][] = [
    ["m5.large", { milliCpu: 1930, memoryMiB: 6012, pods: 110, gpus: 0 }],
    ["m6i.xlarge", { milliCpu: 3920, memoryMiB: 13590, pods: 110, gpus: 0 }],
    ["t3.medium", { milliCpu: 1930, memoryMiB: 2223, pods: 110, gpus: 0 }],
    ["g5.xlarge", { milliCpu: 3920, memoryMiB: 13590, pods: 110, gpus: 1 }],
    ["g6.12xlarge", { milliCpu: 47810, memoryMiB: 180297, pods: 110, gpus: 4 }],
  ];
  for (const [name, expected] of table) {
    it(`of ${name}`, () => assert.deepEqual(nodeAllocatable(type(name)), expected));
  }

  it("leaves DaemonSets their room, and is never what EC2 advertises", () => {
    fc.assert(
      fc.property(fc.constantFrom(...knownTypes()), (name) => {
        const node = nodeAllocatable(type(name));
        const ours = allocatable(type(name));
        assert.deepEqual(
          [node.milliCpu - ours.milliCpu, node.memoryMiB - ours.memoryMiB, node.pods - ours.pods],
          [200, 256, 4],
        );
        assert.ok(node.milliCpu < type(name).vcpu * 1000);
        assert.ok(node.memoryMiB < type(name).memoryMiB);
      }),
    );
  });
});

describe("maxPods()", () => {
  const table: [string, number | undefined, number][] = [
    ["t3.nano (4 addresses)", 4, 34],
    ["8 addresses", 8, 98],
    ["9 addresses", 9, 110],
    ["29 addresses", 29, 110],
    ["no known limit", undefined, 110],
  ];
  for (const [title, maxPodsEni, expected] of table) {
    it(`of ${title}`, () => {
      const made = { ...type("m6i.large"), maxPodsEni };
      assert.equal(maxPods(made as InstanceType), expected);
    });
  }
});

describe("instanceType()", () => {
  it("counts no GPU of another maker, for which there is no driver and no device plugin", () => {
    assert.deepEqual(
      ["g4ad.xlarge", "dl1.24xlarge", "g4dn.xlarge"].map((name) => type(name).gpus),
      [0, 0, 1],
    );
  });
});
