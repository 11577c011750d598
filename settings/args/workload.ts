import type { OffsetResetPolicy } from "./kafka-trigger";

/** What a service works off. */
export interface ConsumesArgs {
  /**
   * Topic, one of `kafka.topics`.
   * @pattern ^[a-zA-Z0-9._-]+$
   * @maxLength 249
   */
  topic: string;
  /**
   * Consumer group.
   * @derived the service's name
   * @pattern ^\S(.*\S)?$
   * @maxLength 249
   */
  consumerGroup?: string;
  /**
   * Where a group without committed offsets starts; given to KEDA and, as `KAFKA_AUTO_OFFSET_RESET`, to the application.
   * @default "earliest"
   */
  offsetResetPolicy?: OffsetResetPolicy;
  /**
   * Group members inside one replica; partitions are divided among all of them.
   * @default 1
   * @asType integer
   * @minimum 1
   * @maximum 1000
   */
  consumersPerReplica?: number;
  /**
   * Most messages that one poll may return, given to the application as `KAFKA_MAX_POLL_RECORDS`.
   * @derived what one member works off in 150 seconds, within 1 and 500
   * @asType integer
   * @minimum 1
   * @maximum 2147483647
   */
  maxPollRecords?: number;
  /**
   * Milliseconds between two polls after which Kafka takes a member for dead, given to the application as
   * `KAFKA_MAX_POLL_INTERVAL_MS`.
   * @derived twice the time that one poll's messages (or the longest message) take, at least 300000
   * @asType integer
   * @minimum 1000
   * @maximum 2147483647
   */
  maxPollIntervalMs?: number;
  /**
   * Milliseconds without a heartbeat after which Kafka takes a member for dead, given to the application as
   * `KAFKA_SESSION_TIMEOUT_MS`.
   * @default 45000
   * @asType integer
   * @minimum 6000
   * @maximum 1800000
   */
  sessionTimeoutMs?: number;
}

/** What one replica can do. */
export interface CapacityArgs {
  /**
   * Messages (or requests) a second.
   * @minimum 0.0001
   * @maximum 1000000
   */
  messagesPerSecond: number;
  /**
   * Seconds from the start of the container to the first message, model load included, image pull not.
   * @default 10
   * @minimum 0
   * @maximum 3600
   */
  startupSeconds?: number;
  /**
   * Seconds that the longest message takes.
   * @default 30
   * @minimum 0.001
   * @maximum 43200
   */
  maxProcessingSeconds?: number;
}

/** What people may expect. */
export interface SloArgs {
  /**
   * Seconds that a message may wait before work on it starts, at the 99th percentile.
   * @minimum 0.1
   * @maximum 86400
   */
  waitSeconds: number;
}
