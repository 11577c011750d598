import type { Traffic } from "../traffic/traffic";

/** Messages or requests for a service. `peak` is what all its replicas together can work off a second. */
export type TrafficOf = (service: string, peak: number) => Traffic;

/**
 * Shares of the messages by partition. With a skew of 0 all are alike; with `s` the partition at rank k gets a share
 * proportional to 1/k^s (Zipf), as when few conversations are much busier than the others.
 */
export function partitionShares(partitions: number, skew = 0): Float64Array {
  const weights = Float64Array.from({ length: partitions }, (_, i) => (i + 1) ** -skew);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * How consumers hand partitions over: those of ours and whoever says `cooperative-sticky` (or Java's class for it) stop only for
 * partitions that they give up. Without a word Kafka's client stops all: its list begins with an eager assignor.
 * https://kafka.apache.org/documentation/#consumerconfigs_partition.assignment.strategy
 */
export function assignorOf(env: Readonly<Record<string, string>>): "eager" | "cooperative" {
  const [first = ""] = (env.KAFKA_PARTITION_ASSIGNMENT_STRATEGY ?? "").split(",");
  return /cooperative-?sticky/i.test(first) ? "cooperative" : "eager";
}

/** Messages a second that a service works off with all the replicas that can work. */
export function peakOf(
  messagesPerSecond: number,
  maxReplicas: number,
  partitions: number,
  consumersPerReplica: number,
): number {
  const working = Math.min(maxReplicas, Math.ceil(partitions / consumersPerReplica));
  return messagesPerSecond * working;
}
