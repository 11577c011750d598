import type { Rule } from "../rule";
import type { PlatformSettings } from "../generated/settings";

function brokersOf({ kafka }: PlatformSettings<unknown>): number | undefined {
  return kafka?.strimzi?.brokers.replicas ?? kafka?.external?.brokers ?? kafka?.msk?.brokers;
}

/** Beyond this, leader elections and KEDA's metadata take longer than anybody expects of one topic. */
const manyPartitions = 1000;

/** Replicas of partitions that one broker holds well; Amazon's own limits for MSK lie around it. */
const partitionsPerBroker = 4000;

/** Names and copies of topics. */
export const topicRules: readonly Rule[] = [
  {
    id: "topic/duplicate",
    severity: "error",
    because: "one of the two would win without a word (F-49)",
    *check({ settings: { kafka } }) {
      const names = (kafka?.topics ?? []).map(({ name }) => name);
      for (const [i, name] of names.entries()) {
        if (names.indexOf(name) === i) continue;
        yield {
          path: `kafka.topics[${i}].name`,
          expected: "every topic once",
          got: `${JSON.stringify(name)}, which is kafka.topics[${names.indexOf(name)}]`,
          fix: "keep one, with the partitions and the retention that are meant",
        };
      }
    },
  },
  {
    id: "topic/names-collide",
    severity: "error",
    because:
      "Kafka's metrics write dots as underscores, so that brokers refuse a topic whose name differs from another's in that only (F-49)",
    *check({ settings: { kafka } }) {
      const names = (kafka?.topics ?? []).map(({ name }) => name);
      const metrics = names.map((name) => name.replaceAll(".", "_"));
      for (const [i, metric] of metrics.entries()) {
        const first = metrics.indexOf(metric);
        if (first === i || names[first] === names[i]) continue;
        yield {
          path: `kafka.topics[${i}].name`,
          expected: `a name that differs from "${names[first] ?? ""}" in more than dots and underscores`,
          got: JSON.stringify(names[i]),
          fix: "rename one, and use either dots or underscores",
        };
      }
    },
  },
  {
    id: "topic/reserved-name",
    severity: "error",
    because: "Kafka refuses these names or keeps its own records under them",
    *check({ settings: { kafka } }) {
      for (const [i, { name }] of (kafka?.topics ?? []).entries()) {
        if (!/^\.{1,2}$|^__|^strimzi[._-]/.test(name)) continue;
        yield {
          path: `kafka.topics[${i}].name`,
          expected: "a name of your own",
          got: JSON.stringify(name),
          fix: "rename it",
        };
      }
    },
  },
  {
    id: "topic/replication-exceeds-brokers",
    severity: "error",
    because: "every copy needs a broker: Strimzi only says so in the status of the topic (F-47)",
    *check({ settings }) {
      const brokers = brokersOf(settings);
      for (const [i, { replicationFactor }] of (settings.kafka?.topics ?? []).entries()) {
        if (brokers === undefined || replicationFactor <= brokers) continue;
        yield {
          path: `kafka.topics[${i}].replicationFactor`,
          expected: `at most ${brokers}, the brokers`,
          got: String(replicationFactor),
          fix: "lower it, or add brokers",
        };
      }
    },
  },
  {
    id: "topic/in-sync-exceeds-copies",
    severity: "error",
    because: "no record could ever be acknowledged to a producer that waits for all copies",
    *check({ settings: { kafka } }) {
      for (const [i, { replicationFactor, minInSyncReplicas }] of (kafka?.topics ?? []).entries()) {
        if (minInSyncReplicas <= replicationFactor) continue;
        yield {
          path: `kafka.topics[${i}].minInSyncReplicas`,
          expected: `at most replicationFactor, ${replicationFactor}`,
          got: String(minInSyncReplicas),
          fix: "lower it, or raise replicationFactor",
        };
      }
    },
  },
  {
    id: "topic/no-broker-may-be-away",
    severity: "warning",
    because: "when every copy must have a record, each restart of a broker stops all producers",
    *check({ settings: { kafka } }) {
      for (const [i, { replicationFactor, minInSyncReplicas }] of (kafka?.topics ?? []).entries()) {
        if (minInSyncReplicas !== replicationFactor || replicationFactor === 1) continue;
        yield {
          path: `kafka.topics[${i}].minInSyncReplicas`,
          expected: `less than replicationFactor, ${replicationFactor}`,
          got: String(minInSyncReplicas),
          fix: "lower it by one, or remove it",
        };
      }
    },
  },
  {
    id: "kafka/replication-factor-one",
    severity: "warning",
    because: "acknowledged messages are lost with one broker's volume",
    *check({ settings, written }) {
      if (settings.environment !== "production") return;
      for (const [i, { replicationFactor }] of (written.kafka?.topics ?? []).entries()) {
        if (replicationFactor !== 1) continue;
        yield {
          path: `kafka.topics[${i}].replicationFactor`,
          expected: "3 in production",
          got: "1",
          fix: "remove it",
        };
      }
    },
  },
  {
    id: "kafka/one-copy-in-sync",
    severity: "warning",
    because: "a message that only the leader has is acknowledged, and lost when the leader is",
    *check({ settings, written }) {
      if (settings.environment !== "production") return;
      for (const [i, topic] of (written.kafka?.topics ?? []).entries()) {
        if (topic.minInSyncReplicas !== 1 || topic.replicationFactor === 1) continue;
        yield {
          path: `kafka.topics[${i}].minInSyncReplicas`,
          expected: "2 in production",
          got: "1",
          fix: "remove it",
        };
      }
    },
  },
  {
    id: "topic/many-partitions",
    severity: "warning",
    because:
      "controllers, brokers and KEDA's operator hold every partition in memory (keda#7453), and a restart elects a leader for each",
    *check({ settings: { kafka } }) {
      for (const [i, { partitions }] of (kafka?.topics ?? []).entries()) {
        if (partitions <= manyPartitions) continue;
        yield {
          path: `kafka.topics[${i}].partitions`,
          expected: `at most ${manyPartitions}, about as many as there are ever replicas`,
          got: String(partitions),
          fix: "lower it: partitions can grow later",
        };
      }
    },
  },
  {
    id: "kafka/many-partitions-on-a-broker",
    severity: "warning",
    because: "a broker with more takes minutes to start and to stop",
    *check({ settings }) {
      const brokers = brokersOf(settings);
      const topics = settings.kafka?.topics ?? [];
      const copies = topics.reduce(
        (sum, topic) => sum + topic.partitions * topic.replicationFactor,
        0,
      );
      if (brokers === undefined || copies <= partitionsPerBroker * brokers) return;
      // One topic alone is said already.
      if (topics.some(({ partitions }) => partitions > manyPartitions)) return;
      yield {
        path: "kafka.topics",
        expected: `at most ${partitionsPerBroker * brokers} copies of partitions on ${brokers} brokers`,
        got: String(copies),
        fix: "lower partitions, or add brokers",
      };
    },
  },
];
