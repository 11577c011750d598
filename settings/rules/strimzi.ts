import { brokerNames, copyKeys, isOfStrimzi } from "../facts/broker-config";
import { mebibytes } from "../quantity";
import type { Rule } from "../rule";

/** Kafka's own default of message.max.bytes, replica.fetch.max.bytes and the consumers' max.partition.fetch.bytes, with overhead. */
const usualMessageBytes = 1_048_588;

/** Kafka's own default of socket.request.max.bytes. */
const requestBytes = 104_857_600;

/** Kafka's own pages plus metaspace, stacks and direct buffers take about this share beside the heap. */
const heapShare = 0.75;

/** The Kafka cluster that Strimzi runs. */
export const strimziRules: readonly Rule[] = [
  {
    id: "production/one-broker",
    severity: "error",
    because: "each restart of the only broker stops every service, and its volume is the only copy",
    *check({ settings }) {
      const brokers = settings.kafka?.strimzi?.brokers.replicas;
      if (settings.environment !== "production" || brokers !== 1) return;
      yield {
        path: "kafka.strimzi.brokers.replicas",
        expected: "at least 3 in production",
        got: "1",
        fix: "remove it, or write 3",
      };
    },
  },
  {
    id: "production/two-brokers",
    severity: "warning",
    because:
      "with two copies of everything either no broker may be away, or one copy is enough to acknowledge",
    *check({ settings }) {
      const brokers = settings.kafka?.strimzi?.brokers.replicas;
      if (settings.environment !== "production" || brokers !== 2) return;
      yield {
        path: "kafka.strimzi.brokers.replicas",
        expected: "at least 3 in production",
        got: "2",
        fix: "remove it, or write 3",
      };
    },
  },
  {
    id: "kafka/even-controllers",
    severity: "error",
    because:
      "a majority of 2 is 2 and of 4 is 3: one more controller than an odd number, and no more of them may fail",
    *check({ settings: { kafka } }) {
      const controllers = kafka?.strimzi?.controllers.replicas;
      if (controllers === undefined || controllers === 0 || controllers % 2 === 1) return;
      yield {
        path: "kafka.strimzi.controllers.replicas",
        expected: "0, 1, 3 or 5",
        got: String(controllers),
        fix: controllers === 2 ? "write 3" : "write 3 or 5",
      };
    },
  },
  {
    id: "production/few-controllers",
    severity: "warning",
    because:
      "without a majority of controllers no topic changes and no leader is elected; brokers that are controllers too are meant for development",
    *check({ settings, written }) {
      const controllers = written.kafka?.strimzi?.controllers?.replicas;
      if (settings.environment !== "production" || controllers === undefined || controllers > 1)
        return;
      yield {
        path: "kafka.strimzi.controllers.replicas",
        expected: "3 in production",
        got: String(controllers),
        fix: "remove it",
      };
    },
  },
  {
    id: "kafka/heap-exceeds-memory",
    severity: "error",
    because: "the kernel ends the broker as soon as its heap is used, again and again",
    *check({ settings: { kafka } }) {
      const brokers = kafka?.strimzi?.brokers;
      if (brokers === undefined || brokers.heapMiB < mebibytes(brokers.memory)) return;
      yield {
        path: "kafka.strimzi.brokers.heapMiB",
        expected: `less than memory, ${brokers.memory}`,
        got: String(brokers.heapMiB),
        fix: "write half of the memory, or remove it",
      };
    },
  },
  {
    id: "kafka/heap-leaves-no-cache",
    severity: "warning",
    because: "brokers read from the page cache; what the heap takes away is read from disk",
    *check({ settings: { kafka }, written }) {
      const brokers = kafka?.strimzi?.brokers;
      const given = written.kafka?.strimzi?.brokers?.heapMiB;
      if (brokers === undefined || given === undefined) return;
      const memory = mebibytes(brokers.memory);
      if (given <= heapShare * memory || given >= memory) return;
      yield {
        path: "kafka.strimzi.brokers.heapMiB",
        expected: `at most ${Math.floor(heapShare * memory)}, three quarters of memory`,
        got: String(given),
        fix: "write half of the memory, or remove it",
      };
    },
  },
  {
    id: "kafka/memory-too-small",
    severity: "error",
    because: "a JVM with less does not start a broker",
    *check({ settings: { kafka } }) {
      const strimzi = kafka?.strimzi;
      if (strimzi === undefined) return;
      for (const part of ["brokers", "controllers"] as const) {
        const { memory } = strimzi[part];
        if (mebibytes(memory) >= 512) continue;
        yield {
          path: `kafka.strimzi.${part}.memory`,
          expected: "at least 512Mi",
          got: JSON.stringify(memory),
          fix: 'write a quantity such as "2Gi"',
        };
      }
    },
  },
  {
    id: "kafka/config-of-strimzi",
    severity: "error",
    because:
      "Strimzi sets it from the rest of the Kafka resource, and passes over or refuses what stands in config",
    *check({ settings: { kafka } }) {
      for (const key of Object.keys(kafka?.strimzi?.config ?? {})) {
        if (!isOfStrimzi(key)) continue;
        yield {
          path: `kafka.strimzi.config[${JSON.stringify(key)}]`,
          expected: "a key that Strimzi leaves alone",
          got: JSON.stringify(key),
          fix: "remove it",
        };
      }
    },
  },
  {
    id: "kafka/config-of-topics",
    severity: "error",
    because: "brokers have another name for it: under this one it has no effect",
    *check({ settings: { kafka } }) {
      for (const key of Object.keys(kafka?.strimzi?.config ?? {})) {
        const name = brokerNames[key];
        if (name === undefined) continue;
        yield {
          path: `kafka.strimzi.config[${JSON.stringify(key)}]`,
          expected: JSON.stringify(name),
          got: JSON.stringify(key),
          fix: `rename it, or set it on a topic`,
        };
      }
    },
  },
  {
    id: "kafka/config-copies",
    severity: "error",
    because:
      "Kafka's own topics could never be made with more copies than brokers, so that no group could commit",
    *check({ settings: { kafka } }) {
      const strimzi = kafka?.strimzi;
      for (const key of copyKeys) {
        const value = strimzi?.config[key];
        if (strimzi === undefined || value === undefined) continue;
        if (/^[1-9]\d*$/.test(value) && Number(value) <= strimzi.brokers.replicas) continue;
        yield {
          path: `kafka.strimzi.config[${JSON.stringify(key)}]`,
          expected: `a number from 1 to ${strimzi.brokers.replicas}, the brokers`,
          got: JSON.stringify(value),
          fix: "remove it: the platform sets it",
        };
      }
    },
  },
  {
    id: "kafka/topics-by-accident",
    severity: "warning",
    because: "a misspelt topic then appears with one partition and one copy instead of failing",
    *check({ settings: { kafka } }) {
      if (kafka?.strimzi?.config["auto.create.topics.enable"] !== "true") return;
      yield {
        path: 'kafka.strimzi.config["auto.create.topics.enable"]',
        expected: '"false"',
        got: '"true"',
        fix: "remove it and list the topics",
      };
    },
  },
  {
    id: "topic/message-exceeds-brokers",
    severity: "error",
    because:
      "larger messages are refused by brokers, or stick because followers and consumers do not fetch them",
    *check({ settings: { kafka } }) {
      const config = kafka?.strimzi?.config;
      if (config === undefined) return;
      const limits = ["message.max.bytes", "replica.fetch.max.bytes"].map(
        (key): [string, number] => [key, Number(config[key] ?? usualMessageBytes)],
      );
      limits.push([
        "socket.request.max.bytes",
        Number(config["socket.request.max.bytes"] ?? requestBytes),
      ]);
      for (const [i, { maxMessageBytes }] of (kafka?.topics ?? []).entries()) {
        const over = limits.filter(([, limit]) => maxMessageBytes > limit);
        if (over.length === 0) continue;
        yield {
          path: `kafka.topics[${i}].maxMessageBytes`,
          expected: over.map(([key, limit]) => `at most ${limit}, ${key}`).join(", and "),
          got: String(maxMessageBytes),
          fix: `raise ${over.map(([key]) => key).join(" and ")} in kafka.strimzi.config and the consumers' fetch sizes, or store large prompts elsewhere and send a link`,
        };
      }
    },
  },
];
