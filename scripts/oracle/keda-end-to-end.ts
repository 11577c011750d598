import { completeBehavior, type Behavior } from "../../forecast/hpa/behavior";
import { HorizontalPodAutoscaler } from "../../forecast/hpa/horizontal-pod-autoscaler";
import { noPauses, runExecutor } from "../../forecast/keda/executor";
import type { KafkaTrigger } from "../../forecast/keda/kafka-trigger";
import { queryKafka, type Offsets, type SeenOffsets } from "../../forecast/keda/lag";
import type { Verdict } from "./table";

interface EndToEndRow extends Partial<KafkaTrigger> {
  partitions: number | string;
  lagThreshold: number;
  activationLagThreshold: number;
  totalLag?: number;
  partitionLags?: number[];
  /** -1: none; "committed": everything is consumed. */
  committedOffset?: number | string;
  /** Whether consumers commit between the queries, so that no lag is persistent. */
  consumerCommits?: boolean;
  latestOffset?: number;
  pollingInterval: number;
  cooldownPeriod: number;
  minReplicaCount?: number;
  maxReplicaCount?: number;
  scaleUp: string;
  scaleDown: string;
  expected: { replicas: number; withinSeconds?: number; holdsSeconds?: number };
}

/** Seconds a loop runs before it must hold: longer than any way from nothing to all partitions. */
const settleSeconds = 120;

/**
 * The whole loop of poll and sync over offsets that stand still. A number must be reached from nothing and from one replica
 * for each partition, since a row does not tell what the step before it left; one that holds must hold after it settled.
 */
export function judgeEndToEnd(row: EndToEndRow): Verdict {
  const { expected } = row;
  const offsets = offsetsOf(row);
  const { withinSeconds, holdsSeconds } = expected;
  const from = withinSeconds ?? settleSeconds;
  const until = from + (holdsSeconds ?? 0);
  for (const start of [0, offsets.end.length]) {
    const series = run(row, offsets, start, until);
    const odd = series.find(({ t, replicas }) => t >= from && replicas !== expected.replicas);
    if (odd !== undefined) return { expected, actual: { ...expected, replicas: odd.replicas } };
  }
  return { expected, actual: expected };
}

function run(row: EndToEndRow, offsets: Offsets, start: number, seconds: number) {
  const trigger = triggerOf(row);
  const seen: SeenOffsets = new Map();
  const query = () => queryKafka(trigger, offsets, row.consumerCommits === true ? new Map() : seen);
  const autoscaler = new HorizontalPodAutoscaler();
  const behavior = behaviorOf(row);
  const min = row.minReplicaCount ?? 0;
  const scaled = { min: Math.max(1, min), max: row.maxReplicaCount ?? 100, behavior };
  const loop = {
    minReplicaCount: min,
    idleReplicaCount: undefined,
    cooldownPeriod: row.cooldownPeriod,
    initialCooldownPeriod: 0,
    fallbackReplicas: undefined,
  };
  const series: { t: number; replicas: number }[] = [];
  let replicas = start;
  let lastActiveAt: number | undefined;
  for (let t = 0; t <= seconds; t++) {
    if (t % row.pollingInterval === 0) {
      const { active } = query();
      const state = { replicas, createdAt: -1, lastActiveAt };
      const decision = runExecutor(loop, state, noPauses, { active, error: false }, t);
      if (decision.wasActive) lastActiveAt = t;
      replicas = decision.replicas ?? replicas;
    }
    if (t % 15 === 7) {
      const scale = { specReplicas: replicas, statusReplicas: replicas };
      const targetMilli = trigger.lagThreshold * 1000;
      const ask = () => {
        const valueMilli = query().value * 1000;
        return [{ type: "AverageValue" as const, targetMilli, valueMilli }];
      };
      const { replicas: wanted } = autoscaler.decide(scaled, scale, ask, t);
      autoscaler.stored(behavior, replicas, wanted, t);
      replicas = wanted;
    }
    series.push({ t, replicas });
  }
  return series;
}

function triggerOf(row: EndToEndRow): KafkaTrigger {
  return {
    consumerGroup: "group",
    topic: "topic",
    offsetResetPolicy: "latest",
    allowIdleConsumers: false,
    scaleToZeroOnInvalidOffset: false,
    excludePersistentLag: false,
    limitToPartitionsWithLag: false,
    ensureEvenDistributionOfPartitions: false,
    partitionLimitation: [],
    ...row,
  };
}

/** Partitions such as 3, or "3 per topic, 2 topics". A total lag is spread round robin, as producers without keys do. */
function offsetsOf({ partitions, ...row }: EndToEndRow): Offsets {
  const numbers = String(partitions).match(/\d+/g) ?? [];
  const count = numbers.reduce((product, number) => product * Number(number), 1);
  const each = Array.from({ length: count }, (_, partition) => partition);
  const { totalLag, partitionLags, committedOffset, latestOffset = 0 } = row;
  if (committedOffset === -1 && totalLag === undefined && partitionLags === undefined)
    return { end: each.map(() => latestOffset), committed: each.map(() => undefined) };
  const spread = (partition: number) =>
    Math.floor(((totalLag ?? 0) + count - 1 - partition) / count);
  const lags = partitionLags ?? each.map(spread);
  return { end: lags, committed: each.map(() => 0) };
}

/** Such as "100%/15s, window 0". */
function behaviorOf({ scaleUp, scaleDown }: EndToEndRow): Behavior {
  return completeBehavior({ scaleUp: rules(scaleUp), scaleDown: rules(scaleDown) });
}

function rules(text: string) {
  const [value = 100, periodSeconds = 15, stabilizationWindowSeconds = 0] = (
    text.match(/\d+/g) ?? []
  ).map(Number);
  const type = text.includes("%") ? ("Percent" as const) : ("Pods" as const);
  return { stabilizationWindowSeconds, policies: [{ type, value, periodSeconds }] };
}
