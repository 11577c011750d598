import type { Finding } from "../../settings/finding";
import { condition, conditionText, finding, placeOf, type Check } from "./check";
import type { LiveObject, MetricReading } from "./cluster-state";
import { kafkaTriggers, partitionsOf } from "./kafka-triggers";
import { lags } from "./lags";

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

/** Replicas above the partitions that are really there have nothing to read. */
function caps(object: LiveObject, topics: readonly LiveObject[]): Finding[] {
  return kafkaTriggers(object).flatMap(({ topic, max }) => {
    const partitions = partitionsOf(topic, topics);
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
