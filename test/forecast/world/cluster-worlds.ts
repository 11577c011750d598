import { completeBehavior } from "../../../forecast/hpa/behavior";
import type { WorldSpec } from "../../../forecast/world/spec";
import { autoscaler, counts, fixed, group, nodes, service, traffic, world } from "./worlds";

const fast = autoscaler({ unneededSeconds: 60, delayAfterAddSeconds: 60 });
const quick = completeBehavior({ scaleDown: { stabilizationWindowSeconds: 30 } });
const briskly = { pollingInterval: 5, cooldownPeriod: 20, behavior: quick };

/** What becomes of pods and nodes. */
export const clusterWorlds: Record<string, WorldSpec> = {
  "headroom that gives way": world(
    [
      service("headroom", {
        ...{ replicas: 3, work: undefined, scaler: undefined },
        pod: { priority: -10 },
        startup: { pull: fixed(0), start: fixed(1) },
      }),
      service("a", { work: { traffic: counts(1800, { 300: 150, 900: 90 }) }, scaler: briskly }),
    ],
    { nodes: nodes([group("workers")], { autoscaler: fast }) },
  ),
  GPUs: world(
    [
      service("llm", {
        ...{ pod: { gpus: 1 }, startup: { pull: fixed(40), start: fixed(20) } },
        work: { traffic: traffic(300, [0, 5, 1], 1) },
        scaler: briskly,
      }),
    ],
    { nodes: nodes([gpuGroup()], { autoscaler: fast }) },
  ),
  "a warm pool": world(
    [
      service("a", {
        startup: {
          pull: { kind: "uniform", from: 20, to: 60 },
          start: { kind: "lognormal", median: 10, p95: 30 },
        },
        work: { traffic: counts(1800, { 50: 200, 900: 300 }), rebalance: uniform(2, 9) },
        scaler: briskly,
      }),
    ],
    {
      nodes: nodes(
        [group("workers", { warm: { size: 1, start: fixed(20), gibibytes: 20 }, initial: 0 })],
        { autoscaler: fast },
      ),
    },
  ),
  "spot interruptions": world(
    [
      service("a", {
        ...{ replicas: 2, maxUnavailable: 1 },
        work: { traffic: traffic(300, [3, 9, 1], 1), graceSeconds: 5, maxProcessingSeconds: 20 },
        scaler: { ...briskly, minReplicaCount: 2 },
      }),
    ],
    {
      nodes: nodes([group("spot", { spot: true, interruptionsPerHour: 6 })], { autoscaler: fast }),
      seconds: 7200,
    },
  ),
  "nodes filled up first": world(
    ["a", "b"].map((name) =>
      service(name, {
        work: { traffic: traffic(150, [9, 0, 5, 1], 1), assignor: "eager" },
        scaler: briskly,
      }),
    ),
    {
      nodes: nodes([group("workers"), group("more", { min: 1, initial: 1 })], {
        ...{ autoscaler: fast, scoring: "MostAllocated" },
      }),
      seconds: 3600,
    },
  ),
  "nothing that scales": world([
    service("a", {
      ...{ replicas: 3, scaler: undefined },
      work: { traffic: traffic(200, [6, 2, 7], 1) },
    }),
  ]),
  "paused at a number": world([
    service("a", {
      work: { traffic: traffic(200, [6, 2, 7], 1) },
      scaler: { pausedReplicas: 2 },
    }),
  ]),
};

function uniform(from: number, to: number) {
  return { kind: "uniform", from, to } as const;
}

function gpuGroup() {
  const made = group("gpu", { max: 6 });
  const { template } = made;
  return { ...made, template: { ...template, allocatable: { ...template.allocatable, gpus: 1 } } };
}
