import { readFileSync } from "node:fs";
import { completeBehavior, type WrittenBehavior } from "../../../forecast/hpa/behavior";
import {
  readKafkaTrigger,
  type KafkaTrigger,
  type Metadata,
} from "../../../forecast/keda/kafka-trigger";
import type { WorldSpec } from "../../../forecast/world/spec";
import { fixed, group, kafka, nodes, scaler, service, world } from "./worlds";

interface Timed {
  t: number;
}

/** The parts of live-keda.json that a replay needs; its LIVE.md says what they mean. */
interface LiveService {
  id: string;
  specChanges: (Timed & { spec: LiveSpec })[];
  annotations: Timed[];
  handWrites?: Timed[];
  streams: { partitions: number; offsets: { p: number[][] } }[];
  /** Second, replicas of the Deployment. */
  replicas: [number, number, ...unknown[]][];
  replicas0: number;
  readyDelay: string;
  capPerPod: number;
}

interface LiveSpec {
  minReplicaCount?: number;
  maxReplicaCount?: number;
  idleReplicaCount?: number;
  pollingInterval?: number;
  cooldownPeriod?: number;
  initialCooldownPeriod?: number;
  advanced?: {
    horizontalPodAutoscalerConfig?: { behavior?: WrittenBehavior };
    scalingModifiers?: unknown;
  };
  triggers: {
    metadata: Metadata;
    useCachedMetrics?: boolean;
    metricType?: "AverageValue" | "Value";
  }[];
}

/** A recorded service up to the moment when somebody intervened. */
export interface LiveRun {
  id: string;
  seconds: number;
  /** Replicas of the Deployment, second by second. */
  replicas: Float64Array;
  world: (seed: number) => WorldSpec;
}

/** From here on people changed what they liked. */
const intervention = 1230;
/** Before, KEDA writes its own finalizers and labels. */
const settled = 30;
/** The broker's own address, that was never cut. */
const direct = "127.0.0.1:18517";

/**
 * The recorded services that the simulation can be given whole: one trigger on the total lag of partitions that get alike
 * many messages, no cut, no cache. The recording has no consumer group: it moves committed offsets at the speed of all ready
 * pods, so the replay takes from one line, with KEDA's cap at the partitions as its maximum.
 */
export function liveRuns(path: string): LiveRun[] {
  const { services } = JSON.parse(readFileSync(path, "utf8")) as { services: LiveService[] };
  return services.flatMap((one): LiveRun[] => {
    const [stream, another] = one.streams;
    const spec = one.specChanges[0]?.spec;
    const [trigger, second] = spec?.triggers ?? [];
    if (!stream || another || !spec || !trigger || second || spec.advanced?.scalingModifiers)
      return [];
    const read = readKafkaTrigger(trigger.metadata);
    if ("fault" in read || !isPlain(read) || trigger.useCachedMetrics === true) return [];
    if (trigger.metadata.bootstrapServers !== direct) return [];
    if (!isEven(stream.offsets.p, stream.partitions)) return [];
    const events = [...one.specChanges, ...one.annotations, ...(one.handWrites ?? [])];
    const later = events.map(({ t }) => t).filter((t) => t > settled);
    const seconds = Math.floor(Math.min(intervention, ...later));
    const replicas = levels(one, seconds);
    const arrivals = counts(stream.offsets.p, seconds);
    const made = (seed: number) => replay(one, spec, read, arrivals, seconds, seed);
    return [{ id: one.id, seconds, replicas, world: made }];
  });
}

function isPlain(trigger: KafkaTrigger): boolean {
  return (
    !trigger.excludePersistentLag &&
    !trigger.ensureEvenDistributionOfPartitions &&
    !trigger.limitToPartitionsWithLag &&
    trigger.partitionLimitation.length === 0 &&
    trigger.offsetResetPolicy === "latest"
  );
}

/** Whether no partition gets half as much again as its share. */
function isEven(rows: readonly (readonly number[])[], partitions: number): boolean {
  const found = new Float64Array(partitions);
  for (const [, , ...pairs] of rows)
    for (let i = 0; i < pairs.length; i += 2) {
      const partition = pairs[i] ?? 0;
      found[partition] = (found[partition] ?? 0) + (pairs[i + 1] ?? 0);
    }
  const sum = found.reduce((total, one) => total + one, 0);
  return Math.max(...found) < (1.5 * sum) / partitions;
}

function levels({ replicas, replicas0 }: LiveService, seconds: number): Float64Array {
  return new Float64Array(seconds).map(
    (_, second) => replicas.findLast(([at]) => at <= second + 0.5)?.[1] ?? replicas0,
  );
}

/** Messages by second; those before the recording come in its first. */
function counts(rows: readonly (readonly number[])[], seconds: number): Float64Array {
  const found = new Float64Array(seconds);
  let at = 0;
  for (const [step = 0, , ...pairs] of rows) {
    at += step;
    const second = Math.max(0, Math.floor(at / 1000));
    for (let i = 1; i < pairs.length; i += 2)
      if (second < seconds) found[second] = (found[second] ?? 0) + (pairs[i] ?? 0);
  }
  return found;
}

function replay(
  one: LiveService,
  spec: LiveSpec,
  trigger: KafkaTrigger,
  rates: Float64Array,
  seconds: number,
  seed: number,
): WorldSpec {
  const behavior = spec.advanced?.horizontalPodAutoscalerConfig?.behavior;
  const { metricType = "AverageValue" } = spec.triggers[0] ?? {};
  const { lagThreshold, activationLagThreshold } = trigger;
  const made = service(one.id, {
    replicas: one.replicas0,
    startup: { pull: fixed(0), start: fixed(parseFloat(one.readyDelay)) },
    work: {
      traffic: { windowSeconds: 1, rates, variation: 0 },
      ...{ partitions: undefined, messagesPerSecond: one.capPerPod },
    },
    scaler: scaler({
      minReplicaCount: spec.minReplicaCount ?? 0,
      maxReplicaCount: Math.min(spec.maxReplicaCount ?? 100, one.streams[0]?.partitions ?? 100),
      idleReplicaCount: spec.idleReplicaCount,
      pollingInterval: spec.pollingInterval ?? 30,
      cooldownPeriod: spec.cooldownPeriod ?? 300,
      initialCooldownPeriod: spec.initialCooldownPeriod ?? 0,
      behavior: behavior && completeBehavior(behavior),
      triggers: [
        kafka(lagThreshold, { activationLagThreshold, allowIdleConsumers: true }, metricType),
      ],
    }),
  });
  const room = nodes([group("workers", { initial: 20, max: 20 })], { autoscaler: undefined });
  return world([made], { seconds, seed, nodes: room });
}
