import type { Rule } from "../rule";
import { givenScaling, hasExternalTrigger, servicesOf } from "../triggers";

/** What KEDA takes when nobody says how many replicas there may be. */
const kedaMaxReplicas = 100;

/** Bounds of the number of replicas among themselves. */
export const replicaBoundRules: readonly Rule[] = [
  {
    id: "scaling/min-above-max",
    severity: "error",
    because: "KEDA's CRD refuses it: no number of replicas satisfies both",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { minReplicaCount: min, maxReplicaCount: max } = placed.service.scaling;
        if (min <= max) continue;
        const chosen = givenScaling(placed).maxReplicaCount !== undefined;
        yield {
          path: `${placed.path}.scaling.minReplicaCount`,
          expected: `at most ${max}, ${chosen ? "maxReplicaCount" : "the most replicas that the topic can keep busy"}`,
          got: String(min),
          fix: chosen
            ? "lower minReplicaCount or raise maxReplicaCount"
            : "lower minReplicaCount, or raise the topic's partitions",
        };
      }
    },
  },
  {
    id: "scaling/min-without-max",
    severity: "error",
    because: `KEDA takes ${kedaMaxReplicas} for a maximum that nobody states, and refuses a minimum above it`,
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { minReplicaCount: min, maxReplicaCount: max } = givenScaling(placed);
        if (min === undefined || max !== undefined || min <= kedaMaxReplicas) continue;
        if (min > placed.service.scaling.maxReplicaCount) continue;
        yield {
          path: `${placed.path}.scaling.maxReplicaCount`,
          expected: `a value of at least ${min}, because minReplicaCount is above KEDA's own maximum of ${kedaMaxReplicas}`,
          got: "nothing",
          fix: "state maxReplicaCount",
        };
      }
    },
  },
  {
    id: "scaling/never-scales",
    severity: "warning",
    because:
      "with one number for both bounds, triggers change nothing and every quiet hour is paid",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const {
          minReplicaCount: min,
          maxReplicaCount: max,
          idleReplicaCount,
        } = placed.service.scaling;
        const written = givenScaling(placed).minReplicaCount !== undefined;
        if (!written || min !== max || max === 1 || idleReplicaCount !== undefined) continue;
        yield {
          path: `${placed.path}.scaling.minReplicaCount`,
          expected: `less than maxReplicaCount, ${max}`,
          got: String(min),
          fix: "lower it, or raise maxReplicaCount",
        };
      }
    },
  },
  {
    id: "scaling/pods-cannot-wake-themselves",
    severity: "error",
    because:
      "without a pod there is no cpu or memory to measure: KEDA's webhook refuses it on update, though not in a preview (F-09)",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        if (hasExternalTrigger(service) || service.scaling.minReplicaCount > 0) continue;
        yield {
          path: `${path}.scaling.minReplicaCount`,
          expected: "at least 1 when only cpu or memory scales the service",
          got: "0",
          fix: "write 1, or add a trigger that looks at work outside the pods",
        };
      }
    },
  },
  {
    id: "scaling/idle-never-reached",
    severity: "warning",
    because: "a service that only cpu or memory scales is always active to KEDA",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const { idleReplicaCount, minReplicaCount } = service.scaling;
        if (idleReplicaCount === undefined || minReplicaCount === 0) continue;
        if (hasExternalTrigger(service)) continue;
        yield {
          path: `${path}.scaling.idleReplicaCount`,
          expected: "a trigger that looks at work outside the pods",
          got: "cpu and memory only",
          fix: "add such a trigger, or remove idleReplicaCount",
        };
      }
    },
  },
  {
    id: "scaling/idle-without-effect",
    severity: "warning",
    because:
      "the service goes to 0 anyway; idleReplicaCount is for a jump between 0 and a higher minimum",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const { idleReplicaCount, minReplicaCount } = service.scaling;
        if (idleReplicaCount === undefined || minReplicaCount > idleReplicaCount) continue;
        yield {
          path: `${path}.scaling.idleReplicaCount`,
          expected: "less than minReplicaCount",
          got: `${idleReplicaCount} with minReplicaCount ${minReplicaCount}`,
          fix: "remove it, or raise minReplicaCount",
        };
      }
    },
  },
];
