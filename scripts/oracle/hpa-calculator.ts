import { replicasForAverage, replicasForValue } from "../../forecast/hpa/amount-metric";
import { completeBehavior, type WrittenRules } from "../../forecast/hpa/behavior";
import { HorizontalPodAutoscaler } from "../../forecast/hpa/horizontal-pod-autoscaler";
import {
  replicasForPods,
  replicasForUtilization,
  type MeasuredPod,
} from "../../forecast/hpa/pod-metric";
import type { MetricReading } from "../../forecast/hpa/proposal";
import type { Verdict } from "./table";

/** Pods of a row, written as columns; a column that is absent has its good value everywhere. */
interface PodColumns {
  podReady?: boolean[] | null;
  podPhase?: MeasuredPod["phase"][] | null;
  podDeleting?: boolean[] | null;
  podWarmup?: string[] | null;
}

interface Expected {
  replicas?: number | null;
  usageMilli?: number;
  percent?: number;
  error?: unknown;
}

interface CalculatorRow extends PodColumns {
  metricType: string;
  currentReplicas: number;
  tolerance: number;
  levelsMilli: number[];
  targetMilli?: number;
  targetPerPodMilli?: number;
  expected: Expected;
}

interface ResourceRow extends PodColumns {
  currentReplicas: number;
  tolerance: number;
  levelsMilliPerContainer: number[];
  requestsMilliPerContainer: number[];
  targetPercent: number;
  expected: Expected;
}

interface ReconcileRow extends PodColumns {
  id: string;
  minReplicas: number | null;
  maxReplicas: number;
  specReplicas: number;
  statusReplicas: number;
  metric: string;
  targetType?: string;
  targetMilli?: number;
  cpuTargetPercent?: number;
  levelsMilli: number[];
  cpuRequestsMilli?: number[] | null;
  recommendations?: { replicas: number; ageSeconds: number }[] | null;
  scaleUp?: WrittenRules | null;
  scaleDown?: WrittenRules | null;
  expected: { replicas: number };
}

/** External, object and pods metrics. */
export function judgeCalculator(row: CalculatorRow): Verdict {
  const { currentReplicas: current, expected, levelsMilli: levels, metricType } = row;
  const tolerance = { up: row.tolerance, down: row.tolerance };
  const total = sum(levels);
  const pods = podsOf(row, podCount(row), levels, []);
  const target = row.targetMilli ?? row.targetPerPodMilli ?? NaN;
  if (metricType === "podMetric") {
    const result = replicasForPods(pods, target, current, tolerance);
    return outcome(expected, result && { replicas: result.replicas, usageMilli: result.usage });
  }
  if (levels.length === 0) return outcome(expected, undefined);
  if (row.targetPerPodMilli !== undefined) {
    const replicas = replicasForAverage(total, target, current, tolerance);
    return outcome(expected, { replicas, usageMilli: Math.ceil(total / current) });
  }
  const replicas = replicasForValue(total, target, current, countPods(pods), tolerance);
  return outcome(expected, replicas === undefined ? undefined : { replicas, usageMilli: total });
}

/** CPU by percent of the requests. */
export function judgeResource(row: ResourceRow): Verdict {
  const { levelsMilliPerContainer: levels, requestsMilliPerContainer: requests } = row;
  const pods = podsOf(row, podCount(row), levels, requests);
  const tolerance = { up: row.tolerance, down: row.tolerance };
  const result = replicasForUtilization(pods, row.targetPercent, row.currentReplicas, tolerance);
  return outcome(row.expected, result && { replicas: result.replicas, percent: result.usage });
}

/** One whole sync. Now is 0. */
export function judgeReconcile(row: ReconcileRow): Verdict {
  const { specReplicas, statusReplicas, recommendations } = row;
  const autoscaler = new HorizontalPodAutoscaler({
    recommendations: recommendations?.map(({ replicas, ageSeconds }) => ({
      replicas,
      at: -ageSeconds,
    })),
    history: { up: [], down: [] },
  });
  const given = (row.scaleUp ?? row.scaleDown ?? undefined) !== undefined;
  const behavior = given ? completeBehavior(row) : undefined;
  const spec = { min: row.minReplicas ?? 1, max: row.maxReplicas, behavior };
  const scale = { specReplicas, statusReplicas };
  const { replicas } = autoscaler.decide(spec, scale, () => readings(row), 0);
  return { expected: row.expected, actual: { replicas } };
}

function readings(row: ReconcileRow): MetricReading[] {
  const { levelsMilli: levels, targetMilli = NaN, cpuTargetPercent = NaN, statusReplicas } = row;
  const requests = row.cpuRequestsMilli ?? Array<number>(statusReplicas).fill(1000);
  const pods = podsOf(row, requests.length, levels, requests);
  const valueMilli = levels.length === 0 ? undefined : sum(levels);
  const second = invalidSecond(row);
  if (row.metric === "cpu")
    return [{ type: "Utilization", targetPercent: cpuTargetPercent, pods }, ...second];
  if (row.metric === "Pods") return [{ type: "PodsAverage", targetMilli, pods }, ...second];
  if (row.targetType === "AverageValue")
    return [{ type: "AverageValue", targetMilli, valueMilli }, ...second];
  return [{ type: "Value", targetMilli, valueMilli, pods: countPods(pods) }, ...second];
}

/** The tables keep only the metric that works; that a second one fails stands in the name of the test. */
function invalidSecond({ id }: ReconcileRow): MetricReading[] {
  if (!/OneMetric(Invalid|Empty)/.test(id)) return [];
  return [{ type: "AverageValue", targetMilli: 1, valueMilli: undefined }];
}

/** Failed and deleted pods come on top of the current replicas. */
function podCount({ currentReplicas, podPhase }: CalculatorRow | ResourceRow): number {
  return Math.max(currentReplicas, podPhase?.length ?? 0);
}

function podsOf(columns: PodColumns, count: number, levels: number[], requests: number[]) {
  return Array.from({ length: count }, (_, i): MeasuredPod => ({
    phase: columns.podPhase?.[i] ?? "Running",
    deleting: columns.podDeleting?.[i] ?? false,
    ready: columns.podReady?.[i] ?? true,
    warmingUp: columns.podWarmup?.[i]?.startsWith("hot") ?? false,
    usageMilli: levels[i],
    requestMilli: requests[i],
  }));
}

function countPods(pods: readonly MeasuredPod[]) {
  const ready = pods.filter((pod) => pod.phase === "Running" && pod.ready).length;
  return { all: pods.length, ready };
}

function outcome(expected: Expected, result: Expected | undefined): Verdict {
  const failed = expected.error !== undefined && expected.error !== false;
  if (failed || result === undefined)
    return { expected: failed ? "an error" : expected, actual: result ?? "an error" };
  const shown = Object.keys(expected).map((key) => [key, result[key as keyof Expected]]);
  return { expected, actual: Object.fromEntries(shown) };
}

function sum(levels: readonly number[]): number {
  return levels.reduce((total, level) => total + level, 0);
}
