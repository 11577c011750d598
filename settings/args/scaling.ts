import type { HorizontalPodAutoscalerConfigArgs } from "./behavior";
import type { TriggerArgs } from "./trigger";

/**
 * How a service is scaled: the spec of a KEDA ScaledObject, under KEDA's own names, and its annotations. The body of an
 * existing ScaledObject can be pasted here.
 */
export interface ScalingArgs {
  /** What is scaled. Leave it out for the service's own Deployment; give it to scale what somebody else owns. */
  scaleTargetRef?: ScaleTargetRefArgs;
  /**
   * Seconds between two looks of KEDA; decides how long a service at zero waits. The HPA looks every 15 seconds by itself.
   * @derived a sixth of slo.waitSeconds, within 5 and 30
   * @asType integer
   * @minimum 1
   * @maximum 86400
   */
  pollingInterval?: number;
  /**
   * Seconds without activity after which the service goes to zero (or to `idleReplicaCount`). It has no effect on the way
   * from many replicas to few: that is the HPA's `behavior.scaleDown`.
   * @derived the scale-down window + 60 seconds, so that replicas have gone down by their policy first
   * @asType integer
   * @minimum 0
   * @maximum 86400
   */
  cooldownPeriod?: number;
  /**
   * Seconds after creation before the service may go to zero for the first time.
   * @derived capacity.startupSeconds + pollingInterval, so that a new service is not stopped before it has started
   * @asType integer
   * @minimum 0
   * @maximum 86400
   */
  initialCooldownPeriod?: number;
  /**
   * Replicas while nothing happens, below `minReplicaCount`. KEDA only supports 0.
   * @asType integer
   * @minimum 0
   * @maximum 0
   */
  idleReplicaCount?: number;
  /**
   * Fewest replicas while active; 0 lets the service go to zero.
   * @derived 0 for consumers, 1 for what only CPU or memory scales (2 in production)
   * @asType integer
   * @minimum 0
   * @maximum 2147483647
   */
  minReplicaCount?: number;
  /**
   * Most replicas.
   * @derived the partitions of the topic over consumes.consumersPerReplica; 10 without a topic
   * @asType integer
   * @minimum 1
   * @maximum 2147483647
   */
  maxReplicaCount?: number;
  /**
   * What happens while KEDA cannot read the metric. Consumers that never go to zero get one by default: at least a
   * quarter of maxReplicaCount from the first failure.
   */
  fallback?: FallbackArgs;
  /**
   * Restoration, HPA behavior, formula.
   * @default {}
   */
  advanced?: AdvancedArgs;
  /**
   * What is looked at.
   * @derived lag of `consumes` (and its arrival rate when monitoring is on), else cpu at 70 percent
   * @minItems 1
   * @maxItems 50
   */
  triggers?: TriggerArgs[];
  /**
   * Annotations of the ScaledObject, such as `autoscaling.keda.sh/paused-replicas: "0"`.
   * @default {}
   */
  annotations?: Record<string, string>;
}

/** What a ScaledObject scales: anything with a scale subresource in the same namespace. */
export interface ScaleTargetRefArgs {
  /**
   * Name of the object.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  name: string;
  /**
   * API group and version.
   * @default "apps/v1"
   * @maxLength 253
   */
  apiVersion?: string;
  /**
   * Kind.
   * @default "Deployment"
   * @pattern ^[A-Z][A-Za-z0-9]*$
   * @maxLength 63
   */
  kind?: string;
  /**
   * Container whose environment the `…FromEnv` keys read.
   * @pattern ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
   * @maxLength 63
   */
  envSourceContainerName?: string;
}

/** Replicas while KEDA cannot read the metric. It also starts a service that is at zero. */
export interface FallbackArgs {
  /**
   * Failures after which the fallback holds; more than 0 never starts in a plain Kafka outage.
   * @asType integer
   * @minimum 0
   * @maximum 1000
   */
  failureThreshold: number;
  /**
   * Replicas.
   * @asType integer
   * @minimum 0
   * @maximum 2147483647
   */
  replicas: number;
  /**
   * How `replicas` is used.
   * @default "static"
   */
  behavior?: FallbackBehavior;
}

/** How many replicas there are while the metric cannot be read. */
export const FallbackBehavior = {
  Static: "static",
  CurrentReplicas: "currentReplicas",
  CurrentReplicasIfHigher: "currentReplicasIfHigher",
  CurrentReplicasIfLower: "currentReplicasIfLower",
  ScalingModifiers: "scalingModifiers",
} as const;
export type FallbackBehavior = (typeof FallbackBehavior)[keyof typeof FallbackBehavior];

/** KEDA's `advanced` section. */
export interface AdvancedArgs {
  /**
   * Give the Deployment its original number of replicas back when the ScaledObject goes.
   * @default false
   */
  restoreToOriginalReplicaCount?: boolean;
  /**
   * The HPA that KEDA makes.
   * @default {}
   */
  horizontalPodAutoscalerConfig?: HorizontalPodAutoscalerConfigArgs;
  /** One formula over all triggers instead of the largest. */
  scalingModifiers?: ScalingModifiersArgs;
}

/** KEDA's scalingModifiers. */
export interface ScalingModifiersArgs {
  /**
   * Formula over the triggers' names, in expr-lang.
   * @minLength 1
   * @maxLength 5000
   */
  formula: string;
  /**
   * Target of the composite metric, a number above zero.
   * @pattern ^[0-9]*\.?[0-9]+$
   */
  target: string;
  /**
   * Value above which a service at zero is started.
   * @pattern ^[0-9]*\.?[0-9]+$
   */
  activationTarget?: string;
  /** How the composite metric is compared; `Utilization` is not allowed. */
  metricType?: CompositeMetricType;
}

/** How a composite metric is compared. */
export const CompositeMetricType = { AverageValue: "AverageValue", Value: "Value" } as const;
export type CompositeMetricType = (typeof CompositeMetricType)[keyof typeof CompositeMetricType];
