/** One limit on how fast replicas may change. */
export interface ScalingPolicy {
  type: "Pods" | "Percent";
  /** Pods, or percent of the replicas at the start of the period. */
  value: number;
  periodSeconds: number;
}

/** One direction of a HorizontalPodAutoscaler's `behavior`, as a person writes it. */
export interface WrittenRules {
  stabilizationWindowSeconds?: number | null;
  selectPolicy?: SelectPolicy | null;
  policies?: readonly ScalingPolicy[] | null;
  /** A quantity such as `100m`. */
  tolerance?: string | number | null;
}

export type SelectPolicy = "Max" | "Min" | "Disabled";

/** `behavior` as a person writes it. */
export interface WrittenBehavior {
  scaleUp?: WrittenRules | null;
  scaleDown?: WrittenRules | null;
}

/** One direction with every default filled in. */
export interface ScalingRules {
  stabilizationWindowSeconds: number;
  selectPolicy: SelectPolicy;
  policies: readonly ScalingPolicy[];
  /** Share by which the metric may miss its target without a change. */
  tolerance: number;
}

export interface Behavior {
  scaleUp: ScalingRules;
  scaleDown: ScalingRules;
}

/** Flags of kube-controller-manager. EKS lets nobody change them. */
export const controllerDefaults = {
  syncPeriodSeconds: 15,
  tolerance: 0.1,
  downscaleStabilizationSeconds: 300,
} as const;

/** What the API server puts where a direction says nothing. https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#default-behavior */
const scaleUpDefaults: ScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [
    { type: "Pods", value: 4, periodSeconds: 15 },
    { type: "Percent", value: 100, periodSeconds: 15 },
  ],
  tolerance: controllerDefaults.tolerance,
};

const scaleDownDefaults: ScalingRules = {
  stabilizationWindowSeconds: controllerDefaults.downscaleStabilizationSeconds,
  selectPolicy: "Max",
  policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
  tolerance: controllerDefaults.tolerance,
};

/**
 * Fills in the defaults of a `behavior`. Fields are defaulted one by one, a list of policies as a whole. Without any
 * `behavior` the controller follows other rules: see `normalizeWithoutBehavior`.
 */
export function completeBehavior(written: WrittenBehavior): Behavior {
  return {
    scaleUp: completeRules(written.scaleUp, scaleUpDefaults),
    scaleDown: completeRules(written.scaleDown, scaleDownDefaults),
  };
}

function completeRules(written: WrittenRules | null | undefined, otherwise: ScalingRules) {
  const tolerance = written?.tolerance ?? undefined;
  return {
    stabilizationWindowSeconds:
      written?.stabilizationWindowSeconds ?? otherwise.stabilizationWindowSeconds,
    selectPolicy: written?.selectPolicy ?? otherwise.selectPolicy,
    policies: written?.policies ?? otherwise.policies,
    tolerance: tolerance === undefined ? otherwise.tolerance : quantity(tolerance),
  };
}

/** A quantity without unit or in thousandths, the two that the API server writes for a tolerance. */
function quantity(text: string | number): number {
  const written = String(text);
  return written.endsWith("m") ? Number(written.slice(0, -1)) / 1000 : Number(written);
}
