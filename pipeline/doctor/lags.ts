import type { Finding } from "../../settings/finding";
import { textAt } from "../../settings/lint/manifest";
import { quantity } from "../../settings/quantity";
import { condition, finding, placeOf } from "./check";
import type { ClusterState, LiveObject } from "./cluster-state";
import { kafkaTriggers, partitionsOf, type KafkaTrigger } from "./kafka-triggers";

/** Lag that replicas can carry, that somebody works on, and that is one: F-16. */
export function lags({ scaledObjects = [], metrics, topics = [] }: ClusterState): Finding[] {
  return scaledObjects.flatMap((object) => {
    const [name, namespace] = ["metadata.name", "metadata.namespace"].map((at) =>
      textAt(object, at),
    );
    return kafkaTriggers(object).flatMap((trigger) => {
      const reading = metrics.find(
        (one) =>
          one.scaledObject === name &&
          one.namespace === namespace &&
          metricFits(one.metric, trigger.topic),
      );
      const lag = quantity(reading?.value ?? "");
      return judged(object, trigger, lag, partitionsOf(trigger.topic, topics));
    });
  });
}

function judged(
  object: LiveObject,
  { topic, group, threshold, max, countsUncommitted }: KafkaTrigger,
  lag: number,
  partitions: number,
): Finding[] {
  const path = `${placeOf("scaledobject", object)} topic ${topic}`;
  const most = Number.isNaN(partitions) ? max : Math.min(max, partitions);
  // KEDA counts no more than the partitions can carry: at that number the lag may be any above it.
  if (lag >= threshold * most) {
    const fix = "look for a consumer that stands still; else raise maxReplicaCount and partitions";
    const expected = `a lag below ${threshold * most}, ${most} replicas of ${threshold}`;
    return [finding("warning", "doctor/lag", path, expected, `${lag} or more`, fix)];
  }
  if (lag > threshold && condition(object, "Active")?.status === "False") {
    const fix = "look at activationLagThreshold, and whether the group has committed offsets";
    const got = `a lag of ${lag}, and nobody works`;
    return [finding("warning", "doctor/asleep", path, "an active service", got, fix)];
  }
  if (countsUncommitted && partitions > 1 && lag === partitions) {
    const fix = `kafka-consumer-groups.sh --describe --group ${group}; where CURRENT-OFFSET is "-", let the consumer commit, or set the offsets by --reset-offsets`;
    const got = `${lag}, one for each partition: what KEDA counts for a group that has none`;
    return [finding("warning", "doctor/uncommitted", path, "committed offsets", got, fix)];
  }
  return [];
}

/** KEDA names the metric `s<index>-kafka-<topic>`, with dashes for what a name may not hold. */
function metricFits(metric: string, topic: string): boolean {
  return metric.replace(/^s\d+-/, "") === `kafka-${topic.replace(/[/.:%()]/g, "-")}`;
}
