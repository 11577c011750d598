/** `spec.fallback` of a ScaledObject. */
export interface Fallback {
  /** Failures in a row after which the next one falls back. */
  failureThreshold: number;
  replicas: number;
  behavior: FallbackBehavior;
}

export type FallbackBehavior =
  | "static"
  | "currentReplicas"
  | "currentReplicasIfHigher"
  | "currentReplicasIfLower"
  | "scalingModifiers";

/** The workload as a falling back scaler looks at it. */
export interface FallbackWorkload {
  specReplicas: number;
  readyReplicas: number;
}

/** What becomes of a query that may have failed. */
export interface Health {
  /** Failures in a row, this query included. */
  failures: number;
  fallsBack: boolean;
}

/** Whether a failed query is answered with the fallback. A fallback with negative numbers is none. */
export function judgeHealth(failuresBefore: number, failed: boolean, fallback?: Fallback): Health {
  const failures = failed ? failuresBefore + 1 : 0;
  return { failures, fallsBack: failed && exceeds(failures, fallback) };
}

/** Whether so many failures are answered with the fallback. */
export function exceeds(failures: number, fallback: Fallback | undefined): boolean {
  if (fallback === undefined || fallback.failureThreshold < 0 || fallback.replicas < 0)
    return false;
  return failures > fallback.failureThreshold;
}

/** Replicas that a fallback asks for; the modifiers' own fallback is their formula's affair. */
export function fallbackReplicas(
  { replicas, behavior }: Fallback,
  { specReplicas }: FallbackWorkload,
): number {
  switch (behavior) {
    case "currentReplicas":
      return specReplicas;
    case "currentReplicasIfHigher":
      return Math.max(specReplicas, replicas);
    case "currentReplicasIfLower":
      return Math.min(specReplicas, replicas);
    default:
      return replicas;
  }
}

/**
 * The metric, in thousandths, that makes the HorizontalPodAutoscaler ask for those replicas. With metric type `Value` it is
 * spread over the ready pods, and undefined when there are none: the query stays an error.
 */
export function fallbackMetricMilli(
  fallback: Fallback,
  workload: FallbackWorkload,
  target: number,
  metricType: "AverageValue" | "Value",
): number | undefined {
  const replicas = fallbackReplicas(fallback, workload);
  if (metricType === "AverageValue") return Math.trunc(target * 1000 * replicas);
  if (workload.readyReplicas === 0) return undefined;
  return Math.trunc(target * 1000 * (replicas / workload.readyReplicas));
}
