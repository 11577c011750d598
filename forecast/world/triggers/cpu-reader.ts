import type { MeasuredPod } from "../../hpa/pod-metric";
import type { MetricReading } from "../../hpa/proposal";
import type { ArrivalLog } from "../arrival-log";
import type { ConsumerGroup } from "../consumer-group";
import type { PodCounts, SpecOf, TriggerReader } from "./trigger-reader";

/** Sums of parts may lie a rounding above nothing. */
const rounding = 1e-6;

/** Seconds over which metrics-server averages cpu, as its manifests set it. */
const cpuWindowSeconds = 15;
const requestMilli = 1000;

/** Cpu of the pods, which the HorizontalPodAutoscaler reads itself. */
export class CpuReader implements TriggerReader {
  readonly reachesOut = false;
  readonly target: number;
  readonly metricType = "AverageValue";

  constructor(
    spec: SpecOf<"cpu">,
    private readonly log: ArrivalLog,
    private readonly group: ConsumerGroup | undefined,
  ) {
    this.target = spec.targetPercent;
  }

  query(): undefined {
    return undefined;
  }

  /** A replica at work uses its request; the rest of the time nothing. */
  metric(now: number, { all, ready }: PodCounts): MetricReading {
    const busy = this.busyShare(now, ready);
    const pods = Array.from({ length: all }, (_, i): MeasuredPod => {
      const isReady = i < ready;
      return {
        phase: isReady ? "Running" : "Pending",
        deleting: false,
        ready: isReady,
        warmingUp: false,
        usageMilli: isReady ? Math.round(busy * requestMilli) : undefined,
        requestMilli,
      };
    });
    return { type: "Utilization", targetPercent: this.target, pods };
  }

  wakesAt(): number {
    return Infinity;
  }

  activeUntil(now: number): number {
    return now;
  }

  private busyShare(now: number, ready: number): number {
    const { group, log } = this;
    if (group === undefined || ready === 0) return 0;
    if (group.backlog() > rounding) return 1;
    const arrived = log.arrivedBy(now) - log.arrivedBy(now - cpuWindowSeconds);
    return Math.min(1, arrived / (cpuWindowSeconds * ready * group.replicaSpeed));
  }
}
