import type { Behavior } from "./behavior";
import { controllerDefaults } from "./behavior";
import { replicasForAverage, replicasForValue, type PodCount } from "./amount-metric";
import { replicasForPods, replicasForUtilization, type MeasuredPod } from "./pod-metric";
import type { Tolerance } from "./tolerance";

/** A metric at one sync: its target and what was read. Amounts in thousandths, utilization in percent. */
export type MetricReading =
  | { type: "AverageValue"; targetMilli: number; valueMilli: number | undefined }
  | { type: "Value"; targetMilli: number; valueMilli: number | undefined; pods: PodCount }
  | { type: "Utilization"; targetPercent: number; pods: readonly MeasuredPod[] }
  | { type: "PodsAverage"; targetMilli: number; pods: readonly MeasuredPod[] };

/** Replicas as the scale subresource tells them. */
export interface Scale {
  specReplicas: number;
  statusReplicas: number;
}

/**
 * The highest number that a metric asks for; undefined when nothing may change: all metrics err, or some err and the others
 * would scale down, which an unknown metric could forbid.
 */
export function propose(
  metrics: readonly MetricReading[],
  scale: Scale,
  behavior: Behavior | undefined,
): number | undefined {
  const tolerance: Tolerance = {
    up: behavior?.scaleUp.tolerance ?? controllerDefaults.tolerance,
    down: behavior?.scaleDown.tolerance ?? controllerDefaults.tolerance,
  };
  let failed = 0;
  let most = 0;
  for (const metric of metrics) {
    const replicas = ask(metric, scale, tolerance);
    if (replicas === undefined) failed++;
    else if (replicas > most) most = replicas;
  }
  const hold = failed >= metrics.length || (failed > 0 && most < scale.specReplicas);
  return hold ? undefined : most;
}

function ask(metric: MetricReading, scale: Scale, tolerance: Tolerance): number | undefined {
  const { specReplicas, statusReplicas } = scale;
  switch (metric.type) {
    case "AverageValue":
      if (metric.valueMilli === undefined) return undefined;
      return replicasForAverage(metric.valueMilli, metric.targetMilli, statusReplicas, tolerance);
    case "Value": {
      const { valueMilli, targetMilli, pods } = metric;
      if (valueMilli === undefined) return undefined;
      return replicasForValue(valueMilli, targetMilli, specReplicas, pods, tolerance);
    }
    case "Utilization":
      return replicasForUtilization(metric.pods, metric.targetPercent, specReplicas, tolerance)
        ?.replicas;
    case "PodsAverage":
      return replicasForPods(metric.pods, metric.targetMilli, specReplicas, tolerance)?.replicas;
  }
}
