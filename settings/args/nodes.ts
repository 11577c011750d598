import type { ChartArgs } from "./chart";
import type { NodeGroupArgs } from "./node-group";

/** Node groups and what scales them. */
export interface NodesArgs {
  /**
   * The node groups.
   * @minItems 1
   * @maxItems 100
   */
  groups: NodeGroupArgs[];
  /**
   * Cluster Autoscaler.
   * @default {}
   */
  autoscaler?: NodeAutoscalerArgs;
  /**
   * Room that is kept free, so that a first burst need not wait for a node.
   * @default []
   * @maxItems 20
   */
  headroom?: HeadroomArgs[];
}

/** Cluster Autoscaler. Its minor version is the cluster's. */
export interface NodeAutoscalerArgs {
  /**
   * How to choose among groups that would all do.
   * @derived priority (spot first) when there are spot and on-demand groups, else least-waste
   */
  expander?: Expander;
  /**
   * Seconds between two scans.
   * @default 10
   * @asType integer
   * @minimum 5
   * @maximum 300
   */
  scanIntervalSeconds?: number;
  /**
   * Requests over allocatable below which a node may go.
   * @default 0.5
   * @minimum 0.05
   * @maximum 1
   */
  scaleDownUtilizationThreshold?: number;
  /**
   * Seconds for which a node must be unneeded before it goes (upstream default: 600).
   * @default 60
   * @asType integer
   * @minimum 10
   * @maximum 86400
   */
  scaleDownUnneededSeconds?: number;
  /**
   * Seconds after any scale-up in which no node goes (upstream default: 600).
   * @default 60
   * @asType integer
   * @minimum 0
   * @maximum 86400
   */
  scaleDownDelayAfterAddSeconds?: number;
  /**
   * Seconds that a node may take to register before its group is given up for a while, so that another is tried.
   * @default 420
   * @asType integer
   * @minimum 60
   * @maximum 3600
   */
  maxNodeProvisionSeconds?: number;
  /**
   * Seconds that pods of a drained node may take to end.
   * @derived the longest terminationGracePeriodSeconds of all services, at least 600
   * @asType integer
   * @minimum 30
   * @maximum 86400
   */
  maxGracefulTerminationSeconds?: number;
  /**
   * Where the chart comes from.
   * @default {}
   */
  chart?: ChartArgs;
}

/** How Cluster Autoscaler chooses among groups that would all do. */
export const Expander = {
  LeastWaste: "least-waste",
  MostPods: "most-pods",
  LeastNodes: "least-nodes",
  Random: "random",
  /** Spot groups first, then on-demand ones. */
  Priority: "priority",
} as const;
export type Expander = (typeof Expander)[keyof typeof Expander];

/** Pause pods that real pods push away at once. */
export interface HeadroomArgs {
  /**
   * Node group that is kept warm.
   * @pattern ^[a-z]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 30
   */
  nodeGroup: string;
  /**
   * Pause pods.
   * @asType integer
   * @minimum 1
   * @maximum 1000
   */
  replicas: number;
  /**
   * CPU of each, as a Kubernetes quantity.
   * @pattern ^[0-9]+(\.[0-9]+)?m?$
   */
  cpu: string;
  /**
   * Memory of each, as a Kubernetes quantity.
   * @pattern ^[0-9]+(\.[0-9]+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$
   */
  memory: string;
}
