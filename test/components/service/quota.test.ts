import assert from "node:assert/strict";
import fc from "fast-check";
import { limitRangeManifest, quotaManifest } from "../../../components/service/quota";
import { deploymentManifest } from "../../../components/service/deployment";
import { mebibytes, milliCpu, quantity } from "../../../settings/quantity";
import type { ServiceSettings } from "../../../settings/generated/settings";
import { settledService } from "../../support/service";

const service = fc
  .record({
    maxReplicaCount: fc.integer({ min: 1, max: 500 }),
    cpu: fc.constantFrom("100m", "0.5", "1.25", "4"),
    memory: fc.constantFrom("256Mi", "1Gi", "1500M", "12Gi"),
    ephemeralStorage: fc.constantFrom("500Mi", "2Gi"),
    gpus: fc.integer({ min: 0, max: 4 }),
    onePerNode: fc.boolean(),
  })
  .map(({ maxReplicaCount, onePerNode, ...resources }) =>
    settledService({
      port: 8080,
      resources,
      placement: { onePerNode },
      scaling: { minReplicaCount: 1, maxReplicaCount },
    }),
  );

/** Pods of a Deployment at most at once, by Kubernetes' rule: the surge is rounded up. */
function atMost(settled: ReturnType<typeof settledService>): number {
  const { maxReplicaCount } = settled.service.scaling;
  const { rollingUpdate } = deploymentManifest(settled.service, "x", settled.surroundings).spec
    .strategy;
  const { maxSurge } = rollingUpdate;
  const surge =
    typeof maxSurge === "string"
      ? Math.ceil((maxReplicaCount * parseInt(maxSurge, 10)) / 100)
      : maxSurge;
  return maxReplicaCount + surge;
}

describe("quotaManifest()", () => {
  it("holds every service at its maximum while all are rolled out (check 48)", () => {
    fc.assert(
      fc.property(fc.array(service, { maxLength: 4 }), (all) => {
        const hard = quotaManifest(
          "chatbot",
          all.map(({ service: one }) => one),
        )?.spec.hard as Record<string, string>;
        const sum = (of: (one: ServiceSettings) => number) =>
          all.reduce((total, one) => total + atMost(one) * of(one.service), 0);
        assert.ok(Number(hard["pods"]) >= sum(() => 1));
        assert.ok(milliCpu(hard["requests.cpu"]!) >= sum((one) => milliCpu(one.resources.cpu)));
        for (const [key, of] of [
          ["requests.memory", "memory"],
          ["limits.memory", "memoryLimit"],
          ["requests.ephemeral-storage", "ephemeralStorage"],
        ] as const) {
          assert.ok(quantity(hard[key]!) >= sum((one) => quantity(one.resources[of])), key);
        }
        assert.ok(Number(hard["requests.nvidia.com/gpu"]) >= sum((one) => one.resources.gpus));
      }),
      { numRuns: 60 },
    );
  });

  it("is twice what the services ask for, and a little", () => {
    const { service: one } = settledService({
      resources: {
        cpu: "500m",
        memory: "1Gi",
        memoryLimit: "2Gi",
        gpus: 1,
        ephemeralStorage: "2Gi",
      },
      scaling: { minReplicaCount: 1, maxReplicaCount: 10 },
      port: 8080,
    });
    assert.deepEqual(quotaManifest("chatbot", [one])?.spec.hard, {
      pods: "24",
      "requests.cpu": "10400m",
      "requests.memory": "21Gi",
      "limits.memory": "41Gi",
      "requests.ephemeral-storage": "44Gi",
      "requests.nvidia.com/gpu": "20",
    });
  });

  it("leaves a namespace alone in which somebody else's pods are scaled", () => {
    const { service: theirs } = settledService({
      image: undefined,
      scaling: { scaleTargetRef: { name: "theirs" } },
      consumes: undefined,
    });
    assert.equal(quotaManifest("chatbot", [theirs]), undefined);
  });
});

describe("limitRangeManifest()", () => {
  it("gives containers what the quota asks of them, and no CPU limit", () => {
    const [limits] = limitRangeManifest("chatbot").spec.limits;
    assert.deepEqual(limits, {
      type: "Container",
      defaultRequest: { cpu: "100m", memory: "256Mi", "ephemeral-storage": "1Gi" },
      default: { memory: "256Mi", "ephemeral-storage": "1Gi" },
    });
    assert.ok(mebibytes("256Mi") <= mebibytes(limits?.default.memory ?? "0"));
  });
});
