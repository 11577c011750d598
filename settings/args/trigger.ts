import type { KafkaTriggerArgs } from "./kafka-trigger";
import type {
  CronTriggerArgs,
  PrometheusTriggerArgs,
  ResourceTriggerArgs,
} from "./metric-triggers";
import type {
  AwsSqsQueueTriggerArgs,
  RabbitmqTriggerArgs,
  RedisStreamsTriggerArgs,
  RedisTriggerArgs,
} from "./queue-triggers";

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

/** Kinds of trigger authentication. */
export const AuthenticationKind = {
  TriggerAuthentication: "TriggerAuthentication",
  ClusterTriggerAuthentication: "ClusterTriggerAuthentication",
} as const;
export type AuthenticationKind = (typeof AuthenticationKind)[keyof typeof AuthenticationKind];

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
