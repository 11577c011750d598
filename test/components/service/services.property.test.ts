import assert from "node:assert/strict";
import fc from "fast-check";
import { deploymentManifest } from "../../../components/service/deployment";
import { podDisruptionBudgetManifest } from "../../../components/service/pod-disruption-budget";
import { scaledObjectManifest } from "../../../components/service/scaled-object";
import type { ServiceArgs } from "../../../settings/args/service";
import { quantity } from "../../../settings/quantity";
import { builtinErrors } from "../../support/builtins";
import { crdErrors } from "../../support/crds";
import { podTemplate } from "../../support/planned";
import { restrictedErrors } from "../../../policy/pod-security";
import { proofRuns } from "../../support/proof-runs";
import { externalKafka, settledService } from "../../support/service";
import { needSharedData } from "../../support/shared-data";

const serviceName = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
const memory = fc.integer({ min: 64, max: 65536 }).map((mib) => `${mib}Mi`);

/** Services that a person may write, with what the platform derives left to it more often than not. */
const services: fc.Arbitrary<Partial<ServiceArgs>> = fc.record(
  {
    name: serviceName,
    port: fc.option(fc.integer({ min: 1024, max: 65535 }), { nil: undefined }),
    consumes: fc.option(
      fc.record({
        topic: fc.constant("ai.chatbot"),
        consumersPerReplica: fc.integer({ min: 1, max: 4 }),
      }),
      { nil: undefined },
    ),
    capacity: fc.record({
      messagesPerSecond: fc.double({ min: 0.001, max: 5000, noNaN: true }),
      startupSeconds: fc.integer({ min: 0, max: 1800 }),
      maxProcessingSeconds: fc.integer({ min: 1, max: 7200 }),
    }),
    slo: fc.record({ waitSeconds: fc.integer({ min: 1, max: 3600 }) }),
    resources: fc.record({ memory, gpus: fc.constantFrom(0, 0, 1, 8) }, { requiredKeys: [] }),
    probes: fc.record({ command: fc.constant(["/app/alive"]) }, { requiredKeys: [] }),
    writablePaths: fc.uniqueArray(
      fc.record({
        path: fc.constantFrom("/tmp", "/var/cache"),
        // Two of them in memory stay below the smallest memory limit.
        sizeLimit: fc.integer({ min: 1, max: 31 }).map((mib) => `${mib}Mi`),
        memory: fc.boolean(),
      }),
      { maxLength: 2, selector: ({ path }) => path },
    ),
    placement: fc.record({ onePerNode: fc.boolean(), strictZoneSpread: fc.boolean() }),
  },
  { requiredKeys: ["name", "capacity"] },
);

type Settled = ReturnType<typeof settledService>;

const settledBefore = new Map<string, Settled>();

/** Every property is asked of the same services, and settling one takes longer than all questions. */
function settled(given: Partial<ServiceArgs>): Settled {
  const key = JSON.stringify(given);
  const found = settledBefore.get(key) ?? settledService(given, { kafka: externalKafka });
  settledBefore.set(key, found);
  return found;
}

function holds(property: (settled: Settled) => void, numRuns = proofRuns(200, 2_000)): void {
  fc.assert(
    fc.property(services, (given) => property(settled(given))),
    { numRuns, seed: 3 },
  );
}

function deployment({ service, surroundings }: Settled) {
  return deploymentManifest(service, service.image ?? "", surroundings);
}

