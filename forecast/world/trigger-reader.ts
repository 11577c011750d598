import type { MetricReading } from "../hpa/proposal";
import type { MeasuredPod } from "../hpa/pod-metric";
import { cappedLag, queryKafka, type KafkaMetric, type SeenOffsets } from "../keda/lag";
import type { KafkaTrigger } from "../keda/kafka-trigger";
import type { ArrivalLog } from "./arrival-log";
import type { ConsumerGroup } from "./consumer-group";
import { CronCalendar } from "./cron-calendar";
import type { TriggerSpec, WorldSpec } from "./spec";

/** Sums of parts may lie a rounding above a whole number of messages. */
const rounding = 1e-6;

/** Pods of a service, as its metrics see them. */
export interface PodCounts {
  all: number;
  ready: number;
}

type Spec<Type extends TriggerSpec["type"]> = Extract<TriggerSpec, { type: Type }>;

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

export function triggerReader(
  spec: TriggerSpec,
  world: Pick<WorldSpec, "startsAt" | "seconds">,
  log: ArrivalLog,
  group: ConsumerGroup | undefined,
): TriggerReader {
  switch (spec.type) {
    case "kafka":
      return new KafkaReader(spec, group);
    case "rate":
      return new RateReader(spec, log);
    case "cron":
      return new CronReader(spec, world);
    case "cpu":
      return new CpuReader(spec, log, group);
  }
}

abstract class AmountReader implements TriggerReader {
  abstract readonly reachesOut: boolean;
  abstract readonly target: number;
  abstract readonly metricType: "AverageValue" | "Value";

  abstract query(now: number, pods: PodCounts): KafkaMetric;

  metric(now: number, pods: PodCounts): MetricReading {
    const { value } = this.query(now, pods);
    return amountReading(this.metricType, this.target, value, pods);
  }

  wakesAt(_now: number): number {
    return Infinity;
  }

  activeUntil(now: number): number {
    return now;
  }
}

/** KEDA hands amounts on in thousandths, cut off. */
export function amountReading(
  type: "AverageValue" | "Value",
  target: number,
  value: number | undefined,
  pods: PodCounts,
): MetricReading {
  const valueMilli = value === undefined ? undefined : Math.trunc(value * 1000);
  const targetMilli = Math.trunc(target * 1000);
  return type === "AverageValue"
    ? { type, targetMilli, valueMilli }
    : { type, targetMilli, valueMilli, pods };
}

/** Whether the total says everything: which partition has how much does not matter. */
function isPlain(trigger: KafkaTrigger): boolean {
  return !(
    trigger.excludePersistentLag ||
    trigger.limitToPartitionsWithLag ||
    trigger.partitionLimitation.length > 0
  );
}

class KafkaReader extends AmountReader {
  readonly reachesOut = true;
  readonly target: number;
  readonly metricType: "AverageValue" | "Value";
  private readonly trigger: KafkaTrigger;
  private readonly seen: SeenOffsets = new Map();
  private readonly plain: boolean;
  private readonly partitions: { all: number; lagging: number };

  constructor(
    spec: Spec<"kafka">,
    private readonly group: ConsumerGroup | undefined,
  ) {
    super();
    this.trigger = spec.trigger;
    this.target = spec.trigger.lagThreshold;
    this.metricType = spec.metricType;
    this.plain = isPlain(spec.trigger);
    const all = group?.partitions ?? 1;
    this.partitions = { all, lagging: all };
  }

  query(): KafkaMetric {
    const { group, trigger, partitions } = this;
    if (group === undefined) return { value: 0, active: false };
    if (!this.plain) return queryKafka(trigger, offsetsOf(group), this.seen);
    const lag = Math.ceil(group.backlog() - rounding);
    return cappedLag(lag, lag, partitions, trigger);
  }
}

/** Whole offsets by partition; what is over of one goes to the next, so that their sum is the whole lag. */
function offsetsOf(group: ConsumerGroup): { end: number[]; committed: number[] } {
  const { committed, behind } = group.positions();
  const end: number[] = [];
  let sum = 0;
  let given = 0;
  for (const [partition, messages] of behind.entries()) {
    sum += messages;
    const lag = Math.ceil(sum - rounding) - given;
    given += lag;
    end.push((committed[partition] ?? 0) + lag);
  }
  return { end, committed };
}

/** `sum(rate(…[range]))`: between the first and the last scrape of the range, which Prometheus extends to its ends. */
class RateReader extends AmountReader {
  readonly reachesOut = true;
  readonly target: number;
  readonly metricType: "AverageValue" | "Value";

  constructor(
    private readonly spec: Spec<"rate">,
    private readonly log: ArrivalLog,
  ) {
    super();
    this.target = spec.threshold;
    this.metricType = spec.metricType;
  }

  query(now: number, pods: PodCounts): KafkaMetric {
    const { scrapeSeconds, rangeSeconds, activationThreshold, perPod } = this.spec;
    const last = Math.floor(now / scrapeSeconds) * scrapeSeconds;
    const samples = Math.max(2, Math.ceil((rangeSeconds - (now - last)) / scrapeSeconds));
    const first = last - (samples - 1) * scrapeSeconds;
    const { log } = this;
    const rate = (log.arrivedBy(last) - log.arrivedBy(first)) / (last - first);
    const value = perPod ? rate / Math.max(1, pods.all) : rate;
    return { value, active: value > activationThreshold };
  }

  /**
   * The next scrape, when it will see messages that the last one has not. Above a threshold any poll may wake: a rate rises
   * without a message when fewer scrapes lie in the range, or when there are fewer pods to divide by.
   */
  override wakesAt(now: number): number {
    const { scrapeSeconds, rangeSeconds, activationThreshold } = this.spec;
    const last = Math.floor(now / scrapeSeconds) * scrapeSeconds;
    const oldest = now - rangeSeconds - scrapeSeconds;
    if (activationThreshold > 0 && this.log.lastArrivalBy(last) >= oldest) return now;
    return this.log.arrivedBy(last) < this.log.total ? last + scrapeSeconds : Infinity;
  }

  /** As long as the range holds the newest message that was scraped. */
  override activeUntil(now: number): number {
    const { scrapeSeconds, rangeSeconds, activationThreshold } = this.spec;
    if (activationThreshold > 0) return now;
    const last = Math.floor(now / scrapeSeconds) * scrapeSeconds;
    return this.log.lastArrivalBy(last) + rangeSeconds - scrapeSeconds - 1;
  }
}

class CronReader extends AmountReader {
  readonly reachesOut = false;
  readonly target = 1;
  readonly metricType = "AverageValue";
  private readonly calendar: CronCalendar;

  constructor({ trigger }: Spec<"cron">, { startsAt, seconds }: Pick<WorldSpec, "startsAt" | "seconds">) {
    super();
    this.calendar = new CronCalendar(trigger, startsAt, seconds);
  }

  query(now: number): KafkaMetric {
    return this.calendar.at(now);
  }

  override wakesAt(now: number): number {
    return this.calendar.nextChange(now);
  }

  override activeUntil(now: number): number {
    return this.calendar.at(now).active ? this.calendar.nextChange(now) - 1 : now;
  }
}

/** Seconds over which metrics-server averages cpu, as its manifests set it. */
const cpuWindowSeconds = 15;
const requestMilli = 1000;

class CpuReader implements TriggerReader {
  readonly reachesOut = false;
  readonly target: number;
  readonly metricType = "AverageValue";

  constructor(
    spec: Spec<"cpu">,
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
