import { changedArgs, changedWorker, withTrigger, type LooseArgs } from "../../support/base-args";
import type { BadCase } from "./bad-config-case";

const error = "error" as const;
const warning = "warning" as const;

const scaled = (scaling: LooseArgs) => () =>
  changedWorker((worker) => {
    worker.scaling = scaling;
  });

const frontend = (scaling: LooseArgs) => () =>
  changedArgs((args) => Object.assign(args.services[0].scaling, scaling));

const behavior = (behavior: LooseArgs, rest: LooseArgs = {}) =>
  scaled({ advanced: { horizontalPodAutoscalerConfig: { behavior } }, ...rest });

const cpu = { metricType: "Utilization", cpu: { value: "70" } };
const fallback = { failureThreshold: 0, replicas: 4, behavior: "currentReplicasIfHigher" };

/** Numbers of replicas, timing, fallback, pace and annotations. */
export const cases: BadCase[] = [
  { id: "NUM-02", args: scaled({ maxReplicaCount: 0 }), severity: error, rule: "shape/minimum" },
  {
    id: "NUM-06 beyond 32 bits",
    args: scaled({ maxReplicaCount: 2147483648 }),
    severity: error,
    rule: "shape/maximum",
  },
  { id: "NUM-06", args: scaled({ maxReplicaCount: 1e21 }), severity: error, rule: "shape/maximum" },
  {
    id: "NUM-07",
    args: scaled({ minReplicaCount: 8, maxReplicaCount: 4 }),
    severity: error,
    rule: "scaling/min-above-max",
  },
  {
    id: "NUM-08",
    args: scaled({ minReplicaCount: 150 }),
    severity: error,
    rule: "scaling/min-above-max",
  },
  {
    id: "NUM-08 without a topic",
    args: () =>
      changedArgs((args) => {
        args.services[0].scaling = { minReplicaCount: 150, triggers: [cpu] };
      }),
    severity: error,
    rule: "scaling/min-without-max",
  },
  {
    id: "NUM-07 equal",
    args: frontend({ minReplicaCount: 3, maxReplicaCount: 3 }),
    severity: warning,
    rule: "scaling/never-scales",
  },
  {
    id: "NUM-09 idle above 0",
    args: scaled({ idleReplicaCount: 1, minReplicaCount: 2 }),
    severity: error,
    rule: "shape/maximum",
  },
  {
    id: "NUM-09 idle at the minimum",
    args: scaled({ idleReplicaCount: 0, minReplicaCount: 0 }),
    severity: warning,
    rule: "scaling/idle-without-effect",
  },
  {
    id: "NUM-09 idle of what is always active",
    args: frontend({ idleReplicaCount: 0 }),
    severity: warning,
    rule: "scaling/idle-never-reached",
  },
  {
    id: "NUM-11",
    args: scaled({ pollingInterval: 1 }),
    severity: warning,
    rule: "polling/too-often",
  },
  {
    id: "NUM-12",
    args: scaled({ pollingInterval: 3600 }),
    severity: warning,
    rule: "polling/too-rare",
  },
  { id: "NUM-13", args: scaled({ cooldownPeriod: -1 }), severity: error, rule: "shape/minimum" },
  {
    id: "NUM-15",
    args: scaled({ minReplicaCount: 1, cooldownPeriod: 300 }),
    severity: warning,
    rule: "polling/without-effect",
  },
  {
    id: "NUM-15 polling",
    args: frontend({ pollingInterval: 30 }),
    severity: warning,
    rule: "polling/without-effect",
  },
  {
    id: "NUM-14 a cooldown shorter than the work",
    args: scaled({ cooldownPeriod: 30 }),
    severity: warning,
    rule: "cooldown/cuts-work",
  },
  {
    id: "NUM-14 a cooldown before the scale-down",
    args: scaled({ cooldownPeriod: 120 }),
    severity: warning,
    rule: "cooldown/before-scale-down",
  },
  {
    id: "NUM-14 no time for the first start",
    args: scaled({ initialCooldownPeriod: 0 }),
    severity: warning,
    rule: "cooldown/stops-a-new-service",
  },
  {
    id: "NUM-16",
    args: () => withTrigger({ kafka: { lagThreshold: 0 } }),
    severity: error,
    rule: "shape/minimum",
  },
  {
    id: "NUM-17",
    args: () => withTrigger({ kafka: { lagThreshold: -10 } }),
    severity: error,
    rule: "shape/minimum",
  },
  {
    id: "NUM-18",
    args: () => withTrigger({ kafka: { lagThreshold: 5.5 } }),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "NUM-18 pasted",
    args: () => withTrigger({ type: "kafka", metadata: { lagThreshold: "5.5" } }),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "NUM-26",
    args: () =>
      changedArgs((args) => {
        args.nodes.groups[1].capacityType = "SPOT";
        args.nodes.groups[1].instanceTypes = ["m6i.xlarge", "m6a.xlarge", "m5.xlarge"];
        args.services[1].terminationGracePeriodSeconds = 300;
      }),
    severity: warning,
    rule: "service/grace-exceeds-spot-notice",
  },
  {
    id: "NUM-27",
    args: () =>
      changedWorker((worker) => {
        worker.preStopSeconds = 90;
        worker.terminationGracePeriodSeconds = 90;
      }),
    severity: error,
    rule: "service/pre-stop-eats-grace",
  },
  {
    id: "NUM-28 grace below the work",
    args: () => changedWorker((worker) => (worker.terminationGracePeriodSeconds = 45)),
    severity: error,
    rule: "service/grace-below-work",
  },
  {
    id: "NUM-28 grace without preStop",
    args: () =>
      changedWorker((worker) => {
        worker.preStopSeconds = 5;
        worker.terminationGracePeriodSeconds = 60;
      }),
    severity: warning,
    rule: "service/grace-too-tight",
  },
  {
    id: "NUM-28 a probe shorter than the start",
    args: () => changedWorker((worker) => (worker.probes.startupTimeoutSeconds = 20)),
    severity: error,
    rule: "service/start-exceeds-probe",
  },
  {
    id: "NUM-29 zero",
    args: behavior({ scaleUp: { policies: [{ type: "Pods", value: 4, periodSeconds: 0 }] } }),
    severity: error,
    rule: "shape/minimum",
  },
  {
    id: "NUM-29",
    args: behavior({ scaleUp: { policies: [{ type: "Pods", value: 4, periodSeconds: 1801 }] } }),
    severity: error,
    rule: "shape/maximum",
  },
  {
    id: "NUM-30 a window beyond an hour",
    args: behavior({ scaleDown: { stabilizationWindowSeconds: 3601 } }),
    severity: error,
    rule: "shape/maximum",
  },
  {
    id: "NUM-30 all at once",
    args: behavior({ scaleDown: { stabilizationWindowSeconds: 300 } }),
    severity: warning,
    rule: "behavior/all-at-once",
  },
  {
    id: "NUM-30 by 100 percent",
    args: behavior({
      scaleDown: { policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] },
    }),
    severity: warning,
    rule: "behavior/all-at-once",
  },
  {
    id: "NUM-30 never down",
    args: behavior({ scaleDown: { selectPolicy: "Disabled" } }),
    severity: warning,
    rule: "behavior/never-down",
  },
  {
    id: "NUM-30 never up",
    args: behavior({ scaleUp: { selectPolicy: "Disabled" } }),
    severity: warning,
    rule: "behavior/never-up",
  },
  {
    id: "NUM-30 no window down",
    args: behavior({
      scaleDown: {
        stabilizationWindowSeconds: 0,
        policies: [{ type: "Percent", value: 20, periodSeconds: 60 }],
      },
    }),
    severity: warning,
    rule: "behavior/no-window-down",
  },
  {
    id: "NUM-30 a window up beyond the slo",
    args: behavior({ scaleUp: { stabilizationWindowSeconds: 120 } }),
    severity: warning,
    rule: "behavior/slow-up",
  },
  {
    id: "NUM-30 tolerance on an old cluster",
    args: () =>
      changedArgs((args) => {
        args.cluster = { existing: { context: "kind", version: "1.34" } };
        delete args.nodes;
        args.services.forEach((service: LooseArgs) => delete service.placement);
        args.services[1].scaling = {
          advanced: {
            horizontalPodAutoscalerConfig: { behavior: { scaleUp: { tolerance: 0.05 } } },
          },
        };
      }),
    severity: warning,
    rule: "behavior/tolerance-dropped",
  },
  {
    id: "SCALE-01 more replicas than partitions",
    args: scaled({ maxReplicaCount: 20 }),
    severity: error,
    rule: "kafka/replicas-exceed-partitions",
  },
  {
    id: "SCALE-01 with several consumers each",
    args: () =>
      changedWorker((worker) => {
        worker.consumes.consumersPerReplica = 2;
        worker.scaling = { maxReplicaCount: 7 };
      }),
    severity: error,
    rule: "kafka/replicas-exceed-partitions",
  },
  {
    id: "SCALE-01 more consumers in one replica than partitions",
    args: () => changedWorker((worker) => (worker.consumes.consumersPerReplica = 13)),
    severity: error,
    rule: "kafka/consumers-exceed-partitions",
  },
  {
    id: "SCALE-02 idle consumers allowed",
    args: () => withTrigger({ kafka: { allowIdleConsumers: true } }, { maxReplicaCount: 20 }),
    severity: warning,
    rule: "kafka/idle-consumers",
  },
  {
    id: "SCALE-04",
    args: () =>
      withTrigger(
        { kafka: { allowIdleConsumers: true } },
        { minReplicaCount: 15, maxReplicaCount: 20 },
      ),
    severity: warning,
    rule: "kafka/min-exceeds-partitions",
  },
  {
    id: "SCALE-05 a maximum that the limited partitions never reach",
    args: () => withTrigger({ kafka: { partitionLimitation: "0-3" } }, { maxReplicaCount: 12 }),
    severity: warning,
    rule: "kafka/max-never-reached",
  },
  {
    id: "SCALE-11",
    args: frontend({ minReplicaCount: 0 }),
    severity: error,
    rule: "scaling/pods-cannot-wake-themselves",
  },
  {
    id: "SCALE-19",
    args: scaled({ minReplicaCount: 1, fallback: { ...fallback, replicas: 20 } }),
    severity: error,
    rule: "fallback/above-max",
  },
  {
    id: "SCALE-20",
    args: scaled({ minReplicaCount: 0, fallback: { ...fallback, replicas: 0 } }),
    severity: error,
    rule: "fallback/to-zero",
  },
  {
    id: "SCALE-20 below the minimum",
    args: scaled({ minReplicaCount: 2, fallback: { ...fallback, replicas: 1 } }),
    severity: warning,
    rule: "fallback/below-min",
  },
  {
    id: "SCALE-21",
    args: scaled({ minReplicaCount: 0, fallback }),
    severity: warning,
    rule: "fallback/wakes-from-zero",
  },
  {
    id: "SCALE-22",
    args: scaled({ minReplicaCount: 1, fallback: { failureThreshold: -1, replicas: 2 } }),
    severity: error,
    rule: "shape/minimum",
  },
  {
    id: "SCALE-22 replicas",
    args: scaled({ minReplicaCount: 1, fallback: { failureThreshold: 0, replicas: -2 } }),
    severity: error,
    rule: "shape/minimum",
  },
  {
    id: "SCALE-22 a threshold that is never reached",
    args: scaled({ minReplicaCount: 1, fallback: { ...fallback, failureThreshold: 3 } }),
    severity: warning,
    rule: "fallback/never-starts",
  },
  {
    id: "SCALE-23",
    args: scaled({ minReplicaCount: 1, fallback: { ...fallback, behavior: "keep" } }),
    severity: error,
    rule: "shape/enum",
  },
  {
    id: "SCALE-24",
    args: scaled({ minReplicaCount: 1, fallback: { ...fallback, behavior: "scalingModifiers" } }),
    severity: error,
    rule: "fallback/modifiers-without-formula",
  },
  {
    id: "SCALE-18 a fallback for cpu",
    args: frontend({ fallback: { ...fallback, replicas: 2 } }),
    severity: error,
    rule: "fallback/without-external-trigger",
  },
  ...(
    [
      ["misspelt", { "autoscaling.keda.sh/pause": "true" }, error, "annotation/unknown"],
      ["no", { "autoscaling.keda.sh/paused": "no" }, error, "annotation/switch"],
      [
        "a word",
        { "autoscaling.keda.sh/paused-replicas": "all" },
        error,
        "annotation/paused-replicas",
      ],
      ["on", { "autoscaling.keda.sh/paused": "true" }, warning, "annotation/paused"],
      [
        "two",
        { "autoscaling.keda.sh/paused": "true", "autoscaling.keda.sh/paused-scale-in": "true" },
        warning,
        "annotation/two-pauses",
      ],
      [
        "adopting no HPA",
        { "scaledobject.keda.sh/transfer-hpa-ownership": "true" },
        error,
        "annotation/no-hpa-to-adopt",
      ],
    ] as const
  ).map(([what, annotations, severity, rule]): BadCase => ({
    id: `SCALE-60 annotation ${what}`,
    args: scaled({ annotations }),
    severity,
    rule,
  })),
  {
    id: "SLO-01 a threshold below the start",
    args: () => withTrigger({ kafka: { lagThreshold: 10 } }),
    severity: warning,
    rule: "slo/threshold-below-start",
  },
  {
    id: "SLO-02 a threshold above the slo",
    args: () => withTrigger({ kafka: { lagThreshold: 500 } }),
    severity: warning,
    rule: "slo/threshold-exceeds-wait",
  },
  {
    id: "SLO-03 a start that is longer than anybody waits",
    args: () => changedWorker((worker) => (worker.slo.waitSeconds = 10)),
    severity: warning,
    rule: "slo/start-exceeds-wait",
  },
  {
    id: "SLO-04 a promise without a measure",
    args: () => changedWorker((worker) => delete worker.capacity),
    severity: warning,
    rule: "slo/unknown-capacity",
  },
  {
    id: "SLO-05 a longest message below the average",
    args: () =>
      changedWorker((worker) => {
        worker.capacity.messagesPerSecond = 0.01;
      }),
    severity: warning,
    rule: "capacity/longest-below-average",
  },
];
