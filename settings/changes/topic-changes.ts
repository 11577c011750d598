import { show } from "../finding";
import { nearest } from "../suggest";
import type { ChangeRule } from "./change-rule";
import { ownsTopics, topics } from "./kafka-changes";

/** Changes of topics. */
export const topicChanges: readonly ChangeRule[] = [
  {
    id: "change/topic-removed",
    severity: "error",
    because:
      "the topic is deleted with all of its messages; a topic of another name is a new, empty one",
    *check({ previous, next }) {
      if (previous.kafka === undefined || !ownsTopics(previous.kafka)) return;
      const names = (next.kafka?.topics ?? []).map(({ name }) => name);
      const added = names.filter(
        (name) => !previous.kafka?.topics.some((topic) => topic.name === name),
      );
      for (const { name } of previous.kafka.topics) {
        if (names.includes(name)) continue;
        const renamed = nearest(name, added) ?? (added.length === 1 ? added[0] : undefined);
        yield {
          path: "kafka.topics",
          expected: `"${name}", as it is deployed`,
          got:
            renamed === undefined ? "a list without it" : `a list with "${renamed}" in its place`,
          fix: "keep it; add the new topic beside it, and remove the old one from the cluster by hand when it is empty",
        };
      }
    },
  },
  {
    id: "change/partitions-decreased",
    severity: "error",
    because:
      "Kafka cannot take partitions away; the topic operator says so in a status only: strimzi-kafka-operator#2025",
    *check(change) {
      for (const { i, before, after } of topics(change)) {
        if (after.partitions >= before.partitions) continue;
        yield {
          path: `kafka.topics[${i}].partitions`,
          expected: `at least ${before.partitions}, as it is deployed`,
          got: String(after.partitions),
          fix: "keep them",
        };
      }
    },
  },
  {
    id: "change/keys-move",
    severity: "warning",
    because:
      "with more partitions the messages of a key go elsewhere than its older ones, so that their order is lost for a while",
    *check(change) {
      for (const { i, before, after } of topics(change)) {
        if (after.partitions <= before.partitions) continue;
        yield {
          path: `kafka.topics[${i}].partitions`,
          expected: `${before.partitions}, as it is deployed, while the order of a key's messages matters`,
          got: String(after.partitions),
          fix: "let consumers catch up first, or accept it",
        };
      }
    },
  },
  {
    id: "change/replication-factor",
    severity: "error",
    because:
      "the topic operator does not change it without Cruise Control and says so in a status only: strimzi-kafka-operator#1054",
    *check(change) {
      for (const { i, before, after } of topics(change)) {
        if (after.replicationFactor === before.replicationFactor) continue;
        yield {
          path: `kafka.topics[${i}].replicationFactor`,
          expected: `${before.replicationFactor}, as it is deployed`,
          got: String(after.replicationFactor),
          fix: "write the old one; change it by reassigning partitions, then here",
        };
      }
    },
  },
  {
    id: "change/retention-shortened",
    severity: "warning",
    because: "messages that are older go within minutes, read or not",
    *check(change) {
      for (const { i, before, after } of topics(change)) {
        for (const key of ["retentionMs", "retentionBytes"] as const) {
          const length = (value: number): number => (value === -1 ? Infinity : value);
          if (length(after[key]) >= length(before[key])) continue;
          yield {
            path: `kafka.topics[${i}].${key}`,
            expected: `at least ${before[key]}, as it is deployed`,
            got: String(after[key]),
            fix: "make sure that nobody needs the older messages",
          };
        }
      }
    },
  },
  {
    id: "change/cleanup-policy",
    severity: "warning",
    because:
      "compaction deletes all but the last message of each key, and refuses messages without one",
    *check(change) {
      for (const { i, before, after } of topics(change)) {
        if (before.cleanupPolicy === after.cleanupPolicy) continue;
        yield {
          path: `kafka.topics[${i}].cleanupPolicy`,
          expected: `${show(before.cleanupPolicy)}, as it is deployed`,
          got: show(after.cleanupPolicy),
          fix: "make sure that nobody needs what goes",
        };
      }
    },
  },
];
