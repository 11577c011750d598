import type * as pulumi from "@pulumi/pulumi";

/** How a metric is compared with its target. */
export const MetricType = {
  /** Divided by replicas: the target is what one replica may owe. KEDA's default. */
  AverageValue: "AverageValue",
  /** Compared as it is, for ratios, latencies and percentages. */
  Value: "Value",
  /** Percent of the request; cpu and memory only. */
  Utilization: "Utilization",
} as const;
export type MetricType = (typeof MetricType)[keyof typeof MetricType];

/**
 * One reason to scale: exactly one of the scaler keys. KEDA's own form, `type` and `metadata`, is understood too, so
 * that an existing ScaledObject can be pasted.
 */
export interface TriggerArgs {
  /**
   * Name of the trigger; a scalingModifiers formula uses it.
   * @pattern ^[A-Za-z0-9][A-Za-z0-9_-]*$
   * @maxLength 63
   */
  name?: string;
  /** How the metric is compared. */
  metricType?: MetricType;
  /** Answer the HPA from the last poll instead of asking the source again. */
  useCachedMetrics?: boolean;
  /** TriggerAuthentication that holds the credentials; the platform makes one for its own Kafka. */
  authenticationRef?: AuthenticationRefArgs;
  /** Lag of a consumer group. */
  kafka?: KafkaTriggerArgs;
  /** CPU of the pods. */
  cpu?: ResourceTriggerArgs;
  /** Memory of the pods. */
  memory?: ResourceTriggerArgs;
  /** A floor between two times of day. */
  cron?: CronTriggerArgs;
  /** A PromQL query. */
  prometheus?: PrometheusTriggerArgs;
  /** Length of an Amazon SQS queue (KEDA's `aws-sqs-queue`). */
  awsSqsQueue?: AwsSqsQueueTriggerArgs;
  /** Length of a Redis list (KEDA's `redis`). */
  redis?: RedisTriggerArgs;
  /** A Redis stream (KEDA's `redis-streams`). */
  redisStreams?: RedisStreamsTriggerArgs;
  /** A RabbitMQ queue. */
  rabbitmq?: RabbitmqTriggerArgs;
  /** Any other of KEDA's scalers, its metadata checked against the scaler's keys. */
  other?: OtherTriggerArgs;
  /**
   * KEDA's own form: the scaler's type, such as `kafka`.
   * @maxLength 63
   */
  type?: string;
  /** KEDA's own form: the scaler's metadata, every value a string. */
  metadata?: Record<string, string>;
}

/** Kinds of trigger authentication. */
export const AuthenticationKind = {
  TriggerAuthentication: "TriggerAuthentication",
  ClusterTriggerAuthentication: "ClusterTriggerAuthentication",
} as const;
export type AuthenticationKind = (typeof AuthenticationKind)[keyof typeof AuthenticationKind];

