import { foreignServices } from "../../forecast/inputs/foreign";
import { existingNodes } from "../../forecast/inputs/existing-nodes";
import { usualDelays } from "../../forecast/inputs/delays";
import { simulate } from "../../forecast/world/simulation";
import type { Duration } from "../../forecast/world/duration";
import type { NodesSpec, ServiceSpec, WorldSpec } from "../../forecast/world/spec";
import type { KubernetesObject } from "../support/crds";
import type { Workload } from "./loop-cluster";
import { scrapeSeconds } from "./loop-prometheus";
import type { Played } from "./loop-scenarios";
import { capacity } from "./loop-scenarios";
import { partitions } from "./loop-stack";
import { nodeAgentsMilli, nodeSeconds, poolName } from "./played-node";

const fixed = (seconds: number): Duration => ({ kind: "fixed", seconds });

/** Seconds between two syncs of the HPA. */
const sync = 15;

/** Enough for nearly every pair of phases of polls (every 5 s) and syncs (every 15 s), which nobody can know. */
const seeds = 600;

/** The nodes that Karpenter orders, ordered by a Cluster Autoscaler: pods wait for them alike. */
export const poolNodes: NodesSpec = {
  groups: [
    {
      template: {
        ...{ group: poolName, labels: {}, taints: [] },
        allocatable: { cpuMilli: 1000, memoryMiB: 2048, pods: 16 },
        capacity: { cpuMilli: 1000, memoryMiB: 2048 },
        daemons: [
          ...[
            { name: "agents", cpuMilli: nodeAgentsMilli, memoryMiB: 0, labels: {}, daemon: true },
          ],
        ],
      },
      ...{ min: 0, max: 10, initial: 0, warm: undefined },
      // Karpenter orders a second or two after a pod came, Cluster Autoscaler two to ten.
      start: { kind: "uniform", from: nodeSeconds - 5, to: nodeSeconds + 2 },
      ...{ spot: false, interruptionsPerHour: 0, usdPerHour: 0, instanceType: "played" },
      ...{ diskGibibytes: 0, scaleDownUtilizationThreshold: undefined, unneededSeconds: undefined },
    },
  ],
  autoscaler: {
    ...{ expanders: ["least-waste"], priorities: {}, scanSeconds: 10, utilizationThreshold: 0.5 },
    ...{ ignoreDaemons: true, maxProvisionSeconds: 900 },
    timers: {
      ...{ unneededSeconds: 5, delayAfterAddSeconds: 0, delayAfterDeleteSeconds: 0 },
      ...{ delayAfterFailureSeconds: 180, delayTypeLocal: false, maxParallelism: 10 },
      maxDrainParallelism: 1,
    },
  },
  scoring: "LeastAllocated",
};

/** A course of replicas as it was, and as the forecast has it. */
export interface Compared {
  name: string;
  /** By second. */
  arrivals: number[];
  seen: number[];
  /** Of the phases that come closest. */
  forecast: number[];
  /** Seconds in which no second within a sync of the HPA has the forecast's number as seen, for the closest phases. */
  apart: number;
  /** The same for the median of all phases. */
  apartMedian: number;
  /** Mean replicas of the median of all phases against those seen, as a share. */
  meanError: number;
}

/**
 * Runs the forecast on the objects that were applied, with the messages that were sent, and compares the replicas. What is a
 * property of this machine and no decision is as measured: how long a played pod takes to be ready.
 */
export function compare(
  { workload, sent, from, to }: Omit<Played, "committed">,
  objects: readonly KubernetesObject[],
  { nodes = existingNodes, outages = [] }: Partial<Pick<WorldSpec, "nodes" | "outages">> = {},
): Compared {
  const seconds = Math.floor((to - from) / 1000);
  const arrivals = Array<number>(seconds).fill(0);
  for (const { at, messages } of sent) {
    const second = Math.floor((at - from) / 1000);
    arrivals[second] = (arrivals[second] ?? 0) + messages;
  }
  const seen = arrivals.map((_, second) => workload.replicas.valueAt(from + second * 1000 + 500));
  const service = serviceOf(workload, objects, arrivals);
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const world: WorldSpec = {
      ...{ services: [service], nodes, outages, startsAt: from, seconds, seed },
    };
    const forecast = [...(simulate(world).series.services[0]?.replicas ?? [])];
    const distance = seen.reduce((sum, one, i) => sum + Math.abs(one - (forecast[i] ?? 0)), 0);
    return { forecast, distance, apart: apartSeconds(seen, forecast), mean: mean(forecast) };
  }).sort((a, b) => a.apart - b.apart || a.distance - b.distance);
  const middle = runs[seeds >> 1];
  const means = runs.map((run) => run.mean).sort((a, b) => a - b);
  return {
    ...{ name: workload.name, arrivals, seen },
    forecast: runs[0]?.forecast ?? [],
    apart: runs[0]?.apart ?? Infinity,
    apartMedian: middle?.apart ?? Infinity,
    meanError: (means[seeds >> 1] ?? NaN) / mean(seen) - 1,
  };
}

/** From the moment a pod has a node until it is ready, as it was seen. */
function startOf({ starts }: Workload): Duration {
  const found = [...starts.values()].flatMap(({ placed, ready }) =>
    placed === undefined || ready === undefined ? [] : [(ready - placed) / 1000],
  );
  return { kind: "uniform", from: Math.min(...found), to: Math.max(...found) };
}

function serviceOf(
  workload: Workload,
  objects: readonly KubernetesObject[],
  arrivals: readonly number[],
): ServiceSpec {
  const name = workload.name.split("/")[1];
  const { services, faults } = foreignServices({
    manifests: objects.filter(({ metadata }) => metadata?.["name"] === name),
    facts: { messagesPerSecond: capacity, partitions },
    traffic: () => ({ windowSeconds: 1, rates: Float64Array.from(arrivals), variation: 0 }),
    // Consumers that are played take over at once, and share all that waits.
    delays: { ...usualDelays, scrapeSeconds, pull: fixed(0), rebalance: fixed(0) },
  });
  const [service] = services;
  if (service === undefined) throw new Error(faults.join("\n"));
  const { cpuMilli, memoryMiB, labels, daemon, owner } = service.pod;
  const pod = { cpuMilli, memoryMiB, labels, daemon, owner };
  const startup = { pull: fixed(0), start: startOf(workload) };
  return { ...service, pod, startup };
}

function apartSeconds(seen: readonly number[], forecast: readonly number[]): number {
  return seen.filter((value, second) => {
    const near = forecast.slice(Math.max(0, second - sync), second + sync + 1);
    return !near.includes(value);
  }).length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}
