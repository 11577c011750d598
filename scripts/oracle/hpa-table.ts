import {
  completeBehavior,
  type ScalingPolicy,
  type WrittenRules,
} from "../../forecast/hpa/behavior";
import {
  limitRate,
  limitWithoutBehavior,
  scaleDownLimit,
  scaleUpLimit,
} from "../../forecast/hpa/rate-limit";
import { changeWithin, storeEvent, type ScaleEvent } from "../../forecast/hpa/scale-events";
import { stabilize, stabilizeWithoutBehavior } from "../../forecast/hpa/stabilization";
import { judgeCalculator, judgeReconcile, judgeResource } from "./hpa-calculator";
import type { Judge } from "./table";

interface AgedReplicas {
  replicas: number;
  ageSeconds: number;
}

interface AgedChange {
  replicaChange: number;
  ageSeconds: number;
}

interface ConvertRow {
  currentReplicas: number;
  desiredReplicas: number;
  minReplicas: number;
  maxReplicas: number;
  expected: { replicas: number; reason?: string };
}

interface RateRow extends ConvertRow {
  scaleUp: WrittenRules | null;
  scaleDown: WrittenRules | null;
  scaleUpEvents: AgedChange[] | null;
  scaleDownEvents: AgedChange[] | null;
}

interface LimitRow {
  direction: "up" | "down";
  currentReplicas: number;
  selectPolicy: WrittenRules["selectPolicy"];
  policies: ScalingPolicy[];
  expected: { limit: number };
}

interface StabilizeRow {
  currentReplicas: number;
  desiredReplicas: number;
  recommendations: AgedReplicas[];
  downscaleStabilizationSeconds: number;
  scaleUpWindow: number;
  scaleDownWindow: number;
  expected: { replicas: number; logLength?: number | null; log?: number[] | null };
}

interface EventsRow {
  replicaChange: number;
  rules: WrittenRules | null;
  before: AgedChange[] | null;
  expected: { after: { replicaChange: number; outdated: boolean }[]; changeInLast60s: number };
}

/** The groups of hpa.json. Now is 0. */
export const hpaJudges: Record<string, Judge> = {
  convertWithoutBehavior: ({ expected, ...row }: ConvertRow) =>
    reasoned(expected, limitWithoutBehavior(row.currentReplicas, row.desiredReplicas, range(row))),

  convertWithBehaviorRate: ({ expected, ...row }: RateRow) => {
    const history = { up: events(row.scaleUpEvents), down: events(row.scaleDownEvents) };
    const { currentReplicas: current, desiredReplicas: desired } = row;
    const behavior = completeBehavior(row);
    return reasoned(expected, limitRate(current, desired, range(row), behavior, history, 0));
  },

  limits: ({ direction, currentReplicas, selectPolicy, policies, expected }: LimitRow) => {
    const rules = { selectPolicy, policies };
    const { scaleUp, scaleDown } = completeBehavior({ scaleUp: rules, scaleDown: rules });
    const empty = { up: [], down: [] };
    const limit =
      direction === "up"
        ? scaleUpLimit(currentReplicas, empty, scaleUp, 0)
        : scaleDownLimit(currentReplicas, empty, scaleDown, 0);
    return { expected, actual: { limit } };
  },

  stabilizeWithoutBehavior: ({ expected, ...row }: StabilizeRow) => {
    const log = recommendations(row.recommendations);
    const { desiredReplicas, downscaleStabilizationSeconds: window } = row;
    const replicas = stabilizeWithoutBehavior(log, desiredReplicas, window, 0);
    return { expected, actual: { replicas, logLength: expected.logLength && log.length } };
  },

  stabilizeWithBehavior: ({ expected, ...row }: StabilizeRow) => {
    const log = recommendations(row.recommendations);
    const windows = { up: row.scaleUpWindow, down: row.scaleDownWindow };
    const replicas = stabilize(log, row.currentReplicas, row.desiredReplicas, windows, 0);
    const kept = expected.log && log.map((one) => one.replicas);
    return { expected, actual: { replicas, log: kept } };
  },

  storeScaleEvents: ({ replicaChange, rules, before, expected }: EventsRow) => {
    const log = events(before);
    const changeInLast60s = changeWithin(log, 60, 0);
    const { scaleUp } = completeBehavior({ scaleUp: rules });
    if (rules !== null) storeEvent(log, replicaChange, scaleUp, 0);
    const after = log.map(({ change, outdated }) => ({ replicaChange: change, outdated }));
    return { expected, actual: { after, changeInLast60s } };
  },

  replicaCalculatorPlain: judgeCalculator,
  replicaCalculatorResource: judgeResource,
  reconcile: judgeReconcile,
};

function range({ minReplicas, maxReplicas }: ConvertRow | Omit<ConvertRow, "expected">) {
  return { min: minReplicas, max: maxReplicas };
}

/** Leaves the reason out of the answer where the row has none. */
function reasoned(expected: ConvertRow["expected"], limited: { replicas: number; reason: string }) {
  const { replicas } = limited;
  return { expected, actual: "reason" in expected ? limited : { replicas } };
}

function events(aged: AgedChange[] | null): ScaleEvent[] {
  const list = aged ?? [];
  return list.map(({ replicaChange, ageSeconds }) => ({
    change: replicaChange,
    at: -ageSeconds,
    outdated: false,
  }));
}

function recommendations(aged: AgedReplicas[]) {
  return aged.map(({ replicas, ageSeconds }) => ({ replicas, at: -ageSeconds }));
}
