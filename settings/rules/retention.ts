import type { PlatformSettings, TopicSettings } from "../generated/settings";
import { servicesOf, type PlacedService } from "../triggers";
import type { Rule, RuleContext } from "../rule";

/** Below this, whoever wrote the number did not think of milliseconds. */
const shortestRetentionMs = 60_000;

/** A night in which nobody looks. */
const outageSeconds = 8 * 3600;

/** Kafka keeps a group's offsets this long after its last member has gone; the platform's own brokers longer. */
const kafkaOffsetsMinutes = 7 * 24 * 60;
const platformOffsetsMinutes = 30 * 24 * 60;

const gib = 2 ** 30;

/** Share of the volumes that records may take; the rest is for indexes, the active segment and moving partitions. */
const usableShare = 0.85;

/** Bytes that a topic may take on all brokers together; undefined when nothing bounds it. */
function mostBytes(topic: TopicSettings): number | undefined {
  if (topic.retentionBytes <= 0 || topic.cleanupPolicy === "compact") return undefined;
  return topic.retentionBytes * topic.partitions * topic.replicationFactor;
}

function volumesGiB({ kafka }: PlatformSettings<unknown>): number | undefined {
  const brokers = kafka?.strimzi?.brokers;
  return brokers === undefined ? undefined : brokers.replicas * brokers.storageGiB;
}

function* consumersOf(context: RuleContext, topic: string): Generator<PlacedService> {
  for (const placed of servicesOf(context)) {
    if (placed.service.consumes?.topic === topic) yield placed;
  }
}

