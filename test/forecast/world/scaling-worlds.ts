import { completeBehavior } from "../../../forecast/hpa/behavior";
import { compileFormula } from "../../../forecast/keda/formula";
import { noPauses } from "../../../forecast/keda/executor";
import type { WorldSpec } from "../../../forecast/world/spec";
import {
  autoscaler,
  counts,
  cron,
  even,
  fixed,
  group,
  kafka,
  nodes,
  rate,
  service,
  traffic,
  world,
} from "./worlds";

const wave = [0, 0.5, 2, 6, 11, 14, 12, 9, 5, 3, 1, 0.2];
const fast = autoscaler({ unneededSeconds: 60, delayAfterAddSeconds: 60 });
const quick = completeBehavior({ scaleDown: { stabilizationWindowSeconds: 30 } });
const briskly = { pollingInterval: 5, cooldownPeriod: 20, behavior: quick };
const shares = Float64Array.of(0.4, 0.25, 0.2, 0.1, 0.05);

/** What scales services, and how they work. */
export const scalingWorlds: Record<string, WorldSpec> = {
  "a daily wave": world(
    [service("a", { work: { traffic: traffic(900, wave, 1), partitions: even(12) } })],
    { seconds: 10_800 },
  ),
  "bursts out of nothing": world(
    [
      service("a", {
        work: { traffic: counts(1800, { 100: 300, 101: 20, 700: 1, 1200: 500 }) },
        scaler: briskly,
      }),
    ],
    { nodes: nodes([group("workers")], { autoscaler: fast }) },
  ),
  "several services on few nodes": world(
    ["a", "b", "c"].map((name, i) =>
      service(name, {
        work: { traffic: traffic(300, [i, 3, 0, 9 - i, 0], 1.5), partitions: even(4 + i) },
        scaler: { ...briskly, minReplicaCount: i, triggers: [kafka(10 + 10 * i)] },
      }),
    ),
    { nodes: nodes([group("workers", { max: 3 })], { autoscaler: fast }), seconds: 3600 },
  ),
  "partitions that replicas cannot share evenly": world([
    service("a", {
      work: { traffic: traffic(200, [0, 7, 3], 1), partitions: even(7), assignor: "eager" },
      scaler: { ...briskly, maxReplicaCount: 5 },
    }),
  ]),
  "skewed partitions, eagerly assigned": world([
    service("a", {
      work: { traffic: traffic(150, [8, 0, 3, 0], 1), partitions: shares, assignor: "eager" },
      scaler: { ...briskly, triggers: [kafka(7, { limitToPartitionsWithLag: true })] },
    }),
  ]),
  "skewed partitions, cooperatively assigned": world([
    service("a", {
      work: { traffic: traffic(150, [8, 0, 3, 0], 2), partitions: shares },
      scaler: { ...briskly, triggers: [kafka(7, { ensureEvenDistributionOfPartitions: true })] },
    }),
  ]),
  "two consumers in a replica": world([
    service("a", {
      work: { traffic: traffic(100, [0, 12, 1], 1), consumersPerReplica: 2 },
      scaler: { ...briskly, triggers: [kafka(20, { allowIdleConsumers: true })] },
    }),
  ]),
  "persistent lag that is left out": world([
    service("a", {
      work: { traffic: traffic(100, [0, 12, 1], 1), messagesPerSecond: 0.3 },
      scaler: { ...briskly, triggers: [kafka(20, { excludePersistentLag: true })] },
    }),
  ]),
  "persistent lag that a poll for another trigger sees": world([
    service("a", {
      work: { traffic: traffic(100, [0, 6, 1, 9], 1), messagesPerSecond: 0.3 },
      scaler: { ...briskly, triggers: [rate(3), kafka(20, { excludePersistentLag: true })] },
    }),
  ]),
  "some partitions that count": world([
    service("a", {
      work: { traffic: traffic(100, [0.5, 0, 0.1], 1), messagesPerSecond: 0.2 },
      scaler: { ...briskly, triggers: [kafka(2, { partitionLimitation: [1, 2] })] },
    }),
  ]),
  "partitions without keys": world([
    service("a", {
      work: { traffic: traffic(100, [5, 0, 3], 1), partitions: Float64Array.of(0.5, 0, 0.5, 0) },
      scaler: briskly,
    }),
  ]),
  "one line without partitions": world([
    service("a", {
      work: { traffic: traffic(100, [0, 12, 1], 1), partitions: undefined },
      scaler: { ...briskly, triggers: [rate(1.8), kafka(20)] },
    }),
  ]),
  "cron, rate and lag": world(
    [
      service("a", {
        work: { traffic: traffic(120, [0, 0, 4, 9, 0, 0, 0], 1) },
        scaler: {
          ...briskly,
          triggers: [cron("10 * * * *", "20 * * * *", 3), rate(1.8), kafka(20)],
        },
      }),
    ],
    { seconds: 2400 },
  ),
  "a range longer than five minutes": world(
    [
      service("a", {
        work: { traffic: traffic(600, [3, 0, 9, 0, 5], 1) },
        scaler: { ...briskly, triggers: [rate(1.8, { rangeSeconds: 600 })] },
      }),
    ],
    { seconds: 3600 },
  ),
  "a rate that rises when scrapes leave the range": world([
    service("a", {
      work: { traffic: traffic(100, [0.5, 0, 0.1, 0.02], 1) },
      scaler: { ...briskly, triggers: [rate(1.8, { rangeSeconds: 50, activationThreshold: 0.3 })] },
    }),
  ]),
  "a window of stabilization on the way up": world([
    service("a", {
      work: { traffic: counts(1800, { 400: 300 }) },
      scaler: {
        ...briskly,
        behavior: completeBehavior({ scaleUp: { stabilizationWindowSeconds: 60 } }),
      },
    }),
  ]),
  "what takes no time at all": world([
    service("a", {
      startup: { pull: fixed(0), start: fixed(0) },
      work: { traffic: traffic(100, [5, 0, 3], 1), rebalance: fixed(0) },
      scaler: briskly,
    }),
  ]),
  "pauses of each kind": world(
    (["scaleIn", "scaleOut", "forceActivation"] as const).map((pause) =>
      service(pause, {
        work: { traffic: traffic(200, [5, 0, 3], 1) },
        scaler: { ...briskly, pauses: { ...noPauses, [pause]: true } },
      }),
    ),
  ),
  "a minimum that a pause keeps away for a while": world([
    service("a", {
      work: { traffic: counts(1800, { 0: 20 }) },
      scaler: {
        ...{ ...briskly, minReplicaCount: 1, triggers: [rate(1.8)] },
        pauses: { ...noPauses, scaleOut: true },
      },
    }),
  ]),
  "no behavior": world([
    service("a", {
      work: { traffic: counts(1800, { 400: 300 }) },
      scaler: { ...briskly, behavior: undefined },
    }),
  ]),
  "a long range and a threshold of activation": world([
    service("a", {
      work: { traffic: traffic(240, [0, 0.2, 4, 0, 0, 0.1], 1) },
      scaler: {
        ...briskly,
        triggers: [rate(1.8, { rangeSeconds: 120, activationThreshold: 0.3 })],
      },
    }),
  ]),
  "cpu beside lag": world([
    service("a", {
      replicas: 1,
      work: { traffic: traffic(240, [1, 5, 12, 3], 1) },
      scaler: {
        ...{ ...briskly, minReplicaCount: 1 },
        triggers: [kafka(30), { type: "cpu", name: undefined, targetPercent: 60 }],
      },
    }),
  ]),
  "cpu alone": world([
    service("a", {
      replicas: 2,
      work: { traffic: traffic(240, [1, 5, 12, 3], 1) },
      scaler: {
        ...{ ...briskly, minReplicaCount: 1 },
        triggers: [{ type: "cpu", name: undefined, targetPercent: 60 }],
      },
    }),
  ]),
  "a minimum that sleeps": world([
    service("a", {
      work: { traffic: traffic(200, [3, 0, 0, 5], 1) },
      scaler: { ...briskly, idleReplicaCount: 0, minReplicaCount: 3 },
    }),
  ]),
  "outages with and without fallback": world(
    [0, 1, 2].map((threshold) =>
      service(`fails-${threshold}`, {
        work: { traffic: traffic(200, [6, 2, 0], 1) },
        scaler: {
          ...briskly,
          fallback:
            threshold === 2
              ? undefined
              : { failureThreshold: threshold, replicas: 4, behavior: "static" },
          triggers: [kafka(10), rate(1.8, { metricType: "Value" })],
        },
      }),
    ),
    {
      outages: [
        { from: 90, to: 400 },
        { from: 900, to: 1300 },
      ],
    },
  ),
  "a formula": world([
    service("a", {
      work: { traffic: traffic(200, [6, 2, 0], 1) },
      scaler: {
        ...briskly,
        triggers: [kafka(10), rate(1.8)],
        modifiers: {
          ...{ formula: compileFormula("max(lag / 20, rate / 1.5)"), target: 1 },
          ...{ activationTarget: 0, metricType: "AverageValue" },
        },
      },
    }),
  ]),
};
