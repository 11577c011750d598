/**
 * Broker configuration that Strimzi sets itself and refuses or overwrites: the list of its Kafka resource, Strimzi 1.2
 * (KafkaClusterSpec.FORBIDDEN_PREFIXES and its exceptions).
 */
const strimziPrefixes: readonly string[] = [
  "listeners",
  "advertised.",
  "broker.",
  "listener.",
  "host.name",
  "port",
  "inter.broker.listener.name",
  "sasl.",
  "ssl.",
  "security.",
  "password.",
  "log.dir",
  "zookeeper.",
  "authorizer.",
  "super.user",
  "cruise.control.metrics.topic",
  "cruise.control.metrics.reporter.bootstrap.servers",
  "node.id",
  "process.roles",
  "controller.",
  "metadata.log.dir",
];

const exceptions: readonly string[] = [
  "cruise.control.metrics.topic.num.partitions",
  "cruise.control.metrics.topic.replication.factor",
  "cruise.control.metrics.topic.retention.ms",
  "cruise.control.metrics.topic.auto.create.retries",
  "cruise.control.metrics.topic.auto.create.timeout.ms",
  "cruise.control.metrics.topic.min.insync.replicas",
  "controller.quorum.election.backoff.max.ms",
  "controller.quorum.election.timeout.ms",
  "controller.quorum.fetch.timeout.ms",
  "ssl.cipher.suites",
  "ssl.protocol",
  "ssl.enabled.protocols",
];

/** Whether Strimzi sets a broker configuration itself. */
export function isOfStrimzi(key: string): boolean {
  return !exceptions.includes(key) && strimziPrefixes.some((prefix) => key.startsWith(prefix));
}

/** Topic configuration, and the broker configuration that is its default. */
export const brokerNames: Readonly<Record<string, string>> = {
  "cleanup.policy": "log.cleanup.policy",
  "delete.retention.ms": "log.cleaner.delete.retention.ms",
  "max.message.bytes": "message.max.bytes",
  "message.timestamp.type": "log.message.timestamp.type",
  "retention.bytes": "log.retention.bytes",
  "retention.ms": "log.retention.ms",
  "segment.bytes": "log.segment.bytes",
  "segment.ms": "log.roll.ms",
};

/** Broker configuration that is the number of copies of something. */
export const copyKeys: readonly string[] = [
  "default.replication.factor",
  "offsets.topic.replication.factor",
  "transaction.state.log.replication.factor",
  "share.coordinator.state.topic.replication.factor",
];
