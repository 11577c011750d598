import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { isOpaque, plainCopy, restoreLeaves } from "../../settings/copy";

describe("plainCopy()", () => {
  const faults: [string, unknown, string, string][] = [
    ["a hole in a list", { a: [1, undefined, 3] }, "a[1]", "nothing"],
    ["a sparse list", { a: Object.assign([1], { length: 3 }) }, "a[1]", "nothing"],
    ["a function", { a: () => 1 }, "a", "a function"],
    ["a symbol", { a: Symbol("x") }, "a", "a symbol"],
    ["a bigint", { a: 1n }, "a", "a bigint"],
    ["not a number", { a: NaN }, "a", "NaN"],
    ["infinity", { a: -Infinity }, "a", "-Infinity"],
    ["a date", { a: new Date(0) }, "a", "an instance of Date"],
    ["a map", { a: new Map() }, "a", "an instance of Map"],
  ];
  for (const [what, value, path, got] of faults) {
    it(`refuses ${what} and says where`, () => {
      const { findings } = plainCopy(value);
      assert.equal(findings[0]?.path, path);
      assert.equal(findings[0]?.got, got);
    });
  }

  it("refuses an object that contains itself instead of running for ever", () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    assert.equal(plainCopy(cycle).findings[0]?.path, "self");
  });

  it("takes the same object twice in different places", () => {
    const twice = { x: 1 };
    assert.deepEqual(plainCopy({ a: twice, b: twice }), {
      copy: { a: { x: 1 }, b: { x: 1 } },
      findings: [],
    });
  });

  it("drops undefined properties, as TypeScript callers give them", () => {
    assert.deepEqual(plainCopy({ a: undefined, b: 1 }).copy, { b: 1 });
  });

  it("keeps Outputs and Promises as opaque leaves, which restoreLeaves() puts back", () => {
    const output = pulumi.output("later");
    const promise = Promise.resolve("later");
    const { copy, findings } = plainCopy({ output, list: [promise] });
    assert.deepEqual(findings, []);
    const { output: leaf } = copy as { output: unknown };
    assert.ok(isOpaque(leaf));
    const restored = restoreLeaves(copy) as { output: unknown; list: unknown[] };
    assert.equal(restored.output, output);
    assert.equal(restored.list[0], promise);
  });
});
