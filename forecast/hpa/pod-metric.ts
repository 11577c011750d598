import { isWithin, type Tolerance } from "./tolerance";

/** A pod as a metric of pods sees it. */
export interface MeasuredPod {
  phase: "Pending" | "Running" | "Failed";
  deleting: boolean;
  ready: boolean;
  /** Its first readings are of its start and not of its work (`--horizontal-pod-autoscaler-cpu-initialization-period`). */
  warmingUp: boolean;
  /** Undefined when the metrics have no reading of it. */
  usageMilli: number | undefined;
  /** Undefined when a container asks for nothing. */
  requestMilli: number | undefined;
}

/** What a metric of pods asks for. */
export interface PodMetricResult {
  replicas: number;
  /** Percent of the requests, or thousandths a pod, as the status shows it. */
  usage: number;
}

interface Reading {
  usageMilli: number;
  requestMilli: number;
}

interface Groups {
  readings: Reading[];
  ready: number;
  unready: Reading[];
  missing: Reading[];
}

type Usage = (readings: readonly Reading[]) => number;

/** Replicas for CPU with a target in percent of the requests (`Utilization`); undefined is an error. */
export function replicasForUtilization(
  pods: readonly MeasuredPod[],
  targetPercent: number,
  current: number,
  tolerance: Tolerance,
): PodMetricResult | undefined {
  if (pods.some(({ requestMilli }) => requestMilli === undefined)) return undefined;
  const groups = groupPods(pods, true);
  // Percent is cut to an integer before it is compared.
  const usage: Usage = (readings) =>
    Math.trunc((sum(readings, "usageMilli") * 100) / sum(readings, "requestMilli"));
  const busyPercent = Math.max(100, targetPercent);
  return rebalance(groups, usage, targetPercent, current, tolerance, ({ requestMilli }) =>
    Math.trunc((requestMilli * busyPercent) / 100),
  );
}

/** Replicas for a metric that each pod reports, with a target per pod (`Pods`, or a resource by `AverageValue`). */
export function replicasForPods(
  pods: readonly MeasuredPod[],
  targetMilli: number,
  current: number,
  tolerance: Tolerance,
): PodMetricResult | undefined {
  const usage: Usage = (readings) => Math.trunc(sum(readings, "usageMilli") / readings.length);
  const groups = groupPods(pods, false);
  return rebalance(groups, usage, targetMilli, current, tolerance, () => targetMilli);
}

function groupPods(pods: readonly MeasuredPod[], cpu: boolean): Groups {
  const groups: Groups = { readings: [], ready: 0, unready: [], missing: [] };
  for (const pod of pods) {
    if (pod.deleting || pod.phase === "Failed") continue;
    const reading = { usageMilli: pod.usageMilli ?? 0, requestMilli: pod.requestMilli ?? 0 };
    if (pod.phase === "Pending") groups.unready.push(reading);
    else if (pod.usageMilli === undefined) groups.missing.push(reading);
    else if (cpu && (!pod.ready || pod.warmingUp)) groups.unready.push(reading);
    else {
      groups.ready++;
      groups.readings.push(reading);
    }
  }
  return groups;
}

/** Pods without a usable reading are taken to be what holds the change back most; a change never turns around by that. */
function rebalance(
  { readings, ready, unready, missing }: Groups,
  usageOf: Usage,
  target: number,
  current: number,
  tolerance: Tolerance,
  busy: (reading: Reading) => number,
): PodMetricResult | undefined {
  if (readings.length === 0) return undefined;
  const usage = usageOf(readings);
  const ratio = usage / target;
  const countUnready = unready.length > 0 && ratio > 1;
  if (!countUnready && missing.length === 0)
    return { replicas: isWithin(ratio, tolerance) ? current : Math.ceil(ratio * ready), usage };
  const all = [...readings];
  for (const reading of missing) {
    if (ratio < 1) all.push({ ...reading, usageMilli: busy(reading) });
    else if (ratio > 1) all.push({ ...reading, usageMilli: 0 });
  }
  if (countUnready) all.push(...unready.map((reading) => ({ ...reading, usageMilli: 0 })));
  const newRatio = usageOf(all) / target;
  const turned = (ratio < 1 && newRatio > 1) || (ratio > 1 && newRatio < 1);
  const replicas = Math.ceil(newRatio * all.length);
  const wrongWay = newRatio < 1 ? replicas > current : newRatio > 1 && replicas < current;
  return {
    replicas: isWithin(newRatio, tolerance) || turned || wrongWay ? current : replicas,
    usage,
  };
}

function sum(readings: readonly Reading[], key: keyof Reading): number {
  let total = 0;
  for (const reading of readings) total += reading[key];
  return total;
}
