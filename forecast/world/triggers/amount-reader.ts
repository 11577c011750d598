import type { MetricReading } from "../../hpa/proposal";
import type { KafkaMetric } from "../../keda/lag";
import type { PodCounts, TriggerReader } from "./trigger-reader";

/** A trigger that KEDA's scaler answers with an amount. */
export abstract class AmountReader implements TriggerReader {
  abstract readonly reachesOut: boolean;
  abstract readonly target: number;
  abstract readonly metricType: "AverageValue" | "Value";

  abstract query(now: number, pods: PodCounts): KafkaMetric;

  metric(now: number, pods: PodCounts): MetricReading {
    const { value } = this.query(now, pods);
    return amountReading(this.metricType, this.target, value, pods);
  }

  abstract wakesAt(now: number): number;

  abstract activeUntil(now: number): number;
}

/** KEDA hands amounts on in thousandths, cut off. */
export function amountReading(
  type: "AverageValue" | "Value",
  target: number,
  value: number | undefined,
  pods: PodCounts,
): MetricReading {
  const milli = value === undefined ? undefined : Math.trunc(value * 1000);
  return milliReading(type, target, milli, pods);
}

/** The same for what is in thousandths already. */
export function milliReading(
  type: "AverageValue" | "Value",
  target: number,
  valueMilli: number | undefined,
  pods: PodCounts,
): MetricReading {
  const targetMilli = Math.trunc(target * 1000);
  return type === "AverageValue"
    ? { type, targetMilli, valueMilli }
    : { type, targetMilli, valueMilli, pods };
}
