import type * as pulumi from "@pulumi/pulumi";

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
