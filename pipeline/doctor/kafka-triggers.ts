import { at, listAt, textAt } from "../../settings/lint/manifest";
import type { LiveObject } from "./cluster-state";

/** KEDA's own default. https://keda.sh/docs/2.20/scalers/apache-kafka/ */
const defaultLagThreshold = 10;

/** A trigger of Kafka, with what it scales up to. */
export interface KafkaTrigger {
  topic: string;
  group: string;
  threshold: number;
  max: number;
  /** Whether KEDA counts one for a partition of which the group never committed an offset. */
  countsUncommitted: boolean;
}

/** Every trigger of Kafka of a ScaledObject. */
export function kafkaTriggers(object: LiveObject): KafkaTrigger[] {
  const max = Number(at(object, "spec.maxReplicaCount") ?? 100);
  return listAt(object, "spec.triggers")
    .filter((trigger) => /kafka/.test(textAt(trigger, "type")))
    .map((trigger) => ({
      topic: textAt(trigger, "metadata.topic"),
      group: textAt(trigger, "metadata.consumerGroup"),
      threshold: Number(textAt(trigger, "metadata.lagThreshold") || defaultLagThreshold),
      max,
      countsUncommitted:
        textAt(trigger, "metadata.offsetResetPolicy") !== "earliest" &&
        textAt(trigger, "metadata.scaleToZeroOnInvalidOffset") !== "true",
    }));
}

/** NaN for a topic that is none of Strimzi's. */
export function partitionsOf(topic: string, topics: readonly LiveObject[]): number {
  const found = topics.find(
    (one) => (textAt(one, "spec.topicName") || textAt(one, "metadata.name")) === topic,
  );
  return Number(at(found, "spec.partitions"));
}
