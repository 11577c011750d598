import type { Finding } from "../../settings/finding";
import { at, listAt, textAt } from "../../settings/lint/manifest";
import { quantity } from "../../settings/quantity";
import { condition, conditionText, finding, placeOf, type Check } from "./check";
import type { ClusterState, LiveObject, MetricReading } from "./cluster-state";

/** KEDA's own default. https://keda.sh/docs/2.20/scalers/apache-kafka/ */
const defaultLagThreshold = 10;

/** Kafka is ready, topics are as wide as their consumers, and lag can be read and caught up with. */
export const kafkaChecks: readonly Check[] = [
  ({ kafkas = [], topics = [] }) => [
    ...kafkas.flatMap((object) => readiness("kafka", object)),
    ...topics.flatMap((object) => readiness("kafkatopic", object)),
  ],
  (state) => (state.scaledObjects ?? []).flatMap((object) => caps(object, state.topics ?? [])),
  ({ metrics }) => metrics.flatMap(unreadable),
  lags,
];

function readiness(kind: string, object: LiveObject): Finding[] {
  const ready = condition(object, "Ready") ?? condition(object, "NotReady");
  if (ready?.status === "True" && condition(object, "Ready") !== undefined) return [];
  const got = ready === undefined ? "no condition: Strimzi has not seen it" : conditionText(ready);
  const fix = "correct what the message names: Strimzi refuses in the status only";
  return [finding("error", "doctor/not-ready", placeOf(kind, object), "Ready", got, fix)];
}

/** Triggers of Kafka, with what they scale up to. */
function kafkaTriggers(object: LiveObject): { topic: string; threshold: number; max: number }[] {
  const max = Number(at(object, "spec.maxReplicaCount") ?? 100);
  return listAt(object, "spec.triggers")
    .filter((trigger) => /kafka/.test(textAt(trigger, "type")))
    .map((trigger) => ({
      topic: textAt(trigger, "metadata.topic"),
      threshold: Number(textAt(trigger, "metadata.lagThreshold") || defaultLagThreshold),
      max,
    }));
}

/** Replicas above the partitions that are really there have nothing to read. */
function caps(object: LiveObject, topics: readonly LiveObject[]): Finding[] {
  return kafkaTriggers(object).flatMap(({ topic, max }) => {
    const found = topics.find(
      (one) => (textAt(one, "spec.topicName") || textAt(one, "metadata.name")) === topic,
    );
    const partitions = Number(at(found, "spec.partitions"));
    if (!(max > partitions)) return [];
    return [
      finding(
        "warning",
        "doctor/partitions",
        `${placeOf("scaledobject", object)} maxReplicaCount`,
        `at most ${partitions}, the partitions of topic ${JSON.stringify(topic)}`,
        String(max),
        "lower it, or raise the topic's partitions",
      ),
    ];
  });
}

function unreadable({ namespace, scaledObject, metric, error }: MetricReading): Finding[] {
  if (error === undefined) return [];
  return [
    finding(
      "error",
      "doctor/metric",
      `scaledobject ${namespace}/${scaledObject} metric ${metric}`,
      "a value",
      error,
      "look at the trigger's source: address, credentials, network policy, a group without a topic",
    ),
  ];
}

/** More lag than the HPA can ask replicas for only grows; lag on an inactive service wakes nobody: F-16. */
function lags({ scaledObjects = [], metrics }: ClusterState): Finding[] {
  return scaledObjects.flatMap((object) => {
    const [name, namespace] = ["metadata.name", "metadata.namespace"].map((at) =>
      textAt(object, at),
    );
    return kafkaTriggers(object).flatMap(({ topic, threshold, max }) => {
      const reading = metrics.find(
        (one) =>
          one.scaledObject === name && one.namespace === namespace && metricFits(one.metric, topic),
      );
      const lag = quantity(reading?.value ?? "");
      const path = `${placeOf("scaledobject", object)} topic ${topic}`;
      if (lag > threshold * max) {
        const fix =
          "look for a consumer that stands still; else raise maxReplicaCount and partitions";
        const expected = `a lag of at most ${threshold * max}, ${max} replicas of ${threshold}`;
        return [finding("warning", "doctor/lag", path, expected, String(lag), fix)];
      }
      if (lag > threshold && condition(object, "Active")?.status === "False") {
        const fix = "look at activationLagThreshold, and whether the group has committed offsets";
        const got = `a lag of ${lag}, and nobody works`;
        return [finding("warning", "doctor/asleep", path, "an active service", got, fix)];
      }
      return [];
    });
  });
}

/** KEDA names the metric `s<index>-kafka-<topic>`, with dashes for what a name may not hold. */
function metricFits(metric: string, topic: string): boolean {
  return metric.replace(/^s\d+-/, "") === `kafka-${topic.replace(/[/.:%()]/g, "-")}`;
}
