import type * as pulumi from "@pulumi/pulumi";

/** KEDA's `kafka` scaler. What is left out comes from the service's `consumes` and from the platform's Kafka. */
export interface KafkaTriggerArgs {
  /**
   * Brokers as `host:port`, separated by commas; the platform's Kafka when left out.
   * @pattern ^[A-Za-z0-9.-]+:[0-9]{2,5}(,[A-Za-z0-9.-]+:[0-9]{2,5})*$
   */
  bootstrapServers?: pulumi.Input<string>;
  /**
   * Consumer group; the same as the application's `group.id`. That of `consumes` when left out.
   * @pattern ^\S(.*\S)?$
   * @maxLength 249
   */
  consumerGroup?: string;
  /**
   * Topic; that of `consumes` when left out.
   * @pattern ^[a-zA-Z0-9._-]+$
   * @maxLength 249
   */
  topic?: string;
  /**
   * Messages that one replica may owe.
   * @derived capacity.messagesPerSecond x slo.waitSeconds (Little's law)
   * @asType integer
   * @minimum 1
   * @maximum 1000000000
   */
  lagThreshold?: number;
  /**
   * Messages above which a service at zero is started.
   * @derived 0, or the number of partitions when the topic is transactional
   * @asType integer
   * @minimum 0
   * @maximum 1000000000
   */
  activationLagThreshold?: number;
  /**
   * Where a group without committed offsets starts; the same as the application's `auto.offset.reset`.
   * @derived consumes.offsetResetPolicy, else latest as in KEDA
   */
  offsetResetPolicy?: OffsetResetPolicy;
  /**
   * Allow more replicas than partitions; those beyond consume nothing.
   * @default false
   */
  allowIdleConsumers?: boolean;
  /**
   * Count a partition without committed offset as no lag.
   * @default false
   */
  scaleToZeroOnInvalidOffset?: boolean;
  /**
   * Count a partition whose committed offset did not move since the last look as no lag. Wrong for work that takes
   * longer than 15 seconds a message.
   * @default false
   */
  excludePersistentLag?: boolean;
  /**
   * Allow no more replicas than partitions that have lag.
   * @default false
   */
  limitToPartitionsWithLag?: boolean;
  /**
   * Only replica counts that divide the partitions.
   * @derived true below five partitions for each of maxReplicaCount, when the partitions have enough divisors
   */
  ensureEvenDistributionOfPartitions?: boolean;
  /**
   * Protocol version, never above the broker's; KEDA's default works with every broker.
   * @pattern ^[0-9]+\.[0-9]+\.[0-9]+$
   */
  version?: string;
  /**
   * Partitions that count, such as `1,2,10-20`.
   * @pattern ^[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*$
   * @maxLength 1000
   */
  partitionLimitation?: string;
  /**
   * Encrypt; as the platform's Kafka does when left out.
   */
  tls?: TlsMode;
  /**
   * SASL mechanism in KEDA's spelling; that of the platform's Kafka when left out.
   */
  sasl?: TriggerSasl;
  /** Who issues OAuth tokens; with `sasl: oauthbearer`. */
  saslTokenProvider?: SaslTokenProvider;
  /**
   * AWS region of an MSK cluster.
   * @pattern ^[a-z]{2}(-[a-z]+)+-[0-9]$
   */
  awsRegion?: string;
  /**
   * Do not verify the brokers' certificates. Refused: give the CA instead.
   * @default false
   */
  unsafeSsl?: boolean;
}

/** Where a group without committed offsets starts. */
export const OffsetResetPolicy = {
  Latest: "latest",
  Earliest: "earliest",
} as const;
export type OffsetResetPolicy = (typeof OffsetResetPolicy)[keyof typeof OffsetResetPolicy];

/** Whether connections are encrypted. */
export const TlsMode = { Enable: "enable", Disable: "disable" } as const;
export type TlsMode = (typeof TlsMode)[keyof typeof TlsMode];

/** KEDA's spelling of SASL mechanisms. */
export const TriggerSasl = {
  None: "none",
  Plaintext: "plaintext",
  ScramSha256: "scram_sha256",
  ScramSha512: "scram_sha512",
  Oauthbearer: "oauthbearer",
  Gssapi: "gssapi",
} as const;
export type TriggerSasl = (typeof TriggerSasl)[keyof typeof TriggerSasl];

/** Who issues OAuth tokens. */
export const SaslTokenProvider = { Bearer: "bearer", AwsMskIam: "aws_msk_iam" } as const;
export type SaslTokenProvider = (typeof SaslTokenProvider)[keyof typeof SaslTokenProvider];
