import type { Rule } from "../rule";
import { givenScaling, servicesOf } from "../triggers";

/** From this many times the minimum on, one step down is many pods. */
const manyTimes = 4;
const manyReplicas = 8;

/** Kubernetes' own policy on the way down where none is written. */
const allAtOnce = { type: "Percent", value: 100, periodSeconds: 15 } as const;

/** First Kubernetes minor whose HPA has tolerance without an alpha gate. */
const toleranceMinor = 35;

const behaviorPath = "scaling.advanced.horizontalPodAutoscalerConfig.behavior";

/** The HPA's pace. */
export const behaviorRules: readonly Rule[] = [
  {
    id: "behavior/all-at-once",
    severity: "warning",
    because:
      "a scale-down without a policy, or by 100 percent, may end all replicas but the minimum in one step, and every one has work in hand (keda#2900, F-23)",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const down =
          givenScaling(placed).advanced?.horizontalPodAutoscalerConfig?.behavior?.scaleDown;
        const { minReplicaCount, maxReplicaCount } = placed.service.scaling;
        if (down === undefined || down.selectPolicy === "Disabled") continue;
        if (maxReplicaCount < manyReplicas) continue;
        if (maxReplicaCount < manyTimes * Math.max(1, minReplicaCount)) continue;
        const policies = down.policies ?? [allAtOnce];
        const all = policies.map(({ type, value }) =>
          type === "Percent" ? value >= 100 : value >= maxReplicaCount,
        );
        if (down.selectPolicy === "Min" ? !all.every(Boolean) : !all.some(Boolean)) continue;
        yield {
          path: `${placed.path}.${behaviorPath}.scaleDown.policies`,
          expected: "a policy that takes a part of the replicas at a time",
          got:
            down.policies === undefined
              ? "none, which means 100 percent every 15 seconds"
              : "all at once",
          fix: "write {type: Percent, value: 20, periodSeconds: 60}, or remove scaleDown to have it derived",
        };
      }
    },
  },
  {
    id: "behavior/never-up",
    severity: "warning",
    because: "with selectPolicy Disabled on the way up the HPA never adds a replica",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const { scaleUp } = service.scaling.advanced.horizontalPodAutoscalerConfig.behavior;
        if (scaleUp.selectPolicy !== "Disabled") continue;
        yield {
          path: `${path}.${behaviorPath}.scaleUp.selectPolicy`,
          expected: "Max or Min",
          got: "Disabled",
          fix: "write Max; to pause for a while use autoscaling.keda.sh/paused-scale-out",
        };
      }
    },
  },
  {
    id: "behavior/never-down",
    severity: "warning",
    because: "every peak is paid until somebody scales down by hand",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const { scaleDown } = service.scaling.advanced.horizontalPodAutoscalerConfig.behavior;
        if (scaleDown.selectPolicy !== "Disabled") continue;
        yield {
          path: `${path}.${behaviorPath}.scaleDown.selectPolicy`,
          expected: "Max or Min",
          got: "Disabled",
          fix: "write Max with a slow policy; to pause for a while use autoscaling.keda.sh/paused-scale-in",
        };
      }
    },
  },
  {
    id: "behavior/no-window-down",
    severity: "warning",
    because:
      "without a window each dip ends replicas that the next wave starts again, with a rebalance each time (F-22)",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const down =
          givenScaling(placed).advanced?.horizontalPodAutoscalerConfig?.behavior?.scaleDown;
        const window = down?.stabilizationWindowSeconds;
        const start = placed.service.capacity?.startupSeconds ?? 0;
        if (window === undefined || window >= Math.max(30, start)) continue;
        yield {
          path: `${placed.path}.${behaviorPath}.scaleDown.stabilizationWindowSeconds`,
          expected: `at least ${Math.max(30, start)} seconds, ${start > 30 ? "capacity.startupSeconds" : "two looks of the HPA"}`,
          got: String(window),
          fix: "raise it, or remove it to get 300",
        };
      }
    },
  },
  {
    id: "behavior/slow-up",
    severity: "warning",
    because: "the HPA waits for the window before it adds a replica, longer than people may wait",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const up = givenScaling(placed).advanced?.horizontalPodAutoscalerConfig?.behavior?.scaleUp;
        const window = up?.stabilizationWindowSeconds;
        const wait = placed.service.slo?.waitSeconds;
        if (window === undefined || wait === undefined || window <= wait) continue;
        yield {
          path: `${placed.path}.${behaviorPath}.scaleUp.stabilizationWindowSeconds`,
          expected: `at most ${wait} seconds, slo.waitSeconds`,
          got: String(window),
          fix: "lower it, 0 is Kubernetes' own",
        };
      }
    },
  },
  {
    id: "behavior/tolerance-dropped",
    severity: "warning",
    because:
      "on older clusters the API server drops tolerance without a word (HPAConfigurableTolerance)",
    *check(context) {
      const { eks, existing } = context.settings.cluster;
      const version = eks?.version ?? existing?.version ?? context.versions.kubernetes;
      const minor = Number(version.split(".")[1]);
      if (minor >= toleranceMinor) return;
      for (const placed of servicesOf(context)) {
        const behavior = givenScaling(placed).advanced?.horizontalPodAutoscalerConfig?.behavior;
        for (const way of ["scaleUp", "scaleDown"] as const) {
          if (behavior?.[way]?.tolerance === undefined) continue;
          yield {
            path: `${placed.path}.${behaviorPath}.${way}.tolerance`,
            expected: `a Kubernetes minor from ${toleranceMinor} on`,
            got: version,
            fix: "remove it, or upgrade the cluster",
          };
        }
      }
    },
  },
];
