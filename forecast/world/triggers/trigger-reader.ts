import type { MetricReading } from "../../hpa/proposal";
import type { KafkaMetric } from "../../keda/lag";
import type { TriggerSpec } from "../spec";

/** Pods of a service, as its metrics see them. */
export interface PodCounts {
  all: number;
  ready: number;
}

/** The spec of one type of trigger. */
export type SpecOf<Type extends TriggerSpec["type"]> = Extract<TriggerSpec, { type: Type }>;

/** Reads one trigger. */
export interface TriggerReader {
  /** What KEDA's scaler answers; undefined for cpu, which KEDA leaves to the HorizontalPodAutoscaler. */
  query(now: number, pods: PodCounts): KafkaMetric | undefined;
  /** What the HorizontalPodAutoscaler reads when the scaler answers. */
  metric(now: number, pods: PodCounts): MetricReading;
  /** Fails when KEDA cannot reach Kafka and Prometheus. */
  readonly reachesOut: boolean;
  /** Replica's worth of the metric. */
  readonly target: number;
  readonly metricType: "AverageValue" | "Value";
  /** Second from `now` at which an inactive trigger may become active without another message. */
  wakesAt(now: number): number;
  /** Second up to which an active trigger is sure to stay active. */
  activeUntil(now: number): number;
}
