import type { ServiceSettings } from "../../settings/generated/settings";
import type { KafkaConnection } from "./kafka-connection";

/** Folder of the files `username`, `password` and `ca`, where the connection has credentials. */
export const kafkaCredentialsPath = "/etc/chatbot/kafka";

/**
 * What every replica is told, so that the application, KEDA and Kubernetes agree. An application that keeps to it loses
 * no message when replicas go: it commits after processing, stops polling at SIGTERM, finishes what it holds, commits,
 * and leaves the group within `CHATBOT_SHUTDOWN_SECONDS`.
 *
 * | Variable | Kafka's property | Value |
 * |---|---|---|
 * | `CHATBOT_SHUTDOWN_SECONDS` | | seconds between SIGTERM and SIGKILL |
 * | `KAFKA_BOOTSTRAP_SERVERS` | `bootstrap.servers` | `host:port`, separated by commas |
 * | `KAFKA_SECURITY_PROTOCOL` | `security.protocol` | such as `SASL_SSL` |
 * | `KAFKA_SASL_MECHANISM` | `sasl.mechanism` | such as `SCRAM-SHA-512`; `AWS_MSK_IAM` for MSK |
 * | `KAFKA_CREDENTIALS_DIR` | | folder of the files `username`, `password` and, for a private CA, `ca` |
 * | `KAFKA_PRODUCE_TOPICS` | | topics that the service writes to, separated by commas |
 * | `KAFKA_TOPIC` | | topic that the service works off |
 * | `KAFKA_GROUP_ID` | `group.id` | the group whose lag KEDA reads |
 * | `KAFKA_CONSUMERS` | | group members that one replica must have |
 * | `KAFKA_AUTO_OFFSET_RESET` | `auto.offset.reset` | as KEDA's `offsetResetPolicy` |
 * | `KAFKA_ENABLE_AUTO_COMMIT` | `enable.auto.commit` | `false`: commit after processing |
 * | `KAFKA_MAX_POLL_RECORDS` | `max.poll.records` | what a member works off well within the poll interval |
 * | `KAFKA_MAX_POLL_INTERVAL_MS` | `max.poll.interval.ms` | more than the longest message takes |
 * | `KAFKA_SESSION_TIMEOUT_MS` | `session.timeout.ms` | heartbeats come from another thread than the work |
 * | `KAFKA_PARTITION_ASSIGNMENT_STRATEGY` | `partition.assignment.strategy` | `cooperative-sticky`: a scaling step only moves the partitions that must move |
 *
 * Values that `env` of the service sets win.
 */
export function contractEnv<W>(
  service: ServiceSettings<W>,
  connection: KafkaConnection<W> | undefined,
): Record<string, W | string> {
  const { terminationGracePeriodSeconds: grace, preStopSeconds } = service;
  return {
    CHATBOT_SHUTDOWN_SECONDS: String(Math.max(0, grace - preStopSeconds)),
    ...(usesKafka(service) && connection !== undefined ? connectionEnv(connection) : {}),
    ...(service.produces.length > 0 ? { KAFKA_PRODUCE_TOPICS: service.produces.join(",") } : {}),
    ...consumerEnv(service),
  };
}

/** Whether the service talks to Kafka itself. */
export function usesKafka({ consumes, produces }: ServiceSettings<unknown>): boolean {
  return consumes !== undefined || produces.length > 0;
}

function connectionEnv<W>(connection: KafkaConnection<W>): Record<string, W | string> {
  const { bootstrapServers, securityProtocol, saslMechanism, secretName } = connection;
  return {
    KAFKA_BOOTSTRAP_SERVERS: bootstrapServers,
    KAFKA_SECURITY_PROTOCOL: securityProtocol,
    ...(saslMechanism === undefined ? {} : { KAFKA_SASL_MECHANISM: saslMechanism }),
    ...(secretName === undefined ? {} : { KAFKA_CREDENTIALS_DIR: kafkaCredentialsPath }),
  };
}

function consumerEnv({ consumes }: ServiceSettings<unknown>): Record<string, string> {
  if (consumes === undefined) return {};
  return {
    KAFKA_TOPIC: consumes.topic,
    KAFKA_GROUP_ID: consumes.consumerGroup,
    KAFKA_CONSUMERS: String(consumes.consumersPerReplica),
    KAFKA_AUTO_OFFSET_RESET: consumes.offsetResetPolicy,
    KAFKA_ENABLE_AUTO_COMMIT: "false",
    KAFKA_MAX_POLL_RECORDS: String(consumes.maxPollRecords),
    KAFKA_MAX_POLL_INTERVAL_MS: String(consumes.maxPollIntervalMs),
    KAFKA_SESSION_TIMEOUT_MS: String(consumes.sessionTimeoutMs),
    KAFKA_PARTITION_ASSIGNMENT_STRATEGY: "cooperative-sticky",
  };
}
