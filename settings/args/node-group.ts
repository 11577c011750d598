/** A group of equal nodes that Cluster Autoscaler grows and shrinks. */
export interface NodeGroupArgs {
  /**
   * Name of the group; services name it in `placement.nodeGroup`.
   * @pattern ^[a-z]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 30
   */
  name: string;
  /**
   * EC2 instance types, all of equal vCPU, memory and architecture, because the autoscaler plans with the first.
   * @minItems 1
   * @maxItems 20
   */
  instanceTypes: string[];
  /**
   * How capacity is bought. Spot gives two minutes' notice.
   * @default "ON_DEMAND"
   */
  capacityType?: CapacityType;
  /**
   * Machine image.
   * @derived Amazon Linux 2023 for the instance types' architecture, with NVIDIA drivers when they have GPUs
   */
  amiType?: AmiType;
  /**
   * Fewest nodes (in each zone when `perZone`).
   * @default 0
   * @asType integer
   * @minimum 0
   * @maximum 450
   */
  minSize?: number;
  /**
   * Most nodes (in each zone when `perZone`).
   * @asType integer
   * @minimum 1
   * @maximum 450
   */
  maxSize: number;
  /**
   * Kubernetes labels of the nodes; `chatbot.dev/node-group` is added.
   * @default {}
   */
  labels?: Record<string, string>;
  /**
   * Taints of the nodes. GPU groups get `nvidia.com/gpu=true:NoSchedule` besides.
   * @default []
   * @maxItems 50
   */
  taints?: TaintArgs[];
  /**
   * Size of the root volume, encrypted gp3, in GiB.
   * @default 50
   * @asType integer
   * @minimum 20
   * @maximum 16384
   */
  diskGiB?: number;
  /**
   * Zones of the group.
   * @derived every zone of the network
   * @minItems 1
   * @maxItems 6
   */
  availabilityZones?: string[];
  /**
   * One managed node group for each zone instead of one over all, as pods with EBS volumes need.
   * @default false
   */
  perZone?: boolean;
  /**
   * Hops that an answer of the instance metadata service may take. 1 keeps pods away from the node's role.
   * @default 1
   * @asType integer
   * @minimum 1
   * @maximum 2
   */
  metadataHopLimit?: number;
  /** Instances that have booted once and wait stopped, at the price of their volume. */
  warmPool?: WarmPoolArgs;
  /**
   * Scale-down of this group where it differs from `nodes.autoscaler`.
   * @default {}
   */
  scaleDown?: NodeGroupScaleDownArgs;
}

/** How EC2 capacity is bought. */
export const CapacityType = {
  OnDemand: "ON_DEMAND",
  Spot: "SPOT",
} as const;
export type CapacityType = (typeof CapacityType)[keyof typeof CapacityType];

/** EKS-optimised machine images. */
export const AmiType = {
  Al2023X86: "AL2023_x86_64_STANDARD",
  Al2023Arm: "AL2023_ARM_64_STANDARD",
  Al2023X86Nvidia: "AL2023_x86_64_NVIDIA",
  Al2023ArmNvidia: "AL2023_ARM_64_NVIDIA",
  BottlerocketX86: "BOTTLEROCKET_x86_64",
  BottlerocketArm: "BOTTLEROCKET_ARM_64",
  BottlerocketX86Nvidia: "BOTTLEROCKET_x86_64_NVIDIA",
  BottlerocketArmNvidia: "BOTTLEROCKET_ARM_64_NVIDIA",
} as const;
export type AmiType = (typeof AmiType)[keyof typeof AmiType];

/** A taint of a node. */
export interface TaintArgs {
  /**
   * Key of the taint.
   * @pattern ^([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$
   * @maxLength 253
   */
  key: string;
  /**
   * Value of the taint.
   * @default ""
   * @maxLength 63
   */
  value?: string;
  /**
   * What the taint does.
   * @default "NoSchedule"
   */
  effect?: TaintEffect;
}

/** What a taint does to pods that do not tolerate it. */
export const TaintEffect = {
  NoSchedule: "NoSchedule",
  PreferNoSchedule: "PreferNoSchedule",
  NoExecute: "NoExecute",
} as const;
export type TaintEffect = (typeof TaintEffect)[keyof typeof TaintEffect];

/** A warm pool of a managed node group (EKS, April 2026): on-demand, one instance type, EKS-optimised image. */
export interface WarmPoolArgs {
  /**
   * Fewest instances that wait.
   * @default 0
   * @asType integer
   * @minimum 0
   * @maximum 450
   */
  minSize?: number;
  /**
   * Most instances that are prepared, running ones counted; -1 for no bound.
   * @default -1
   * @asType integer
   * @minimum -1
   * @maximum 450
   */
  maxGroupPreparedCapacity?: number;
  /**
   * In what state they wait.
   * @default "STOPPED"
   */
  poolState?: WarmPoolState;
  /**
   * Put nodes that are scaled in back into the pool.
   * @default false
   */
  reuseOnScaleIn?: boolean;
}

/** In what state warm instances wait. */
export const WarmPoolState = {
  Stopped: "STOPPED",
  Running: "RUNNING",
  Hibernated: "HIBERNATED",
} as const;
export type WarmPoolState = (typeof WarmPoolState)[keyof typeof WarmPoolState];

/** Cluster Autoscaler's scale-down options of one group. */
export interface NodeGroupScaleDownArgs {
  /**
   * Requests over allocatable below which a node may go.
   * @minimum 0.05
   * @maximum 1
   */
  utilizationThreshold?: number;
  /**
   * Seconds for which a node must be unneeded.
   * @asType integer
   * @minimum 10
   * @maximum 86400
   */
  unneededSeconds?: number;
}