describe("every generated service", () => {
  it("has a budget that lets a drain go on at the fewest replicas (check 37, F-32)", () => {
    holds(({ service }) => {
      const { spec } = podDisruptionBudgetManifest(service);
      const may = "maxUnavailable" in spec ? Number(spec.maxUnavailable) : NaN;
      assert.ok(may >= 1 && Math.max(1, service.scaling.minReplicaCount) - may >= 0);
    });
  });

  it("ends after preStop, the longest message and a commit (check 42)", () => {
    holds((one) => {
      const { spec } = deployment(one).spec.template;
      const preStop = spec.containers[0]?.lifecycle?.preStop.sleep.seconds ?? 0;
      const longest = one.service.capacity?.maxProcessingSeconds ?? 0;
      assert.ok(spec.terminationGracePeriodSeconds >= preStop + longest + 10);
    });
  });

  it("polls often enough for its longest message and its batch (check 43)", () => {
    holds(({ service: { consumes, capacity } }) => {
      if (consumes === undefined || capacity === undefined) return;
      const perMember = capacity.messagesPerSecond / consumes.consumersPerReplica;
      const interval = consumes.maxPollIntervalMs / 1000;
      assert.ok(consumes.maxPollRecords >= 1 && consumes.maxPollRecords <= 500);
      assert.ok(interval >= capacity.maxProcessingSeconds);
      assert.ok(interval >= consumes.maxPollRecords / perMember);
    });
  });

  it("limits memory at its request or above, and GPUs exactly (checks 34, 49)", () => {
    holds((one) => {
      const resources = deployment(one).spec.template.spec.containers[0]?.resources;
      assert.ok(resources);
      const { requests, limits } = resources;
      assert.ok(quantity(limits.memory) >= quantity(requests.memory));
      assert.equal(limits["nvidia.com/gpu"], requests["nvidia.com/gpu"]);
      assert.equal(limits["ephemeral-storage"], requests["ephemeral-storage"]);
    });
  });

  it("has no two equal probes, and a start-up budget above its start (check 35)", () => {
    holds((one) => {
      const { startupProbe, readinessProbe, livenessProbe } =
        deployment(one).spec.template.spec.containers[0] ?? {};
      const probes = [startupProbe, readinessProbe, livenessProbe].filter(
        (probe) => probe !== undefined,
      );
      assert.equal(new Set(probes.map((probe) => JSON.stringify(probe))).size, probes.length);
      if (startupProbe === undefined) return;
      const budget = startupProbe.periodSeconds * startupProbe.failureThreshold;
      assert.ok(budget >= (one.service.capacity?.startupSeconds ?? 0));
    });
  });

  it("waits longer for a rollout than for a start (check 52)", () => {
    holds((one) => {
      const { progressDeadlineSeconds } = deployment(one).spec;
      assert.ok(progressDeadlineSeconds > one.service.probes.startupTimeoutSeconds + 420);
    });
  });

  it("selects no pod of another one (check 54)", () => {
    fc.assert(
      fc.property(services, services, (a, b) => {
        fc.pre(a.name !== b.name);
        const [one, other] = [deployment(settled(a)), deployment(settled(b))];
        const labels = other.spec.template.metadata.labels;
        const matches = Object.entries(one.spec.selector.matchLabels).every(
          ([key, value]) => labels[key] === value,
        );
        assert.equal(matches, false);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it("selects its own pods, whatever labels a person adds (check 50)", () => {
    const labels = fc.dictionary(
      fc.constantFrom("team", "app.kubernetes.io/name", "app.kubernetes.io/part-of"),
      fc.constantFrom("chat", "other"),
    );
    fc.assert(
      fc.property(services, labels, (given, labels) => {
        const { service, surroundings } = settled(given);
        const one = { service: { ...service, labels }, surroundings };
        const { selector, template } = deployment(one).spec;
        for (const [key, value] of Object.entries(selector.matchLabels)) {
          assert.equal(template.metadata.labels[key], value);
        }
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it("has no more replicas than its topic has partitions, and an HPA name that fits (checks 79, 80)", () => {
    holds(({ service, surroundings }) => {
      const { metadata, spec } = scaledObjectManifest(service, surroundings.connection);
      assert.ok(`keda-hpa-${metadata.name}`.length <= 63);
      const members = service.consumes?.consumersPerReplica;
      if (members !== undefined) assert.ok(spec.maxReplicaCount * members <= 12);
    });
  });

  it("is taken by Kubernetes, the restricted standard and KEDA's CRD (checks 31, 32)", function () {
    needSharedData(this, "crds", "keda");
    holds((one) => {
      const manifest = { apiVersion: "apps/v1", kind: "Deployment", ...deployment(one) };
      assert.deepEqual(builtinErrors(manifest), []);
      assert.deepEqual(restrictedErrors(podTemplate(manifest) ?? {}), []);
      assert.deepEqual(
        crdErrors(scaledObjectManifest(one.service, one.surroundings.connection)),
        [],
      );
    }, 100);
  });
});
