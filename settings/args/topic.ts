/** A topic. */
export interface TopicArgs {
  /**
   * Name in Kafka.
   * @pattern ^[a-zA-Z0-9._-]+$
   * @maxLength 249
   */
  name: string;
  /**
   * Partitions: the most replicas of one group that can work at once. They can grow later (keys move), never shrink.
   * @asType integer
   * @minimum 1
   * @maximum 100000
   */
  partitions: number;
  /**
   * Copies of every partition.
   * @derived 3, or the number of brokers when there are fewer
   * @asType integer
   * @minimum 1
   * @maximum 32767
   */
  replicationFactor?: number;
  /**
   * Copies that must have a record before it is acknowledged (`min.insync.replicas`).
   * @derived replicationFactor - 1, at least 1
   * @asType integer
   * @minimum 1
   * @maximum 32767
   */
  minInSyncReplicas?: number;
  /**
   * Milliseconds for which records are kept (`retention.ms`); -1 for ever.
   * @default 259200000
   * @asType integer
   * @minimum -1
   * @maximum 315360000000
   */
  retentionMs?: number;
  /**
   * Bytes of each partition that are kept (`retention.bytes`); -1 for no limit.
   * @default -1
   * @asType integer
   * @minimum -1
   * @maximum 9007199254740991
   */
  retentionBytes?: number;
  /**
   * Milliseconds after which a segment is closed (`segment.ms`); records go by whole segments.
   * @asType integer
   * @minimum 60000
   * @maximum 31536000000
   */
  segmentMs?: number;
  /**
   * Bytes after which a segment is closed (`segment.bytes`).
   * @asType integer
   * @minimum 1048576
   * @maximum 2147483647
   */
  segmentBytes?: number;
  /**
   * Largest record batch in bytes (`max.message.bytes`).
   * @default 1048588
   * @asType integer
   * @minimum 1024
   * @maximum 104857600
   */
  maxMessageBytes?: number;
  /**
   * What happens to old records (`cleanup.policy`).
   * @default "delete"
   */
  cleanupPolicy?: CleanupPolicy;
  /**
   * Producers use transactions, whose markers keep the lag of every partition above zero.
   * @default false
   */
  transactional?: boolean;
  /**
   * Further topic configuration in Kafka's own keys.
   * @default {}
   */
  config?: Record<string, string>;
}

/** What Kafka does with old records. */
export const CleanupPolicy = {
  Delete: "delete",
  Compact: "compact",
  CompactDelete: "compact,delete",
} as const;
export type CleanupPolicy = (typeof CleanupPolicy)[keyof typeof CleanupPolicy];
