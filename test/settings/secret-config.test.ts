import assert from "node:assert/strict";
import { sealedWires, secretConfigKeys } from "../../settings/secret-config";

const seal = (text: string): string => `sealed ${text}`;

const args = {
  environment: "development",
  cluster: { existing: { kubeconfig: "K", context: "kind" } },
  services: [
    {
      name: "answer",
      image: "I",
      env: { ENDPOINT: "E" },
      labels: { team: "chat" },
      scaling: { triggers: [{ redis: { address: "A", listName: "l" } }, { type: "x" }] },
      permissions: [{ actions: ["s3:GetObject"], resources: ["R"] }],
    },
  ],
};

describe("sealedWires()", () => {
  it("seals every wire under the keys that hold secrets, and leaves what has to be read", () => {
    assert.deepEqual(sealedWires(args, ["services", "environment"], seal), {
      environment: "development",
      cluster: { existing: { kubeconfig: "K", context: "kind" } },
      services: [
        {
          name: "answer",
          image: "sealed I",
          env: { ENDPOINT: "sealed E" },
          labels: { team: "chat" },
          scaling: { triggers: [{ redis: { address: "sealed A", listName: "l" } }, { type: "x" }] },
          permissions: [{ actions: ["s3:GetObject"], resources: ["sealed R"] }],
        },
      ],
    });
    assert.deepEqual(sealedWires(args, ["cluster"], seal).cluster, {
      existing: { kubeconfig: "sealed K", context: "kind" },
    });
  });

  it("leaves everything where no key holds a secret, and what has no shape", () => {
    assert.deepEqual(sealedWires(args, [], seal), args);
    const shapeless = { services: { env: "x" }, cluster: "y", unknown: { a: 1 }, kafka: null };
    assert.deepEqual(sealedWires(shapeless, Object.keys(shapeless), seal), shapeless);
  });
});

describe("secretConfigKeys()", () => {
  it("takes the project's keys out of what the language host lists", () => {
    assert.deepEqual(secretConfigKeys('["chatbot:services","aws:token"]', "chatbot"), ["services"]);
    assert.deepEqual(secretConfigKeys("", "chatbot"), []);
    assert.deepEqual(secretConfigKeys(undefined, "chatbot"), []);
  });
});
