import { isWithin, type Tolerance } from "./tolerance";

/**
 * Replicas for a total with a target per replica (`AverageValue`, what KEDA makes of every trigger unless told otherwise).
 * Amounts in thousandths. Pods that are not ready count like others: only `status.replicas` is asked, and only for the tolerance.
 */
export function replicasForAverage(
  totalMilli: number,
  targetMilli: number,
  statusReplicas: number,
  tolerance: Tolerance,
): number {
  const ratio = totalMilli / (targetMilli * statusReplicas);
  return isWithin(ratio, tolerance) ? statusReplicas : Math.ceil(totalMilli / targetMilli);
}

/** The pods behind a workload, counted only when a metric needs them. */
export interface PodCount {
  all: number;
  /** Running and Ready. */
  ready: number;
}

/**
 * Replicas for a value with a target of its own (`Value`); undefined is an error: pods are asked for outside the tolerance
 * only, and a workload that has none stays as it is.
 */
export function replicasForValue(
  valueMilli: number,
  targetMilli: number,
  specReplicas: number,
  pods: PodCount,
  tolerance: Tolerance,
): number | undefined {
  const ratio = valueMilli / targetMilli;
  if (specReplicas === 0) return Math.ceil(ratio);
  if (isWithin(ratio, tolerance)) return specReplicas;
  return pods.all === 0 ? undefined : Math.ceil(ratio * pods.ready);
}
