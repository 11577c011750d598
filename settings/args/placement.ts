/** Where replicas may run. */
export interface PlacementArgs {
  /**
   * Node group, one of `nodes.groups`; its taints are tolerated.
   * @pattern ^[a-z]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 30
   */
  nodeGroup?: string;
  /**
   * Labels that a node must have, on clusters whose node groups are not ours.
   * @default {}
   */
  nodeSelector?: Record<string, string>;
  /**
   * Taints that are tolerated, besides those of the node group.
   * @default []
   * @maxItems 50
   */
  tolerations?: TolerationArgs[];
  /**
   * Never two replicas on one node.
   * @default false
   */
  onePerNode?: boolean;
  /**
   * Place replicas only evenly over zones (DoNotSchedule), instead of preferring it.
   * @default false
   */
  strictZoneSpread?: boolean;
}

/** A toleration. */
export interface TolerationArgs {
  /**
   * Key of the taint.
   * @maxLength 253
   */
  key: string;
  /**
   * Value of the taint; without it any value.
   * @maxLength 63
   */
  value?: string;
  /**
   * Effect of the taint; without it any effect.
   * @maxLength 20
   */
  effect?: string;
}

/** A PodDisruptionBudget. Give at most one of the keys. */
export interface PodDisruptionBudgetArgs {
  /**
   * Replicas that must stay: a number or a percentage.
   * @pattern ^[0-9]+%?$
   */
  minAvailable?: string;
  /**
   * Replicas that may go at once: a number or a percentage; 1 when neither key is given.
   * @pattern ^[0-9]+%?$
   */
  maxUnavailable?: string;
}

/** A way out of the cluster. */
export interface EgressArgs {
  /**
   * Address range.
   * @pattern ^[0-9a-fA-F.:/]+$
   */
  cidr: string;
  /**
   * TCP ports.
   * @minItems 1
   * @maxItems 50
   */
  ports: EgressPort[];
}

/**
 * A TCP port.
 * @asType integer
 * @minimum 1
 * @maximum 65535
 */
export type EgressPort = number;
