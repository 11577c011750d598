import type { ChartArgs } from "./chart";

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
