import { evenCounts, jumps } from "../even-sharing";
import { countsExpiredRecords, isNewer } from "../facts/kafka-protocol";
import { partitionCount, partitionRanges } from "../partition-limitation";
import type { Rule } from "../rule";
import { kafkaTriggersOf, topicOf } from "../kafka-triggers";
import { readsPods } from "../triggers";

/** The HPA asks this often, and each time an offset that did not move counts as no lag. */
const hpaSyncSeconds = 15;

/** Flags of KEDA's Kafka scaler that exclude each other, that need a topic, or that never let a service start. */
export const kafkaTriggerRules: readonly Rule[] = [
  {
    id: "kafka-trigger/idle-and-limited",
    severity: "error",
    because:
      "KEDA refuses allowIdleConsumers with limitToPartitionsWithLag when it builds the scaler",
    *check(context) {
      for (const { kafka, kafkaPath } of kafkaTriggersOf(context)) {
        if (!kafka.allowIdleConsumers || !kafka.limitToPartitionsWithLag) continue;
        yield {
          path: `${kafkaPath}.allowIdleConsumers`,
          expected: "false beside limitToPartitionsWithLag",
          got: "true",
          fix: "remove one: the first lifts the cap, the second lowers it",
        };
      }
    },
  },
  {
    id: "kafka-trigger/limited-and-even",
    severity: "error",
    because:
      "KEDA refuses limitToPartitionsWithLag with ensureEvenDistributionOfPartitions when it builds the scaler",
    *check(context) {
      for (const { kafka, kafkaPath } of kafkaTriggersOf(context)) {
        if (!kafka.ensureEvenDistributionOfPartitions || !kafka.limitToPartitionsWithLag) continue;
        yield {
          path: `${kafkaPath}.ensureEvenDistributionOfPartitions`,
          expected: "false beside limitToPartitionsWithLag",
          got: "true",
          fix: "remove one",
        };
      }
    },
  },
  {
    id: "kafka-trigger/flag-needs-topic",
    severity: "error",
    because:
      "KEDA refuses these flags without a topic, because the partitions of several cannot be compared",
    *check(context) {
      for (const { kafka, kafkaPath } of kafkaTriggersOf(context)) {
        if (kafka.topic !== undefined) continue;
        for (const flag of [
          "limitToPartitionsWithLag",
          "ensureEvenDistributionOfPartitions",
        ] as const) {
          if (!kafka[flag]) continue;
          yield {
            path: `${kafkaPath}.${flag}`,
            expected: "a topic beside it",
            got: "none",
            fix: "name the topic",
          };
        }
      }
    },
  },
  {
    id: "kafka-trigger/never-starts-without-topic",
    severity: "error",
    because:
      "without a topic KEDA looks at what the group has committed; a group that never committed is invisible, so that nothing starts it (KEDA's documentation of the scaler)",
    *check(context) {
      for (const { kafka, kafkaPath, goesToZero } of kafkaTriggersOf(context)) {
        if (kafka.topic !== undefined || !goesToZero) continue;
        yield {
          path: `${kafkaPath}.topic`,
          expected: "a topic, because the service goes to zero",
          got: "nothing",
          fix: "name the topic here or in consumes",
        };
      }
    },
  },
  {
    id: "kafka-trigger/no-topic",
    severity: "warning",
    because:
      "all topics of the group count, also those that another service of the group works off",
    *check(context) {
      for (const { kafka, kafkaPath, goesToZero } of kafkaTriggersOf(context)) {
        if (kafka.topic !== undefined || goesToZero) continue;
        yield {
          path: `${kafkaPath}.topic`,
          expected: "the topic that the service works off",
          got: "nothing, which means every topic of the group",
          fix: "name the topic here or in consumes",
        };
      }
    },
  },
  {
    id: "kafka-trigger/never-starts-without-offset",
    severity: "error",
    because:
      "with scaleToZeroOnInvalidOffset a partition without committed offset has no lag: a service at zero is not started, never commits, and stays at zero (keda#2033, keda#4910)",
    *check(context) {
      for (const { kafka, kafkaPath, goesToZero, service } of kafkaTriggersOf(context)) {
        if (!kafka.scaleToZeroOnInvalidOffset || !goesToZero) continue;
        const others = service.scaling.triggers.some(
          (trigger) => trigger.kafka?.scaleToZeroOnInvalidOffset !== true && !readsPods(trigger),
        );
        if (others) continue;
        yield {
          path: `${kafkaPath}.scaleToZeroOnInvalidOffset`,
          expected: "false on a service that goes to zero",
          got: `true with offsetResetPolicy ${kafka.offsetResetPolicy}`,
          fix: "remove it, or write minReplicaCount: 1",
        };
      }
    },
  },
  {
    id: "kafka-trigger/partitions-missing",
    severity: "error",
    because:
      "KEDA reads a range that runs backwards as no partition, without a word, and then never sees a message",
    *check(context) {
      for (const { kafka, kafkaPath, settings } of kafkaTriggersOf(context)) {
        if (kafka.partitionLimitation === undefined) continue;
        const partitions = topicOf(settings, kafka.topic)?.partitions;
        for (const { text, first, last } of partitionRanges(kafka.partitionLimitation)) {
          const outside = partitions !== undefined && last >= partitions;
          if (last >= first && !outside) continue;
          yield {
            path: `${kafkaPath}.partitionLimitation`,
            expected: outside
              ? `partitions from 0 to ${partitions - 1}, those of topic "${kafka.topic ?? ""}"`
              : "ranges that run upwards",
            got: JSON.stringify(text),
            fix: outside ? "correct it: partitions are counted from 0" : `write "${last}-${first}"`,
          };
        }
      }
    },
  },
  {
    id: "kafka-trigger/slow-work-looks-persistent",
    severity: "warning",
    because:
      "a partition whose offset did not move since the last look counts as no lag, so that busy replicas are scaled in (keda#7516)",
    *check(context) {
      for (const { kafka, kafkaPath, service, trigger } of kafkaTriggersOf(context)) {
        const longest = service.capacity?.maxProcessingSeconds ?? 0;
        const look =
          trigger.useCachedMetrics === true ? service.scaling.pollingInterval : hpaSyncSeconds;
        if (!kafka.excludePersistentLag || longest <= look) continue;
        yield {
          path: `${kafkaPath}.excludePersistentLag`,
          expected: `false when a message can take ${longest} seconds`,
          got: `true, with a look every ${look} seconds`,
          fix: "remove it, or look at most once a message by useCachedMetrics and pollingInterval",
        };
      }
    },
  },
  {
    id: "kafka-trigger/few-even-counts",
    severity: "warning",
    because:
      "an even distribution allows only replica counts that divide the partitions (keda#7517)",
    *check(context) {
      for (const { kafka, kafkaPath, settings } of kafkaTriggersOf(context)) {
        const topic = topicOf(settings, kafka.topic);
        if (!kafka.ensureEvenDistributionOfPartitions || topic === undefined) continue;
        const count = partitionCount(kafka.partitionLimitation, topic.partitions);
        if (!jumps(count)) continue;
        yield {
          path: `${kafkaPath}.ensureEvenDistributionOfPartitions`,
          expected: "partitions with many divisors, such as 12, 24, 48 or 60",
          got: `${count}, which allows ${evenCounts(count).join(", ")} replicas`,
          fix: "remove the flag, or raise the topic's partitions",
        };
      }
    },
  },
  {
    id: "kafka-trigger/expired-records-count",
    severity: "warning",
    because:
      "up to KEDA 2.20 a partition without committed offset counts from its very first record, expired ones included: a new group on an old topic starts at maxReplicaCount (keda#7936)",
    *check(context) {
      const { settings, versions } = context;
      const keda = settings.keda.existing?.version ?? versions.keda;
      if (!countsExpiredRecords(keda)) return;
      for (const { kafka, kafkaPath, givenTrigger } of kafkaTriggersOf(context)) {
        if (givenTrigger?.kafka?.offsetResetPolicy !== "earliest") continue;
        if (topicOf(settings, kafka.topic)?.retentionMs === -1) continue;
        yield {
          path: `${kafkaPath}.offsetResetPolicy`,
          expected: "a group that has committed, or a topic of which nothing has expired yet",
          got: `earliest with KEDA ${keda}`,
          fix: "commit offsets before the first start, or accept one start at maxReplicaCount",
        };
      }
    },
  },
  {
    id: "kafka-trigger/version-above-broker",
    severity: "error",
    because: "KEDA then speaks a protocol that the brokers do not know",
    *check(context) {
      const broker = context.settings.kafka?.strimzi?.version;
      for (const { kafka, kafkaPath } of kafkaTriggersOf(context)) {
        if (kafka.version === undefined || kafka.bootstrapServers !== undefined) continue;
        if (broker === undefined || !isNewer(kafka.version, broker)) continue;
        yield {
          path: `${kafkaPath}.version`,
          expected: `at most ${broker}, the brokers' version`,
          got: JSON.stringify(kafka.version),
          fix: "remove it: KEDA's default works with every broker",
        };
      }
    },
  },
  {
    id: "kafka-trigger/stale-version",
    severity: "warning",
    because: "KEDA speaks the old protocol for ever, and nobody remembers why",
    *check(context) {
      const [oldest = "0.0.0"] = context.versions.kafka;
      for (const { kafka, kafkaPath, settings } of kafkaTriggersOf(context)) {
        const elsewhere = settings.kafka !== undefined && settings.kafka.strimzi === undefined;
        if (kafka.version === undefined || elsewhere || !isNewer(oldest, kafka.version)) continue;
        yield {
          path: `${kafkaPath}.version`,
          expected: `nothing, or a version from ${oldest} that Strimzi ${context.versions.strimzi} runs`,
          got: JSON.stringify(kafka.version),
          fix: "remove it",
        };
      }
    },
  },
];
