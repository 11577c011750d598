import type * as pulumi from "@pulumi/pulumi";
import type { ChartArgs } from "./platform";

/** Kafka and its topics. Give exactly one of `strimzi`, `external` and `msk`. */
export interface KafkaArgs {
  /** A Kafka cluster that Strimzi runs in the Kubernetes cluster. */
  strimzi?: StrimziArgs;
  /** A Kafka that runs elsewhere: Confluent, Redpanda, Aiven, your own. */
  external?: ExternalKafkaArgs;
  /** Amazon MSK with IAM authentication. */
  msk?: MskArgs;
  /**
   * Topics that the platform makes and its services use.
   * @default []
   * @maxItems 5000
   */
  topics?: TopicArgs[];
}

/** A Kafka cluster run by Strimzi in KRaft mode. */
export interface StrimziArgs {
  /**
   * Name of the Kafka resource; its bootstrap Service is `<name>-kafka-bootstrap`.
   * @default "kafka-cluster"
   * @pattern ^[a-z]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 30
   */
  clusterName?: string;
  /**
   * Namespace of Kafka and of the Strimzi operator.
   * @default "kafka"
   * @pattern ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 63
   */
  namespace?: string;
  /**
   * Kafka version, one that the Strimzi version supports.
   * @derived Strimzi's default Kafka version in components/versions.ts
   * @pattern ^[0-9]+\.[0-9]+\.[0-9]+$
   */
  version?: string;
  /**
   * Brokers.
   * @default {}
   */
  brokers?: BrokerArgs;
  /**
   * KRaft controllers. With 0, brokers are controllers too, which is meant for development.
   * @default {}
   */
  controllers?: ControllerArgs;
  /**
   * Node group that only Kafka runs on; one group per zone, on demand. Without it, brokers go where there is room.
   * @pattern ^[a-z]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 30
   */
  nodeGroup?: string;
  /**
   * Delete the brokers' volumes with the cluster.
   * @default false
   */
  deleteClaim?: boolean;
  /**
   * Broker configuration in Kafka's own keys, besides what the platform sets.
   * @default {}
   */
  config?: Record<string, string>;
  /**
   * Raise it by one to give every Kafka user a new password.
   * @default 1
   * @asType integer
   * @minimum 1
   * @maximum 1000000
   */
  credentialsGeneration?: number;
  /**
   * Where the operator's chart comes from.
   * @default {}
   */
  chart?: ChartArgs;
}

/** The brokers of a Strimzi cluster. */
export interface BrokerArgs {
  /**
   * Brokers.
   * @derived 3 in production, else 1
   * @asType integer
   * @minimum 1
   * @maximum 99
   */
  replicas?: number;
  /**
   * Volume of each broker in GiB. It can grow later, never shrink.
   * @derived 200 in production, else 20
   * @asType integer
   * @minimum 1
   * @maximum 16384
   */
  storageGiB?: number;
  /**
   * Storage class of the volumes. Without it: the platform's encrypted gp3 class on EKS, else the cluster's default class.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  storageClass?: string;
  /**
   * CPU of each broker, as a Kubernetes quantity.
   * @derived 1 in production, else 250m
   * @pattern ^[0-9]+(\.[0-9]+)?m?$
   */
  cpu?: string;
  /**
   * Memory of each broker, as a Kubernetes quantity.
   * @derived 4Gi in production, else 1536Mi
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  memory?: string;
  /**
   * Java heap of each broker in MiB; the rest of the memory is page cache.
   * @derived half of the memory
   * @asType integer
   * @minimum 128
   * @maximum 65536
   */
  heapMiB?: number;
}

