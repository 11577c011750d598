import assert from "node:assert/strict";
import { unknownCheckingProxy } from "@pulumi/policy";
import { runtime } from "@pulumi/pulumi";
import { deferred } from "../../plan/secrets";
import { isDeferred, readable } from "../../policy/deferred";

describe("readable()", () => {
  it("keeps what is known as it is", () => {
    const inputs = { a: 1, b: [true, null, "x", [2]], c: { d: undefined, e: {} } };
    assert.deepEqual(readable(inputs), inputs);
  });

  it("puts a marker where an event says that a value is unknown or secret", () => {
    const { unknownValue } = runtime;
    const read = readable({ a: unknownValue, b: [unknownValue, 1], c: { d: "[secret]" } });
    assert.deepEqual(read, { a: deferred, b: [deferred, 1], c: { d: deferred } });
  });

  it("puts a marker where an event holds a ciphertext", () => {
    const secret = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ciphertext: "AAAA",
    };
    assert.deepEqual(readable({ a: [secret] }), { a: [deferred] });
  });

  it("puts a marker where the policy SDK throws, at any depth", () => {
    const raw = { a: [{ b: runtime.unknownValue, c: 1 }], d: runtime.unknownValue };
    const read = readable(unknownCheckingProxy(raw));
    assert.deepEqual(read, { a: [{ b: deferred, c: 1 }], d: deferred });
    assert.ok(isDeferred(read["d"]));
  });

  it("lets every other failure through", () => {
    const inputs = {
      get a(): never {
        throw new TypeError("a defect");
      },
    };
    assert.throws(() => readable(inputs), /a defect/);
  });
});