/** Reference to a TriggerAuthentication. */
export interface AuthenticationRefArgs {
  /**
   * Name of the object.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  name: string;
  /**
   * Kind of the object.
   * @default "TriggerAuthentication"
   */
  kind?: AuthenticationKind;
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
   * @default false
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

/** KEDA's `cpu` and `memory` scalers. */
export interface ResourceTriggerArgs {
  /**
   * Percent of the request (`metricType: Utilization`, the default) or a quantity for each pod (`AverageValue`).
   * @pattern ^[0-9]+(\.[0-9]+)?(m|Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  value: string;
  /**
   * Container that counts; all of them by default.
   * @pattern ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 63
   */
  containerName?: string;
}

/** KEDA's `cron` scaler: a floor, never a cap. */
export interface CronTriggerArgs {
  /**
   * IANA time zone, such as `Europe/Berlin`.
   * @minLength 1
   * @maxLength 64
   */
  timezone: string;
  /**
   * Start, as minute, hour, day of month, month, day of week.
   * @maxLength 100
   */
  start: string;
  /**
   * End, likewise.
   * @maxLength 100
   */
  end: string;
  /**
   * Replicas in between.
   * @asType integer
   * @minimum 1
   * @maximum 100000
   */
  desiredReplicas: number;
}

/** KEDA's `prometheus` scaler. */
export interface PrometheusTriggerArgs {
  /**
   * Address of Prometheus' HTTP API; that of `monitoring` when left out.
   * @pattern ^https?://[^\s]+$
   * @maxLength 500
   */
  serverAddress?: string;
  /**
   * PromQL that yields one number: aggregate over pods.
   * @minLength 1
   * @maxLength 10000
   */
  query: string;
  /**
   * Target.
   * @minimum 0.000001
   * @maximum 1000000000000
   */
  threshold: number;
  /**
   * Value above which a service at zero is started.
   * @default 0
   * @minimum 0
   * @maximum 1000000000000
   */
  activationThreshold?: number;
  /**
   * Read an empty answer as 0 instead of as an error. Off lets a missing metric be seen.
   * @default true
   */
  ignoreNullValues?: boolean;
  /**
   * Value of a `namespace` parameter, for Thanos and OpenShift.
   * @maxLength 63
   */
  namespace?: string;
  /**
   * Headers, such as `X-Scope-OrgID=team`.
   * @maxLength 2000
   */
  customHeaders?: string;
  /**
   * Query parameters, such as `max_source_resolution=5m`.
   * @maxLength 2000
   */
  queryParameters?: string;
  /**
   * Milliseconds to wait for an answer.
   * @asType integer
   * @minimum 100
   * @maximum 60000
   */
  timeout?: number;
  /**
   * Do not verify the server's certificate. Refused: give the CA instead.
   * @default false
   */
  unsafeSsl?: boolean;
}

/** KEDA's `aws-sqs-queue` scaler. */
export interface AwsSqsQueueTriggerArgs {
  /** URL of the queue. */
  queueURL: pulumi.Input<string>;
  /**
   * AWS region of the queue.
   * @pattern ^[a-z]{2}(-[a-z]+)+-[0-9]$
   */
  awsRegion: string;
  /**
   * Messages that one replica may owe.
   * @derived capacity.messagesPerSecond x slo.waitSeconds, else 5
   * @asType integer
   * @minimum 1
   * @maximum 1000000000
   */
  queueLength?: number;
  /**
   * Messages above which a service at zero is started.
   * @default 0
   * @asType integer
   * @minimum 0
   * @maximum 1000000000
   */
  activationQueueLength?: number;
  /**
   * Count messages that are being worked on.
   * @default true
   */
  scaleOnInFlight?: boolean;
  /**
   * Count delayed messages.
   * @default false
   */
  scaleOnDelayed?: boolean;
}

/** KEDA's `redis` scaler. */
export interface RedisTriggerArgs {
  /**
   * Server as `host:port`.
   * @pattern ^[A-Za-z0-9.-]+:[0-9]{2,5}$
   */
  address: pulumi.Input<string>;
  /**
   * Name of the list.
   * @minLength 1
   * @maxLength 500
   */
  listName: string;
  /**
   * Items that one replica may owe.
   * @default 5
   * @asType integer
   * @minimum 1
   * @maximum 1000000000
   */
  listLength?: number;
  /**
   * Items above which a service at zero is started.
   * @default 0
   * @asType integer
   * @minimum 0
   * @maximum 1000000000
   */
  activationListLength?: number;
  /**
   * Database.
   * @default 0
   * @asType integer
   * @minimum 0
   * @maximum 65535
   */
  databaseIndex?: number;
  /**
   * Encrypt.
   * @default true
   */
  enableTLS?: boolean;
}

/** KEDA's `redis-streams` scaler. Give exactly one of `pendingEntriesCount`, `streamLength` and `lagCount`. */
export interface RedisStreamsTriggerArgs {
  /**
   * Server as `host:port`.
   * @pattern ^[A-Za-z0-9.-]+:[0-9]{2,5}$
   */
  address: pulumi.Input<string>;
  /**
   * Name of the stream.
   * @minLength 1
   * @maxLength 500
   */
  stream: string;
  /**
   * Consumer group; needed by `pendingEntriesCount` and `lagCount`.
   * @maxLength 500
   */
  consumerGroup?: string;
  /**
   * Entries read but not acknowledged that one replica may owe.
   * @asType integer
   * @minimum 1
   * @maximum 1000000000
   */
  pendingEntriesCount?: number;
  /**
   * Entries of the stream for each replica.
   * @asType integer
   * @minimum 1
   * @maximum 1000000000
   */
  streamLength?: number;
  /**
   * Entries not read yet that one replica may owe.
   * @asType integer
   * @minimum 1
   * @maximum 1000000000
   */
  lagCount?: number;
  /**
   * Lag above which a service at zero is started; with `lagCount`.
   * @asType integer
   * @minimum 0
   * @maximum 1000000000
   */
  activationLagCount?: number;
  /**
   * Database.
   * @default 0
   * @asType integer
   * @minimum 0
   * @maximum 65535
   */
  databaseIndex?: number;
  /**
   * Encrypt.
   * @default true
   */
  enableTLS?: boolean;
}

/** What KEDA's `rabbitmq` scaler measures. */
export const RabbitmqMode = {
  QueueLength: "QueueLength",
  MessageRate: "MessageRate",
  DeliverGetRate: "DeliverGetRate",
  PublishedToDeliveredRatio: "PublishedToDeliveredRatio",
  ExpectedQueueConsumptionTime: "ExpectedQueueConsumptionTime",
} as const;
export type RabbitmqMode = (typeof RabbitmqMode)[keyof typeof RabbitmqMode];

/** Protocol to RabbitMQ. */
export const RabbitmqProtocol = { Auto: "auto", Amqp: "amqp", Http: "http" } as const;
export type RabbitmqProtocol = (typeof RabbitmqProtocol)[keyof typeof RabbitmqProtocol];

/** KEDA's `rabbitmq` scaler; the connection string comes from the TriggerAuthentication or `hostFromEnv`. */
export interface RabbitmqTriggerArgs {
  /**
   * Name of the queue.
   * @minLength 1
   * @maxLength 500
   */
  queueName: string;
  /**
   * What is measured.
   * @default "QueueLength"
   */
  mode?: RabbitmqMode;
  /**
   * Target: messages, or messages a second.
   * @minimum 0.000001
   * @maximum 1000000000
   */
  value: number;
  /**
   * Value above which a service at zero is started.
   * @default 0
   * @minimum 0
   * @maximum 1000000000
   */
  activationValue?: number;
  /**
   * Protocol; the rates need http.
   * @default "auto"
   */
  protocol?: RabbitmqProtocol;
  /**
   * Environment variable of the container that holds the connection string.
   * @pattern ^[A-Za-z_][A-Za-z0-9_]*$
   * @maxLength 200
   */
  hostFromEnv?: string;
  /**
   * Virtual host.
   * @maxLength 500
   */
  vhostName?: string;
  /**
   * Count only messages that nobody works on.
   * @default false
   */
  excludeUnacknowledged?: boolean;
}

/** Any KEDA scaler that has no key of its own here. */
export interface OtherTriggerArgs {
  /**
   * KEDA's name of the scaler, such as `nats-jetstream`.
   * @maxLength 63
   */
  type: string;
  /** The scaler's metadata, every value a string. */
  metadata: Record<string, string>;
}