/** The KRaft controllers of a Strimzi cluster. */
export interface ControllerArgs {
  /**
   * Controllers: 0 (brokers do it), 1, 3 or 5.
   * @derived 3 in production, else 0
   * @asType integer
   * @minimum 0
   * @maximum 5
   */
  replicas?: number;
  /**
   * Volume of each controller in GiB.
   * @default 20
   * @asType integer
   * @minimum 1
   * @maximum 1024
   */
  storageGiB?: number;
  /**
   * CPU of each controller, as a Kubernetes quantity.
   * @default "250m"
   * @pattern ^[0-9]+(\.[0-9]+)?m?$
   */
  cpu?: string;
  /**
   * Memory of each controller, as a Kubernetes quantity.
   * @default "1Gi"
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  memory?: string;
}

/** How clients prove who they are to an external Kafka. */
export const SaslMechanism = {
  None: "none",
  Plaintext: "plaintext",
  ScramSha256: "scram_sha256",
  ScramSha512: "scram_sha512",
} as const;
export type SaslMechanism = (typeof SaslMechanism)[keyof typeof SaslMechanism];

/** A Kafka that runs elsewhere. */
export interface ExternalKafkaArgs {
  /**
   * Brokers as `host:port`, separated by commas.
   * @pattern ^[A-Za-z0-9.-]+:[0-9]{2,5}(,[A-Za-z0-9.-]+:[0-9]{2,5})*$
   */
  bootstrapServers: pulumi.Input<string>;
  /**
   * Address ranges of the brokers, so that services and KEDA are let out to them.
   * @minItems 1
   * @maxItems 50
   */
  cidrs: string[];
  /**
   * SASL mechanism, in KEDA's spelling.
   * @default "scram_sha512"
   */
  sasl?: SaslMechanism;
  /**
   * Encrypt connections.
   * @default true
   */
  tls?: boolean;
  /**
   * Secret with keys `username`, `password` and, for a private CA, `ca`; it must exist in the namespace of every service
   * that consumes, because KEDA and the pods read it there.
   * @default "kafka-credentials"
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  credentialsSecret?: string;
  /**
   * The Secret has a key `ca`, the certificate of a private CA.
   * @default false
   */
  privateCa?: boolean;
  /**
   * Make topics and ACLs by `@pulumi/kafka`, from the machine that runs Pulumi; its credentials come from the
   * environment (`KAFKA_SASL_USERNAME`, `KAFKA_SASL_PASSWORD`). Off: topics must exist.
   * @default false
   */
  manageTopics?: boolean;
  /**
   * Brokers of the cluster, so that replication factors can be checked.
   * @default 3
   * @asType integer
   * @minimum 1
   * @maximum 999
   */
  brokers?: number;
}

/** Amazon MSK, reached with IAM authentication on port 9098. */
export interface MskArgs {
  /**
   * Brokers as `host:port`, separated by commas: the IAM bootstrap string of the cluster.
   * @pattern ^[A-Za-z0-9.-]+:[0-9]{2,5}(,[A-Za-z0-9.-]+:[0-9]{2,5})*$
   */
  bootstrapServers: pulumi.Input<string>;
  /**
   * ARN of the MSK cluster, for the roles' permissions.
   * @pattern ^arn:aws[a-z-]*:kafka:[a-z0-9-]+:[0-9]{12}:cluster/[A-Za-z0-9-]+/[A-Za-z0-9-]+$
   */
  clusterArn: string;
  /**
   * Address ranges of the brokers, so that services and KEDA are let out to them.
   * @minItems 1
   * @maxItems 50
   */
  cidrs: string[];
  /**
   * Make topics by `@pulumi/kafka`, from the machine that runs Pulumi. Off: topics must exist.
   * @default false
   */
  manageTopics?: boolean;
  /**
   * Brokers of the cluster, so that replication factors can be checked.
   * @default 3
   * @asType integer
   * @minimum 1
   * @maximum 999
   */
  brokers?: number;
}

/** What Kafka does with old records. */
export const CleanupPolicy = {
  Delete: "delete",
  Compact: "compact",
  CompactDelete: "compact,delete",
} as const;
export type CleanupPolicy = (typeof CleanupPolicy)[keyof typeof CleanupPolicy];

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
