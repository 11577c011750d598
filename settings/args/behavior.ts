/** The HPA that KEDA makes. */
export interface HorizontalPodAutoscalerConfigArgs {
  /**
   * Name of the HPA.
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 63
   */
  name?: string;
  /**
   * How fast replicas go up and down.
   * @default {}
   */
  behavior?: BehaviorArgs;
}

/** Kubernetes' HorizontalPodAutoscalerBehavior. */
export interface BehaviorArgs {
  /**
   * On the way up.
   * @derived double or a quarter of maxReplicaCount (at least 4) every 15 seconds, without a window
   */
  scaleUp?: ScalingRulesArgs;
  /**
   * On the way down.
   * @derived a fifth each minute, after a window of at least 300 seconds
   */
  scaleDown?: ScalingRulesArgs;
}

/** Kubernetes' HPAScalingRules. */
export interface ScalingRulesArgs {
  /**
   * Seconds of past recommendations that are considered.
   * @asType integer
   * @minimum 0
   * @maximum 3600
   */
  stabilizationWindowSeconds?: number;
  /** Which policy counts. */
  selectPolicy?: ScalingPolicySelect;
  /**
   * The policies.
   * @minItems 1
   * @maxItems 20
   */
  policies?: ScalingPolicyArgs[];
  /**
   * Deviation from the target that is ignored, such as 0.05; Kubernetes' own is 0.1.
   * @minimum 0
   * @maximum 1
   */
  tolerance?: number;
}

/** Which policy counts when several apply. */
export const ScalingPolicySelect = { Max: "Max", Min: "Min", Disabled: "Disabled" } as const;
export type ScalingPolicySelect = (typeof ScalingPolicySelect)[keyof typeof ScalingPolicySelect];

/** Kubernetes' HPAScalingPolicy. */
export interface ScalingPolicyArgs {
  /** Unit of `value`. */
  type: ScalingPolicyType;
  /**
   * Largest change in a period.
   * @asType integer
   * @minimum 1
   * @maximum 2147483647
   */
  value: number;
  /**
   * The period.
   * @asType integer
   * @minimum 1
   * @maximum 1800
   */
  periodSeconds: number;
}

/** Unit of a scaling policy. */
export const ScalingPolicyType = { Pods: "Pods", Percent: "Percent" } as const;
export type ScalingPolicyType = (typeof ScalingPolicyType)[keyof typeof ScalingPolicyType];
