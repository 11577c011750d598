import type { KafkaSettings, StrimziSettings, TopicSettings } from "../generated/settings";
import { compare, kept, type Change, type ChangeRule } from "./change-rule";

function kindOf(kafka: KafkaSettings<unknown> | undefined): string | undefined {
  return (["strimzi", "external", "msk"] as const).find((kind) => kafka?.[kind] !== undefined);
}

function strimziOf({
  previous,
  next,
}: Change): { before: StrimziSettings; after: StrimziSettings } | undefined {
  const [before, after] = [previous.kafka?.strimzi, next.kafka?.strimzi];
  return before === undefined || after === undefined ? undefined : { before, after };
}

/** Whether topics are the platform's, so that leaving one out deletes it. */
export function ownsTopics({ strimzi, external, msk }: KafkaSettings<unknown>): boolean {
  return strimzi !== undefined || external?.manageTopics === true || msk?.manageTopics === true;
}

/** Topics that are in both, with the index of the new one. */
export function* topics({
  previous,
  next,
}: Change): Generator<{ i: number; before: TopicSettings; after: TopicSettings }> {
  for (const [i, after] of (next.kafka?.topics ?? []).entries()) {
    const before = previous.kafka?.topics.find(({ name }) => name === after.name);
    if (before !== undefined) yield { i, before, after };
  }
}

/** Changes of the Kafka cluster. */
export const kafkaChanges: readonly ChangeRule[] = [
  {
    id: "change/kafka-kind",
    severity: "error",
    because: "the messages stay in the old Kafka, and the offsets with them",
    *check({ previous, next }) {
      if (kindOf(previous.kafka) === undefined) return;
      yield* kept(
        "kafka",
        kindOf(previous.kafka),
        kindOf(next.kafka),
        "mirror the topics to the new Kafka first, with a stack of its own",
      );
    },
  },
  {
    id: "change/kafka-cluster-name",
    severity: "error",
    because:
      "Strimzi makes another cluster with empty topics, and leaves the volumes of the old one behind",
    *check(change) {
      const strimzi = strimziOf(change);
      const path = "kafka.strimzi";
      yield* kept(
        `${path}.clusterName`,
        strimzi?.before.clusterName,
        strimzi?.after.clusterName,
        "keep the name",
      );
      yield* kept(
        `${path}.namespace`,
        strimzi?.before.namespace,
        strimzi?.after.namespace,
        "keep the namespace",
      );
    },
  },
  {
    id: "change/kafka-downgrade",
    severity: "error",
    because:
      "brokers do not start with metadata that a newer Kafka wrote: https://strimzi.io/docs/operators/latest/deploying#con-target-downgrade-version-str",
    *check(change) {
      const strimzi = strimziOf(change);
      if (strimzi === undefined || compare(strimzi.after.version, strimzi.before.version) >= 0)
        return;
      yield {
        path: "kafka.strimzi.version",
        expected: `"${strimzi.before.version}" or newer`,
        got: `"${strimzi.after.version}"`,
        fix: "keep the version",
      };
    },
  },
  {
    id: "change/storage-shrunk",
    severity: "error",
    because:
      "volumes grow and never shrink: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims",
    *check(change) {
      const strimzi = strimziOf(change);
      if (strimzi === undefined) return;
      for (const key of ["brokers", "controllers"] as const) {
        const [before, after] = [strimzi.before[key].storageGiB, strimzi.after[key].storageGiB];
        if (after >= before) continue;
        yield {
          path: `kafka.strimzi.${key}.storageGiB`,
          expected: `at least ${before}, as it is deployed`,
          got: String(after),
          fix: "keep the size",
        };
      }
    },
  },
  {
    id: "change/storage-class",
    severity: "error",
    because:
      "Strimzi does not move brokers to other volumes: it refuses the change in a status only",
    *check(change) {
      const strimzi = strimziOf(change);
      yield* kept(
        "kafka.strimzi.brokers.storageClass",
        strimzi?.before.brokers.storageClass,
        strimzi?.after.brokers.storageClass,
        "keep the class",
      );
    },
  },
  {
    id: "change/node-roles",
    severity: "error",
    because:
      "brokers that are controllers cannot stop being it, nor the other way round, while the cluster runs: strimzi-kafka-operator#9429",
    *check(change) {
      const strimzi = strimziOf(change);
      if (strimzi === undefined) return;
      const [before, after] = [
        strimzi.before.controllers.replicas,
        strimzi.after.controllers.replicas,
      ];
      if (before === after) return;
      yield {
        path: "kafka.strimzi.controllers.replicas",
        expected: `${before}, as it is deployed`,
        got: String(after),
        fix: "keep it; for other roles make a new cluster and mirror the topics",
      };
    },
  },
  {
    id: "change/brokers-removed",
    severity: "warning",
    because:
      "Strimzi does not remove brokers that still have partitions: move them first with Cruise Control",
    *check(change) {
      const strimzi = strimziOf(change);
      if (strimzi === undefined) return;
      const [before, after] = [strimzi.before.brokers.replicas, strimzi.after.brokers.replicas];
      if (after >= before) return;
      yield {
        path: "kafka.strimzi.brokers.replicas",
        expected: `at least ${before}, as it is deployed`,
        got: String(after),
        fix: "move the partitions off the last brokers first",
      };
    },
  },
  {
    id: "change/claims-will-be-deleted",
    severity: "warning",
    because: "from then on, removing Kafka deletes every message",
    *check(change) {
      const strimzi = strimziOf(change);
      if (strimzi === undefined || strimzi.before.deleteClaim || !strimzi.after.deleteClaim) return;
      yield {
        path: "kafka.strimzi.deleteClaim",
        expected: "false, as it is deployed",
        got: "true",
        fix: "keep it off unless this is meant",
      };
    },
  },
];
