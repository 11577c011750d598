import fc from "fast-check";
import { completeBehavior, type Behavior } from "../../../forecast/hpa/behavior";
import { noPauses } from "../../../forecast/keda/executor";
import type { Duration } from "../../../forecast/world/duration";
import type { ServiceSpec, TriggerSpec, WorldSpec } from "../../../forecast/world/spec";
import { autoscaler, cron, even, group, kafka, nodes, rate, service, world } from "./worlds";

const { boolean, constantFrom, integer, record } = fc;

const duration = (most: number): fc.Arbitrary<Duration> =>
  fc.oneof(
    integer({ min: 0, max: most }).map((seconds) => ({ kind: "fixed" as const, seconds })),
    integer({ min: 0, max: most }).map((from) => ({
      kind: "uniform" as const,
      from,
      to: 2 * from,
    })),
    integer({ min: 1, max: most }).map((median) => ({
      ...{ kind: "lognormal" as const, median, p95: 1.7 * median },
    })),
  );

const partitions = fc.oneof(
  fc.constant(undefined),
  integer({ min: 1, max: 9 }).map(even),
  fc.array(integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 6 }).map((weights) => {
    const sum = weights.reduce((a, b) => a + b, 1);
    return Float64Array.from([...weights, 1], (weight) => weight / sum);
  }),
);

const messages = record({
  windowSeconds: constantFrom(1, 7, 60, 150),
  rates: fc
    .array(constantFrom(0, 0, 0.01, 0.3, 2, 5, 12, 80), { minLength: 1, maxLength: 12 })
    .map((rates) => Float64Array.from(rates)),
  variation: constantFrom(0, 0.7, 1, 2.5),
});

const lag: fc.Arbitrary<TriggerSpec> = fc
  .tuple(
    constantFrom(1, 5, 10, 40),
    record({
      ...{ activationLagThreshold: constantFrom(0, 0, 7), excludePersistentLag: boolean() },
      ...{ limitToPartitionsWithLag: boolean(), ensureEvenDistributionOfPartitions: boolean() },
      ...{ allowIdleConsumers: boolean(), partitionLimitation: constantFrom([], [], [0, 1]) },
    }),
    constantFrom("AverageValue" as const, "AverageValue" as const, "Value" as const),
  )
  .map(([threshold, flags, metricType]) => kafka(threshold, flags, metricType));

const trigger: fc.Arbitrary<TriggerSpec> = fc.oneof(
  lag,
  lag,
  record({
    ...{ rangeSeconds: constantFrom(40, 60, 120, 400), scrapeSeconds: constantFrom(10, 15, 30) },
    ...{ activationThreshold: constantFrom(0, 0, 0.3), perPod: boolean() },
    metricType: constantFrom("AverageValue" as const, "Value" as const),
  }).map((given) => rate(1.8, given)),
  fc.constant(cron("4 * * * *", "9 * * * *", 3)),
  constantFrom(40, 80).map((targetPercent): TriggerSpec => ({
    type: "cpu",
    name: undefined,
    targetPercent,
  })),
);

const behavior: fc.Arbitrary<Behavior | undefined> = fc.oneof(
  fc.constant(undefined),
  record({ up: constantFrom(0, 0, 45), down: constantFrom(0, 60, 300) }).map(({ up, down }) =>
    completeBehavior({
      scaleUp: { stabilizationWindowSeconds: up },
      scaleDown: { stabilizationWindowSeconds: down },
    }),
  ),
);

const scaler = record({
  minReplicaCount: constantFrom(0, 0, 1, 2),
  maxReplicaCount: constantFrom(3, 6, 12),
  idleReplicaCount: constantFrom(undefined, undefined, 0 as const),
  pollingInterval: constantFrom(1, 5, 17, 30),
  cooldownPeriod: constantFrom(0, 20, 90, 300),
  initialCooldownPeriod: constantFrom(0, 100),
  fallback: fc.option(
    record({
      ...{ failureThreshold: constantFrom(0, 3), replicas: constantFrom(0, 2, 5) },
      behavior: constantFrom("static" as const, "currentReplicasIfHigher" as const),
    }),
    { nil: undefined },
  ),
  behavior,
  pauses: record({
    scaleIn: constantFrom(false, false, false, true),
    scaleOut: constantFrom(false, false, false, true),
    forceActivation: constantFrom(false, false, false, true),
  }).map((pauses) => ({ ...noPauses, ...pauses })),
  triggers: fc.array(trigger, { minLength: 1, maxLength: 3 }),
});

const madeService = (name: string): fc.Arbitrary<ServiceSpec> =>
  record({
    replicas: constantFrom(0, 1, 3),
    maxUnavailable: constantFrom(1, Infinity),
    priority: constantFrom(-10, 0, 5),
    startup: record({ pull: duration(20), start: duration(30) }),
    work: record({
      ...{ traffic: messages, partitions, messagesPerSecond: constantFrom(0.3, 2, 20) },
      ...{ consumersPerReplica: constantFrom(1, 1, 2), rebalance: duration(8) },
      assignor: constantFrom("eager" as const, "cooperative" as const),
      ...{ graceSeconds: constantFrom(5, 30), maxProcessingSeconds: constantFrom(1, 20) },
      sloSeconds: constantFrom(undefined, 5, 30),
    }),
    scaler: fc.option(scaler, { nil: undefined, freq: 9 }),
  }).map(({ priority, ...given }) => service(name, { ...given, pod: { priority } }));

const madeGroup = record({
  ...{ max: constantFrom(1, 3, 9), initial: constantFrom(0, 1, 2), start: duration(80) },
  ...{ spot: boolean(), interruptionsPerHour: constantFrom(0, 8) },
  warm: fc.option(
    record({ size: constantFrom(1, 2), start: duration(20), gibibytes: fc.constant(20) }),
    { nil: undefined },
  ),
});

/** Small worlds of all kinds, from two minutes to half an hour. */
export const madeWorld: fc.Arbitrary<WorldSpec> = record({
  services: fc
    .tuple(madeService("a"), madeService("b"), madeService("c"), integer({ min: 1, max: 3 }))
    .map(([a, b, c, count]) => [a, b, c].slice(0, count)),
  groups: fc.tuple(madeGroup, madeGroup, integer({ min: 1, max: 2 })),
  unneededSeconds: constantFrom(30, 120, undefined),
  delayAfterAddSeconds: constantFrom(30, 300),
  scoring: constantFrom("LeastAllocated" as const, "MostAllocated" as const),
  outages: constantFrom([], [], [{ from: 60, to: 200 }]),
  seconds: constantFrom(120, 600, 1800),
  seed: integer(),
}).map(({ services, groups, unneededSeconds, delayAfterAddSeconds, scoring, ...rest }) => {
  const [first, second, count] = groups;
  const made = [group("first", first), group("second", second)].slice(0, count);
  const scaling =
    unneededSeconds === undefined
      ? undefined
      : autoscaler({ unneededSeconds, delayAfterAddSeconds });
  return world(services, { ...rest, nodes: nodes(made, { autoscaler: scaling, scoring }) });
});
