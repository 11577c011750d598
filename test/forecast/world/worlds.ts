import { completeBehavior } from "../../../forecast/hpa/behavior";
import { noPauses } from "../../../forecast/keda/executor";
import type { KafkaTrigger } from "../../../forecast/keda/kafka-trigger";
import type { PlacedPod } from "../../../forecast/nodes/placed-pod";
import type {
  NodeAutoscalerSpec,
  NodeGroupSpec,
  NodesSpec,
  ScalerSpec,
  ServiceSpec,
  TriggerSpec,
  WorkSpec,
  WorldSpec,
} from "../../../forecast/world/spec";
import type { Duration } from "../../../forecast/world/duration";
import type { Traffic } from "../../../forecast/traffic/traffic";

export const fixed = (seconds: number): Duration => ({ kind: "fixed", seconds });

/** Rates by window; even unless a variation is given. */
export function traffic(windowSeconds: number, rates: number[], variation = 0): Traffic {
  return { windowSeconds, rates: Float64Array.from(rates), variation };
}

/** So many messages in each of the given seconds, and none in the others. */
export function counts(seconds: number, bySecond: Readonly<Record<number, number>>): Traffic {
  return traffic(
    1,
    Array.from({ length: seconds }, (_, second) => bySecond[second] ?? 0),
  );
}

export function even(partitions: number): Float64Array {
  return new Float64Array(partitions).fill(1 / partitions);
}

export function kafka(
  lagThreshold: number,
  given: Partial<KafkaTrigger> = {},
  metricType: "AverageValue" | "Value" = "AverageValue",
): TriggerSpec {
  const trigger: KafkaTrigger = {
    ...{ consumerGroup: "g", topic: "t", lagThreshold, activationLagThreshold: 0 },
    ...{ offsetResetPolicy: "latest", allowIdleConsumers: false },
    ...{ scaleToZeroOnInvalidOffset: false, excludePersistentLag: false },
    ...{ limitToPartitionsWithLag: false, ensureEvenDistributionOfPartitions: false },
    partitionLimitation: [],
    ...given,
  };
  return { type: "kafka", name: "lag", trigger, metricType, useCachedMetrics: false };
}

export function rate(
  threshold: number,
  given: Partial<Extract<TriggerSpec, { type: "rate" }>> = {},
): TriggerSpec {
  return {
    ...{ type: "rate", name: "rate", threshold, activationThreshold: 0 },
    ...{ metricType: "AverageValue", rangeSeconds: 60, scrapeSeconds: 15, perPod: false },
    ...given,
  };
}

export function cron(start: string, end: string, desiredReplicas: number): TriggerSpec {
  return { type: "cron", name: "cron", trigger: { start, end, timezone: "UTC", desiredReplicas } };
}

/** From 0 to 10 by a lag of 10, with KEDA's and Kubernetes' own defaults. */
export function scaler(given: Partial<ScalerSpec> = {}): ScalerSpec {
  return {
    ...{ minReplicaCount: 0, maxReplicaCount: 10, idleReplicaCount: undefined },
    ...{ pollingInterval: 30, cooldownPeriod: 300, initialCooldownPeriod: 0 },
    ...{ fallback: undefined, behavior: completeBehavior({}), modifiers: undefined },
    ...{ pauses: noPauses, pausedReplicas: undefined, triggers: [kafka(10)] },
    ...given,
  };
}

/** Two messages a second of a replica, ten even partitions, no traffic. */
export function work(given: Partial<WorkSpec> = {}): WorkSpec {
  return {
    ...{ traffic: traffic(60, [0]), messagesPerSecond: 2, partitions: even(10) },
    ...{ consumersPerReplica: 1, assignor: "cooperative", rebalance: fixed(3) },
    ...{ maxProcessingSeconds: 1, graceSeconds: 30, sloSeconds: 30 },
    ...given,
  };
}

interface MadeService extends Partial<Omit<ServiceSpec, "pod" | "work" | "scaler">> {
  pod?: Partial<PlacedPod>;
  work?: Partial<WorkSpec> | undefined;
  scaler?: Partial<ScalerSpec> | undefined;
}

/** One core a replica, 25 s until it is ready; everything else as `work` and `scaler` say. */
export function service(name: string, given: MadeService = {}): ServiceSpec {
  const pod = { cpuMilli: 1000, memoryMiB: 1000, labels: { app: name }, daemon: false };
  return {
    ...{ name, replicas: 0, maxUnavailable: Infinity },
    startup: { pull: fixed(0), start: fixed(25) },
    ...given,
    pod: { ...pod, owner: name, ...given.pod },
    work: "work" in given && given.work === undefined ? undefined : work(given.work),
    scaler: "scaler" in given && given.scaler === undefined ? undefined : scaler(given.scaler),
  };
}

/** Room for four replicas of one core; ready 60 s after the order. */
export function group(name: string, given: Partial<NodeGroupSpec> = {}): NodeGroupSpec {
  return {
    template: {
      group: name,
      allocatable: { cpuMilli: 4000, memoryMiB: 16_000, pods: 58 },
      capacity: { cpuMilli: 4000, memoryMiB: 16_000 },
      ...{ labels: {}, taints: [], daemons: [] },
    },
    ...{ min: 0, max: 10, initial: 1, start: fixed(60), warm: undefined },
    ...{ spot: false, interruptionsPerHour: 0, usdPerHour: 0.2, instanceType: "m6i.xlarge" },
    ...{ diskGibibytes: 20, scaleDownUtilizationThreshold: undefined, unneededSeconds: undefined },
    ...given,
  };
}

/** Cluster Autoscaler with its own defaults. */
export function autoscaler(
  timers: Partial<NodeAutoscalerSpec["timers"]> = {},
  given: Partial<NodeAutoscalerSpec> = {},
): NodeAutoscalerSpec {
  return {
    ...{ expanders: ["least-waste"], priorities: {}, scanSeconds: 10, utilizationThreshold: 0.5 },
    ...{ ignoreDaemons: false, maxProvisionSeconds: 900 },
    timers: {
      ...{ unneededSeconds: 600, delayAfterAddSeconds: 600, delayAfterDeleteSeconds: 0 },
      ...{ delayAfterFailureSeconds: 180, delayTypeLocal: false, maxParallelism: 10 },
      ...{ maxDrainParallelism: 1, ...timers },
    },
    ...given,
  };
}

export function nodes(groups: NodeGroupSpec[], given: Partial<NodesSpec> = {}): NodesSpec {
  return { groups, autoscaler: autoscaler(), scoring: "LeastAllocated", ...given };
}

/** Half an hour from Monday 2026-01-05, midnight in UTC. */
export function world(services: ServiceSpec[], given: Partial<WorldSpec> = {}): WorldSpec {
  return {
    services,
    nodes: nodes([group("workers")]),
    ...{ outages: [], startsAt: Date.UTC(2026, 0, 5), seconds: 1800, seed: 1 },
    ...given,
  };
}
