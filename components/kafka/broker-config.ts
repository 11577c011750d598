import type { StrimziSettings } from "../../settings/generated/settings";

/** 30 days; longer than any pause of a chatbot that we would wake again from where it stopped. */
const offsetsRetentionMinutes = 30 * 24 * 60;

/** Lets a consumer read from the copy in its own zone, which costs no traffic between zones (KIP-392). */
const rackAwareSelector = "org.apache.kafka.common.replica.RackAwareReplicaSelector";

/** Brokers that hold a copy of what Kafka itself writes, at most: all of them, and no more than three. */
export function internalCopies({ brokers }: StrimziSettings): number {
  return Math.min(3, brokers.replicas);
}

/** Whether Cruise Control has enough brokers to balance partitions among. */
export function isBalanced({ brokers }: Pick<StrimziSettings, "brokers">): boolean {
  return brokers.replicas >= 3;
}

/** Whether the brokers can be spread over zones. */
export function hasRacks({ brokers }: StrimziSettings, zones: readonly string[]): boolean {
  return zones.length > 1 && brokers.replicas > 1;
}

/**
 * Broker configuration, all values as text: the wire format turns large numbers into floats. What the person wrote wins.
 * https://kafka.apache.org/documentation/#brokerconfigs
 */
export function brokerConfig(
  strimzi: StrimziSettings,
  zones: readonly string[],
): Record<string, string> {
  const copies = String(internalCopies(strimzi));
  const inSync = String(Math.max(1, internalCopies(strimzi) - 1));
  return {
    // A misspelt topic must fail, not appear with one partition and one copy.
    "auto.create.topics.enable": "false",
    "default.replication.factor": copies,
    "min.insync.replicas": inSync,
    "offsets.topic.replication.factor": copies,
    "transaction.state.log.replication.factor": copies,
    "transaction.state.log.min.isr": inSync,
    "share.coordinator.state.topic.replication.factor": copies,
    "share.coordinator.state.topic.min.isr": inSync,
    // A copy that missed records never leads: waiting is better than losing them.
    "unclean.leader.election.enable": "false",
    // A group whose service stands at zero has no members: after Kafka's own 7 days its offsets would be gone, and with
    // them its place in the topic.
    "offsets.retention.minutes": String(offsetsRetentionMinutes),
    ...(hasRacks(strimzi, zones) ? { "replica.selector.class": rackAwareSelector } : {}),
    ...strimzi.config,
  };
}
