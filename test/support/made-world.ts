import { noPauses } from "../../forecast/keda/executor";
import type { KafkaTrigger } from "../../forecast/keda/kafka-trigger";
import type { NodeGroupSpec, ScalerSpec, ServiceSpec, WorldSpec } from "../../forecast/world/spec";

/** A group of nodes with four cores and 16 GiB for pods, of which its one DaemonSet takes half a core. */
export function madeGroup(name: string, changes: Partial<NodeGroupSpec> = {}): NodeGroupSpec {
  return {
    template: {
      group: name,
      allocatable: { cpuMilli: 4000, memoryMiB: 16_384, pods: 20 },
      capacity: { cpuMilli: 4000, memoryMiB: 16_384 },
      labels: {},
      taints: [],
      daemons: [{ name: "agent", cpuMilli: 500, memoryMiB: 0, labels: {}, daemon: true }],
    },
    min: 0,
    max: 10,
    initial: 0,
    start: { kind: "fixed", seconds: 60 },
    warm: undefined,
    spot: false,
    interruptionsPerHour: 0,
    usdPerHour: 1,
    instanceType: "m6i.xlarge",
    diskGibibytes: 20,
    scaleDownUtilizationThreshold: undefined,
    unneededSeconds: undefined,
    ...changes,
  };
}

/** A pod of one core. */
export const madePod: ServiceSpec["pod"] = {
  cpuMilli: 1000,
  memoryMiB: 1024,
  labels: {},
  daemon: false,
  priority: 0,
  owner: "Deployment/made",
};

/** A trigger on the lag of a topic. */
export const madeTrigger: KafkaTrigger = {
  consumerGroup: "group",
  topic: "topic",
  lagThreshold: 40,
  activationLagThreshold: 3,
  offsetResetPolicy: "earliest",
  allowIdleConsumers: false,
  scaleToZeroOnInvalidOffset: true,
  excludePersistentLag: false,
  limitToPartitionsWithLag: true,
  ensureEvenDistributionOfPartitions: false,
  partitionLimitation: [],
};

/** What scales a made service: from 0 to 12 by lag. */
export const madeScaler: ScalerSpec = {
  minReplicaCount: 0,
  maxReplicaCount: 12,
  idleReplicaCount: 0,
  pollingInterval: 5,
  cooldownPeriod: 60,
  initialCooldownPeriod: 10,
  fallback: { failureThreshold: 0, replicas: 2, behavior: "static" },
  behavior: undefined,
  modifiers: undefined,
  pauses: noPauses,
  pausedReplicas: undefined,
  triggers: [
    {
      name: "lag",
      type: "kafka",
      trigger: madeTrigger,
      metricType: "Value",
      useCachedMetrics: true,
    },
  ],
};

/** A service that works off two messages a second a replica; `rates` are those of its hours. */
export function madeService(
  name: string,
  rates: readonly number[],
  changes: Partial<ServiceSpec> = {},
): ServiceSpec {
  return {
    name,
    pod: madePod,
    replicas: 0,
    scaler: madeScaler,
    work: {
      traffic: { windowSeconds: 3600, rates: Float64Array.from(rates), variation: 1 },
      messagesPerSecond: 2,
      partitions: undefined,
      consumersPerReplica: 1,
      assignor: "cooperative",
      rebalance: { kind: "fixed", seconds: 1 },
      maxProcessingSeconds: 1,
      graceSeconds: 30,
      sloSeconds: 30,
    },
    startup: { pull: { kind: "fixed", seconds: 10 }, start: { kind: "fixed", seconds: 5 } },
    maxUnavailable: 1,
    ...changes,
  };
}

/** Pods that are always there. */
export function madeStanding(
  name: string,
  replicas: number,
  pod: Partial<ServiceSpec["pod"]> = {},
) {
  const none = { scaler: undefined, work: undefined };
  return madeService(name, [], { ...none, replicas, pod: { ...madePod, ...pod } });
}

/** Hours of services on groups with an autoscaler that is quick to go down. */
export function madeWorld(
  services: readonly ServiceSpec[],
  groups: readonly NodeGroupSpec[],
  hours = 2,
): WorldSpec {
  return {
    services,
    nodes: {
      groups,
      autoscaler: {
        expanders: ["priority", "least-waste"],
        priorities: { 10: ["workers"] },
        scanSeconds: 15,
        utilizationThreshold: 0.7,
        ignoreDaemons: true,
        maxProvisionSeconds: 300,
        timers: {
          unneededSeconds: 120,
          delayAfterAddSeconds: 120,
          delayAfterDeleteSeconds: 0,
          delayAfterFailureSeconds: 180,
          delayTypeLocal: false,
          maxParallelism: 10,
          maxDrainParallelism: 1,
        },
      },
      scoring: "MostAllocated",
    },
    outages: [],
    startsAt: Date.UTC(2026, 0, 5),
    seconds: hours * 3600,
    seed: 1,
  };
}
