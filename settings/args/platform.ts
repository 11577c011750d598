import type { BudgetArgs } from "./budget";
import type { ClusterArgs } from "./cluster";
import type { KafkaArgs } from "./kafka";
import type { KedaArgs } from "./keda";
import type { MonitoringArgs } from "./monitoring";
import type { NodesArgs } from "./nodes";
import type { ServiceArgs } from "./service";

/** Everything that a person may write about the platform, in `Pulumi.<stack>.yaml` or in TypeScript. */
export interface PlatformArgs {
  /**
   * How much is at stake. `production` turns deletion protection on, keeps data when a stack is destroyed and makes the
   * rules about availability stricter.
   * @default "development"
   */
  environment?: Environment;
  /** The Kubernetes cluster: a new one on EKS, or one that exists. */
  cluster: ClusterArgs;
  /**
   * Node groups and the Cluster Autoscaler. Required with `cluster.eks`; leave it out on an existing cluster that
   * brings its own nodes.
   */
  nodes?: NodesArgs;
  /** Kafka: Strimzi in the cluster, a Kafka that runs elsewhere, or Amazon MSK. Leave it out when no service consumes topics. */
  kafka?: KafkaArgs;
  /**
   * KEDA: installed by the platform, or already there.
   * @default {}
   */
  keda?: KedaArgs;
  /**
   * Prometheus, which the arrival-rate trigger reads.
   * @derived a stack in production on a new EKS cluster with Strimzi when a service consumes a topic, else none
   */
  monitoring?: MonitoringArgs;
  /**
   * The services, each with the rule that scales it.
   * @maxItems 2000
   */
  services: ServiceArgs[];
  /**
   * What the platform may cost, which `forecast` holds it to.
   * @default {}
   */
  budget?: BudgetArgs;
  /**
   * Warnings that somebody has read and accepted. Errors cannot be silenced.
   * @maxItems 100
   * @default []
   */
  silence?: SilenceArgs[];
}

/** How much is at stake when this stack breaks. */
export const Environment = {
  Development: "development",
  Production: "production",
} as const;
export type Environment = (typeof Environment)[keyof typeof Environment];

/** One accepted warning. */
export interface SilenceArgs {
  /**
   * Id of the rule, such as `kafka/replication-factor-one`.
   * @pattern ^[a-z-]+/[a-z0-9-]+$
   */
  rule: string;
  /**
   * Only where the finding's path starts with this, such as `services[2]`.
   * @default ""
   * @maxLength 200
   */
  path?: string;
  /**
   * Why the warning is acceptable here, for whoever reads the file next.
   * @minLength 10
   * @maxLength 500
   */
  reason: string;
}
