import assert from "node:assert/strict";
import { deferred } from "../../plan/secrets";
import { changes, nameOf, stepsOf } from "../../pipeline/steps";
import { announced, said, stateOf, urnOf } from "./engine-events";

const type = "kubernetes:core/v1:Namespace";

describe("stepsOf()", () => {
  it("reads what is new, with the resource as policies see it", () => {
    const state = stateOf(
      type,
      "a",
      { x: 1, secret: "[secret]" },
      { protect: true, retainOnDelete: true, parent: urnOf("a:b:C", "c") },
    );
    assert.deepEqual(stepsOf([announced("create", state)]), [
      {
        operation: "create",
        urn: urnOf(type, "a"),
        type,
        name: "a",
        next: {
          type,
          name: "a",
          urn: urnOf(type, "a"),
          parent: urnOf("a:b:C", "c"),
          inputs: { x: 1, secret: deferred },
          protect: true,
          retainOnDelete: true,
        },
        replacedFor: [],
      },
    ]);
  });

  it("takes the stack for no parent", () => {
    const [step] = stepsOf([announced("create", stateOf(type, "a"))]);
    assert.equal(step?.next?.parent, "");
  });

  it("keeps both sides of an update, and the old one of a deletion", () => {
    const old = stateOf(type, "a", { x: 1 });
    const next = stateOf(type, "a", { x: 2 });
    const [update, gone] = stepsOf([
      announced("update", next, { old }),
      announced("delete", stateOf(type, "b", { y: 3 })),
    ]);
    assert.deepEqual([update?.previous?.inputs, update?.next?.inputs], [{ x: 1 }, { x: 2 }]);
    assert.deepEqual([gone?.previous?.inputs, gone?.next], [{ y: 3 }, undefined]);
  });

  it("reads null for a side that is not there", () => {
    const event = announced("create", stateOf(type, "a"), { old: null as never });
    assert.equal(stepsOf([event])[0]?.previous, undefined);
  });

  const state = stateOf(type, "a");
  for (const order of [
    ["create-replacement", "replace", "delete-replaced"],
    ["delete-replaced", "replace", "create-replacement"],
    ["import-replacement", "replace"],
  ] as const) {
    it(`makes one step of ${order.join(", ")}`, () => {
      const steps = stepsOf(
        order.map((op) => announced(op, state, op === "replace" ? { keys: ["name"] } : {})),
      );
      assert.equal(steps.length, 1);
      assert.equal(steps[0]?.operation, "replace");
      assert.deepEqual(steps[0]?.replacedFor, ["name"]);
      assert.ok(steps[0]?.next !== undefined);
    });
  }

  it("passes over what announces nothing", () => {
    assert.deepEqual(stepsOf([said("warning", "hm")]), []);
  });
});

describe("changes()", () => {
  for (const [op, expected] of [
    ["same", false],
    ["read", false],
    ["refresh", false],
    ["create", true],
    ["update", true],
    ["delete", true],
    ["replace", true],
  ] as const) {
    it(`${op}: ${expected}`, () => {
      const [step] = stepsOf([announced(op, stateOf(type, "a"))]);
      assert.ok(step);
      assert.equal(changes(step), expected);
    });
  }
});

describe("nameOf()", () => {
  it("is the last part, which may hold the separator", () => {
    assert.equal(nameOf("urn:pulumi:dev::chatbot::a:b:C$d:e:F::x"), "x");
    assert.equal(nameOf("urn:pulumi:dev::chatbot::a:b:C::x::y"), "x::y");
    assert.equal(nameOf(""), "");
  });
});
