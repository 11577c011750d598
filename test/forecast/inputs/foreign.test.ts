import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { foreignServices, type ForeignFacts } from "../../../forecast/inputs/foreign";
import { needSharedData } from "../../support/shared-data";

const traffic = (_: string, peak: number) => ({
  windowSeconds: 60,
  rates: Float64Array.of(peak),
  variation: 1,
});

const facts: ForeignFacts = {
  messagesPerSecond: 2,
  startupSeconds: 20,
  maxProcessingSeconds: 30,
  partitions: 12,
  waitSeconds: 15,
};

function read(manifests: unknown[], given: ForeignFacts = facts) {
  return foreignServices({ manifests, facts: given, traffic });
}

const scaledObject = (spec: object, name = "scaler") => ({
  apiVersion: "keda.sh/v1alpha1",
  kind: "ScaledObject",
  metadata: { name, namespace: "llm" },
  spec: { scaleTargetRef: { name: "server" }, ...spec },
});

const server = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "server", namespace: "llm" },
  spec: {
    template: {
      metadata: { labels: { app: "server" } },
      spec: {
        containers: [
          { resources: { requests: { cpu: "2", memory: "8Gi", "nvidia.com/gpu": "1" } } },
        ],
        terminationGracePeriodSeconds: 120,
      },
    },
  },
};

const cron = {
  type: "cron",
  metadata: { timezone: "UTC", start: "0 6 * * *", end: "0 20 * * *", desiredReplicas: "10" },
};

describe("ScaledObjects of others", () => {
  it("are read with what they scale", () => {
    const budget = {
      kind: "PodDisruptionBudget",
      metadata: { name: "server", namespace: "llm" },
      spec: { minAvailable: 1, selector: { matchLabels: { app: "server" } } },
    };
    const object = scaledObject({ minReplicaCount: 3, maxReplicaCount: 30, triggers: [cron] });
    const { services, assumptions, faults } = read([budget, server, object, null]);
    assert.deepEqual([assumptions, faults], [[], []]);
    const [service, ...others] = services;
    assert.deepEqual(others, []);
    const { scaler, ...rest } = service!;
    assert.deepEqual([scaler?.minReplicaCount, scaler?.maxReplicaCount], [3, 30]);
    assert.deepEqual(
      scaler?.triggers.map(({ type }) => type),
      ["cron"],
    );
    assert.deepEqual(rest, {
      name: "llm/scaler",
      pod: {
        cpuMilli: 2000,
        memoryMiB: 8192,
        gpus: 1,
        labels: { app: "server" },
        daemon: false,
        priority: 0,
        owner: "Deployment/server",
      },
      replicas: 3,
      work: {
        traffic: traffic("", 60),
        messagesPerSecond: 2,
        partitions: undefined,
        consumersPerReplica: 1,
        assignor: "eager",
        rebalance: { kind: "uniform", from: 1, to: 3 },
        maxProcessingSeconds: 30,
        graceSeconds: 120,
        sloSeconds: 15,
      },
      startup: {
        pull: { kind: "uniform", from: 30, to: 60 },
        start: { kind: "uniform", from: 12, to: 28 },
      },
      maxUnavailable: 2,
    });
  });

  it("that divide by the pods what is divided anyway are seen to do so", () => {
    const query = 'sum(rate(http_requests_total{app="server"}[2m])) / count(up{app="server"})';
    const trigger = { type: "prometheus", metadata: { query, threshold: "50" } };
    const { services, assumptions } = read([server, scaledObject({ triggers: [trigger] })]);
    const [found] = services[0]?.scaler?.triggers ?? [];
    assert.ok(found?.type === "rate");
    assert.deepEqual([found.perPod, found.threshold, found.rangeSeconds], [true, 50, 120]);
    assert.deepEqual(assumptions, [
      "llm/scaler spec.triggers[0]: the rate of http_requests_total is taken for the service's own traffic",
    ]);
  });

  it("get numbers that nobody gave, and each is said", () => {
    const { services, assumptions } = read([server, scaledObject({ triggers: [cron] })], {});
    const { work, startup } = services[0]!;
    assert.deepEqual(
      [work?.messagesPerSecond, work?.maxProcessingSeconds, work?.sloSeconds, startup.start],
      [1, 1, undefined, { kind: "uniform", from: 6, to: 14 }],
    );
    assert.deepEqual(assumptions, [
      "nobody said messagesPerSecond: taken to be 1 message a second of one replica",
      "nobody said startupSeconds: taken to be 10 seconds from the start of a container to its first message",
      "nobody said maxProcessingSeconds: taken to be 1 second for the longest message",
    ]);
  });

  it("are asked for where there are none", () => {
    assert.deepEqual(read([server]), {
      services: [],
      assumptions: [],
      faults: [
        "the manifests: expected a ScaledObject, got none: name files that hold one of keda.sh/v1alpha1",
      ],
    });
  });

  it("of the article are read, with what they leave open", function () {
    const folder = needSharedData(this, "article");
    const manifests = ["scaled-object.yaml", "cluster-autoscaler.yaml"].flatMap((file) =>
      parseAllDocuments(readFileSync(join(folder, file), "utf8")).map(
        (one) => one.toJS() as unknown,
      ),
    );
    const { services, assumptions, faults } = read(manifests, { ...facts, partitions: undefined });
    assert.deepEqual(faults, []);
    assert.deepEqual(assumptions, [
      "nobody said partitions: taken to be 12 partitions of each topic",
      "default/ai-model-scaler spec.scaleTargetRef: the Deployment default/ai-chat-service is not among the manifests: a replica is taken to ask for 1000m CPU and 2048Mi and to end within 30 s",
      'default/ai-model-scaler spec.triggers[0].metadata.lagThreshold: KEDA takes text only, so the API server refuses 10 without quotes: it is read as "10"',
      'default/ai-model-scaler spec.triggers[0].metadata.allowIdleConsumers: KEDA takes text only, so the API server refuses true without quotes: it is read as "true"',
      'default/ai-model-scaler spec.triggers[0].metadata.excludePersistentLag: KEDA takes text only, so the API server refuses false without quotes: it is read as "false"',
      "default/ai-model-scaler says nothing of partition.assignment.strategy: all consumers stop while partitions move, as Kafka's client does by default",
    ]);
    const [{ name, replicas, scaler, work }] = services as [(typeof services)[number]];
    assert.deepEqual([name, replicas, services.length], ["default/ai-model-scaler", 5, 1]);
    assert.deepEqual(
      [
        scaler?.minReplicaCount,
        scaler?.maxReplicaCount,
        scaler?.cooldownPeriod,
        scaler?.pollingInterval,
      ],
      [5, 100, 300, 30],
    );
    const [trigger] = scaler?.triggers ?? [];
    assert.ok(trigger?.type === "kafka");
    assert.deepEqual(
      [trigger.trigger.lagThreshold, trigger.trigger.allowIdleConsumers],
      [10, true],
    );
    assert.deepEqual([work?.partitions?.length, work?.traffic], [12, traffic("", 24)]);
  });
});
