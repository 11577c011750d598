import assert from "node:assert/strict";
import { versions } from "../../../components/versions";
import { examine } from "../../../settings/door";
import type { ServiceSettings } from "../../../settings/generated/settings";

interface Given {
  partitions?: number;
  max?: number;
  wait?: number;
  start?: number;
  prometheus?: boolean;
  consumersPerReplica?: number;
  kafka?: object;
}

/** A service on a topic, with two messages a second for each replica. */
function serviceOf(given: Given): ServiceSettings<unknown> {
  const { partitions = 12, max, wait = 30, start = 25, prometheus = true, kafka } = given;
  const { settings, findings } = examine(
    {
      cluster: { existing: {} },
      kafka: {
        external: { bootstrapServers: "kafka:9092", cidrs: ["10.0.0.0/8"] },
        topics: [{ name: "chat", partitions }],
      },
      ...(prometheus
        ? { monitoring: { prometheus: { serverAddress: "http://prometheus.monitoring:9090" } } }
        : {}),
      services: [
        {
          name: "bot",
          image: "bot:1",
          consumes: { topic: "chat", consumersPerReplica: given.consumersPerReplica },
          capacity: { messagesPerSecond: 2, startupSeconds: start },
          slo: { waitSeconds: wait },
          probes: { command: ["/alive"] },
          scaling: {
            ...(max === undefined ? {} : { maxReplicaCount: max }),
            ...(kafka === undefined ? {} : { triggers: [{ kafka }] }),
          },
        },
      ],
    },
    versions,
  );
  const service = settings?.services[0];
  assert.ok(service !== undefined, JSON.stringify(findings));
  return service;
}

const trigger = (service: ServiceSettings<unknown>, key: "kafka" | "prometheus") =>
  service.scaling.triggers.find((one) => one[key] !== undefined)?.[key];

describe("the derived numbers of a consumer", () => {
  const thresholds: [string, Given, number][] = [
    ["works off a burst in a third of the wait beside arrivals", {}, 20],
    ["but no faster than in a quarter of the start", { wait: 10, start: 82 }, 41],
    ["is worth half the wait when lag is all there is", { prometheus: false, start: 10 }, 30],
    ["and covers the start", { prometheus: false, wait: 10, start: 82 }, 164],
    ["is at least 1", { wait: 0.1, start: 0 }, 1],
  ];
  for (const [what, given, expected] of thresholds) {
    it(`lagThreshold ${what}`, () => {
      const kafka = trigger(serviceOf(given), "kafka") as { lagThreshold: number };
      assert.equal(kafka.lagThreshold, expected);
    });
  }

  const many = { partitions: 120, max: 12 };
  const paces: [string, Given, { window: number; cooldown: number; percent: number }][] = [
    ["a minute beside arrivals", many, { window: 60, cooldown: 300, percent: 50 }],
    [
      "half the start of slow ones",
      { ...many, start: 600 },
      { window: 300, cooldown: 360, percent: 50 },
    ],
    [
      "five minutes with lag alone",
      { ...many, prometheus: false },
      { window: 300, cooldown: 360, percent: 20 },
    ],
    [
      "as long, and then at once, between even counts",
      {},
      { window: 60, cooldown: 300, percent: 100 },
    ],
  ];
  for (const [what, given, expected] of paces) {
    it(`the window down is ${what}`, () => {
      const { advanced, cooldownPeriod } = serviceOf(given).scaling;
      const { scaleDown } = advanced.horizontalPodAutoscalerConfig.behavior;
      assert.deepEqual(
        {
          window: scaleDown.stabilizationWindowSeconds,
          cooldown: cooldownPeriod,
          percent: scaleDown.policies?.[0]?.value,
        },
        expected,
      );
    });
  }

  const rate = 'sum(rate(kafka_topic_partition_current_offset{topic="chat"}[1m]))';
  const even = (partitions: number, all: number) => ({
    query: `${partitions} / clamp_min(floor(${all} / ${rate}), 1)`,
    threshold: 1,
  });
  const plain = { query: rate, threshold: 1.8 };
  const sharing: [string, Given, boolean, { query: string; threshold: number }][] = [
    ["few partitions are shared evenly", {}, true, even(12, 21.6)],
    ["fewer than five a replica as well", { partitions: 59, max: 12 }, false, plain],
    ["unless their divisors are far apart", { partitions: 48, max: 12 }, true, even(48, 86.4)],
    ["many partitions are not", { partitions: 60, max: 12 }, false, plain],
    ["nor those of several members a replica", { consumersPerReplica: 2 }, false, plain],
  ];
  for (const [what, given, expected, query] of sharing) {
    it(what, () => {
      const service = serviceOf(given);
      const kafka = trigger(service, "kafka") as { ensureEvenDistributionOfPartitions: boolean };
      assert.equal(kafka.ensureEvenDistributionOfPartitions, expected);
      const asked = trigger(service, "prometheus") as { query: string; threshold: number };
      assert.deepEqual({ query: asked.query, threshold: asked.threshold }, query);
    });
  }

  for (const [what, kafka] of [
    ["counts some partitions only", { partitionLimitation: "1-6" }],
    ["limits replicas to partitions with lag", { limitToPartitionsWithLag: true }],
    ["reads another Kafka", { bootstrapServers: "other:9092", topic: "chat" }],
  ] as const) {
    it(`a trigger that ${what} keeps its own way`, () => {
      const found = trigger(serviceOf({ kafka }), "kafka") as {
        ensureEvenDistributionOfPartitions: boolean;
      };
      assert.equal(found.ensureEvenDistributionOfPartitions, false);
    });
  }
});
