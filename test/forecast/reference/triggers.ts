import type { MeasuredPod } from "../../../forecast/hpa/pod-metric";
import type { MetricReading } from "../../../forecast/hpa/proposal";
import { queryCron } from "../../../forecast/keda/cron";
import { queryKafka, type KafkaMetric, type SeenOffsets } from "../../../forecast/keda/lag";
import type { TriggerSpec, WorldSpec } from "../../../forecast/world/spec";
import type { Consumers } from "./consumers";

/** Sums of parts may lie a rounding above a whole number of messages. */
const rounding = 1e-6;
const cpuWindowSeconds = 15;

/** What a trigger can see of a service. */
export interface Sight {
  world: WorldSpec;
  consumers: Consumers | undefined;
  messagesPerSecond: number;
  /** Messages that came up to and in a second. */
  arrivedBy(second: number): number;
}

export interface Pods {
  all: number;
  ready: number;
}

export function reachesOut({ type }: TriggerSpec): boolean {
  return type === "kafka" || type === "rate";
}

export function targetOf(trigger: Exclude<TriggerSpec, { type: "cpu" }>) {
  switch (trigger.type) {
    case "kafka":
      return { target: trigger.trigger.lagThreshold, metricType: trigger.metricType };
    case "rate":
      return { target: trigger.threshold, metricType: trigger.metricType };
    case "cron":
      return { target: 1, metricType: "AverageValue" as const };
  }
}

/** What KEDA's scaler answers. */
export function ask(
  trigger: Exclude<TriggerSpec, { type: "cpu" }>,
  sight: Sight,
  seen: SeenOffsets,
  now: number,
  pods: Pods,
): KafkaMetric {
  switch (trigger.type) {
    case "kafka": {
      // One line that any replica works off has no partitions to bound replicas.
      const oneLine = sight.consumers?.work.partitions === undefined;
      const asked = oneLine ? { ...trigger.trigger, allowIdleConsumers: true } : trigger.trigger;
      return queryKafka(asked, offsets(sight.consumers), seen);
    }
    case "cron":
      return queryCron(trigger.trigger, sight.world.startsAt + now * 1000);
    case "rate": {
      const { scrapeSeconds, rangeSeconds, perPod, activationThreshold } = trigger;
      // A recording rule answers as of its last evaluation.
      const asked = now - (now % (trigger.recordSeconds ?? 1));
      // Counters are scraped at multiples of scrapeSeconds; Prometheus needs two scrapes that are younger than the range.
      const scrapes: number[] = [];
      for (let at = asked; at > asked - rangeSeconds || scrapes.length < 2; at--)
        if (at % scrapeSeconds === 0) scrapes.push(at);
      const [last = 0, first = 0] = [scrapes.at(0), scrapes.at(-1)];
      const rate = (sight.arrivedBy(last) - sight.arrivedBy(first)) / (last - first);
      const { even } = trigger;
      // The most loaded replica has as many partitions as it can work off.
      const each = even === undefined ? 1 : Math.max(1, Math.floor(even.capacity / rate));
      const asking = even === undefined ? rate : even.partitions / each;
      const value = perPod ? asking / Math.max(1, pods.all) : asking;
      return { value, active: value > activationThreshold };
    }
  }
}

/** Whole offsets by partition; the lag is rounded up as a whole, and each partition takes up what those before it left. */
function offsets(consumers: Consumers | undefined): { end: number[]; committed: number[] } {
  const [end, committed]: [number[], number[]] = [[], []];
  let behind = 0;
  let given = 0;
  for (const partition of consumers?.partitions ?? []) {
    behind += partition.behind;
    const lag = Math.ceil(behind - rounding) - given;
    given += lag;
    const offset = Math.floor(partition.taken + rounding);
    committed.push(offset);
    end.push(offset + lag);
  }
  return { end, committed };
}

/** KEDA hands amounts on in thousandths, cut off. */
export function amount(
  type: "AverageValue" | "Value",
  target: number,
  value: number | undefined,
  pods: Pods,
): MetricReading {
  const valueMilli = value === undefined ? undefined : Math.trunc(value * 1000);
  return { type, targetMilli: Math.trunc(target * 1000), valueMilli, pods };
}

/** A replica that works uses its request. */
export function cpu(targetPercent: number, sight: Sight, now: number, pods: Pods): MetricReading {
  const { consumers, messagesPerSecond } = sight;
  const arrived = sight.arrivedBy(now) - sight.arrivedBy(now - cpuWindowSeconds);
  const able = cpuWindowSeconds * pods.ready * messagesPerSecond;
  const idle = consumers === undefined || pods.ready === 0;
  const busy = idle ? 0 : consumers.backlog > rounding ? 1 : Math.min(1, arrived / able);
  const measured = Array.from({ length: pods.all }, (_, i): MeasuredPod => {
    const ready = i < pods.ready;
    return {
      ...{ phase: ready ? "Running" : "Pending", deleting: false, ready, warmingUp: false },
      ...{ usageMilli: ready ? Math.round(busy * 1000) : undefined, requestMilli: 1000 },
    };
  });
  return { type: "Utilization", targetPercent, pods: measured };
}