/** How long and how much is kept. */
export const retentionRules: readonly Rule[] = [
  {
    id: "topic/retention-in-milliseconds",
    severity: "error",
    because: "retention.ms is in milliseconds: 7 is seven thousandths of a second, not a week",
    *check({ settings: { kafka } }) {
      for (const [i, { retentionMs }] of (kafka?.topics ?? []).entries()) {
        if (retentionMs === -1 || retentionMs >= shortestRetentionMs) continue;
        yield {
          path: `kafka.topics[${i}].retentionMs`,
          expected: `at least ${shortestRetentionMs} milliseconds, or -1 for ever`,
          got: String(retentionMs),
          fix: "write milliseconds: a day is 86400000",
        };
      }
    },
  },
  {
    id: "topic/retention-bytes-too-small",
    severity: "error",
    because: "the bound is for each partition: it must hold at least some of the largest records",
    *check({ settings: { kafka } }) {
      for (const [i, { retentionBytes, maxMessageBytes }] of (kafka?.topics ?? []).entries()) {
        if (retentionBytes === -1 || retentionBytes >= maxMessageBytes) continue;
        yield {
          path: `kafka.topics[${i}].retentionBytes`,
          expected: `at least ${maxMessageBytes}, maxMessageBytes, or -1`,
          got: String(retentionBytes),
          fix: "write bytes: a GiB is 1073741824",
        };
      }
    },
  },
  {
    id: "topic/expires-in-an-outage",
    severity: "warning",
    because:
      "messages that expire while their consumer is down, or at zero, are never answered (F-18)",
    *check(context) {
      for (const [i, topic] of (context.settings.kafka?.topics ?? []).entries()) {
        if (topic.retentionMs === -1 || topic.retentionMs < shortestRetentionMs) continue;
        if (topic.cleanupPolicy === "compact") continue;
        let pause = outageSeconds;
        let consumed = false;
        for (const { service } of consumersOf(context, topic.name)) {
          consumed = true;
          const { cooldownPeriod, pollingInterval } = service.scaling;
          pause = Math.max(pause, 3 * (cooldownPeriod + pollingInterval));
        }
        if (!consumed || topic.retentionMs >= 1000 * pause) continue;
        yield {
          path: `kafka.topics[${i}].retentionMs`,
          expected: `at least ${1000 * pause} milliseconds, ${pause === outageSeconds ? "a night's outage" : "three times the longest pause of its consumers"}`,
          got: String(topic.retentionMs),
          fix: "raise it",
        };
      }
    },
  },
  {
    id: "topic/retention-exceeds-volumes",
    severity: "error",
    because: "disks are full before retention deletes anything, and full disks stop brokers (F-45)",
    *check({ settings }) {
      const volumes = volumesGiB(settings);
      if (volumes === undefined) return;
      const topics = settings.kafka?.topics ?? [];
      const sizes = topics.map((topic) => (mostBytes(topic) ?? 0) / gib);
      const sum = sizes.reduce((all, size) => all + size, 0);
      if (sum <= volumes) return;
      const largest = sizes.indexOf(Math.max(...sizes));
      const alone = (sizes[largest] ?? 0) > volumes;
      yield {
        path: alone ? `kafka.topics[${largest}].retentionBytes` : "kafka.topics",
        expected: `at most ${volumes} GiB, the volumes of all brokers`,
        got: `${Math.ceil(sum)} GiB as retentionBytes x partitions x replicationFactor`,
        fix: "lower retentionBytes, or raise kafka.strimzi.brokers.storageGiB",
      };
    },
  },
  {
    id: "topic/retention-fills-volumes",
    severity: "warning",
    because: "indexes, open segments and partitions on the move need room besides the records",
    *check({ settings }) {
      const volumes = volumesGiB(settings);
      if (volumes === undefined) return;
      const topics = settings.kafka?.topics ?? [];
      const sum = topics.reduce((all, topic) => all + (mostBytes(topic) ?? 0) / gib, 0);
      if (sum <= usableShare * volumes || sum > volumes) return;
      yield {
        path: "kafka.topics",
        expected: `at most ${Math.floor(usableShare * volumes)} GiB, ${100 * usableShare} percent of the volumes`,
        got: `${Math.ceil(sum)} GiB as retentionBytes x partitions x replicationFactor`,
        fix: "lower retentionBytes, or raise kafka.strimzi.brokers.storageGiB",
      };
    },
  },
  {
    id: "topic/kept-for-ever",
    severity: "warning",
    because:
      "what nothing deletes fills the volumes some day, and full volumes stop brokers (F-45)",
    *check({ settings: { kafka } }) {
      for (const [i, topic] of (kafka?.topics ?? []).entries()) {
        if (topic.cleanupPolicy !== "delete") continue;
        if (topic.retentionMs !== -1 || topic.retentionBytes !== -1) continue;
        yield {
          path: `kafka.topics[${i}].retentionMs`,
          expected: "a bound in time or bytes",
          got: "-1 for both",
          fix: "give retentionMs or retentionBytes, or cleanupPolicy: compact",
        };
      }
    },
  },
  {
    id: "topic/segment-exceeds-retention",
    severity: "warning",
    because: "records go by whole segments: as long as one is open, nothing in it is deleted",
    *check({ settings: { kafka } }) {
      for (const [i, topic] of (kafka?.topics ?? []).entries()) {
        const { segmentMs, retentionMs, segmentBytes, retentionBytes } = topic;
        if (topic.cleanupPolicy === "compact") continue;
        const pairs = [
          ["segmentMs", segmentMs, "retentionMs", retentionMs],
          ["segmentBytes", segmentBytes, "retentionBytes", retentionBytes],
        ] as const;
        for (const [key, segment, bound, retention] of pairs) {
          if (segment === undefined || retention === -1 || segment <= retention) continue;
          yield {
            path: `kafka.topics[${i}].${key}`,
            expected: `at most ${bound}, ${retention}`,
            got: String(segment),
            fix: `lower it, to a tenth of ${bound} or less`,
          };
        }
      }
    },
  },
  {
    id: "topic/offsets-expire-first",
    severity: "warning",
    because:
      "offsets of a group without members expire before the records: when a service wakes after a long pause, it reads everything again or skips what waits (KIP-211)",
    *check(context) {
      const { kafka } = context.settings;
      const written = Number(kafka?.strimzi?.config["offsets.retention.minutes"] ?? NaN);
      const own = kafka?.strimzi === undefined ? kafkaOffsetsMinutes : platformOffsetsMinutes;
      const minutes = Number.isFinite(written) ? written : own;
      for (const [i, topic] of (kafka?.topics ?? []).entries()) {
        const kept = topic.retentionMs === -1 ? Infinity : topic.retentionMs;
        if (topic.cleanupPolicy === "compact" || kept <= minutes * 60_000) continue;
        const sleeper = [...consumersOf(context, topic.name)].find(({ goesToZero }) => goesToZero);
        if (sleeper === undefined) continue;
        yield {
          path: `kafka.topics[${i}].retentionMs`,
          expected: `at most ${minutes * 60_000}, for which offsets of service "${sleeper.service.name}" at zero are kept`,
          got: String(topic.retentionMs),
          fix: "lower it, raise offsets.retention.minutes, or write minReplicaCount: 1",
        };
      }
    },
  },
];
