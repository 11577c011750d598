import type { Rule } from "../rule";
import { givenScaling, hasExternalTrigger, scalerOf, servicesOf } from "../triggers";

/** What happens while KEDA cannot read the metric. */
export const fallbackRules: readonly Rule[] = [
  {
    id: "fallback/above-max",
    severity: "error",
    because:
      "the HPA never goes above maxReplicaCount, so that the fallback promises what nobody keeps",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const { fallback, maxReplicaCount } = service.scaling;
        if (fallback === undefined || fallback.behavior === "scalingModifiers") continue;
        if (fallback.replicas <= maxReplicaCount) continue;
        yield {
          path: `${path}.scaling.fallback.replicas`,
          expected: `at most maxReplicaCount, ${maxReplicaCount}`,
          got: String(fallback.replicas),
          fix: "lower it, or raise maxReplicaCount",
        };
      }
    },
  },
  {
    id: "fallback/to-zero",
    severity: "error",
    because:
      "with 0 KEDA takes a failure for inactivity and stops the service while messages wait (finding 2, scale_scaledobjects.go)",
    *check(context) {
      for (const { service, path, goesToZero } of servicesOf(context)) {
        const { fallback } = service.scaling;
        if (fallback === undefined || fallback.replicas > 0 || !goesToZero) continue;
        yield {
          path: `${path}.scaling.fallback.replicas`,
          expected: "at least 1",
          got: "0, with which any failure stops the service",
          fix: "raise it, or remove the fallback: without one, a failure leaves replicas as they are",
        };
      }
    },
  },
  {
    id: "fallback/below-min",
    severity: "warning",
    because: "the HPA never goes below minReplicaCount, so that the number is never used",
    *check(context) {
      for (const { service, path, goesToZero } of servicesOf(context)) {
        const { fallback, minReplicaCount } = service.scaling;
        if (fallback === undefined || goesToZero || fallback.replicas >= minReplicaCount) continue;
        if (fallback.behavior === "scalingModifiers") continue;
        yield {
          path: `${path}.scaling.fallback.replicas`,
          expected: `at least minReplicaCount, ${minReplicaCount}`,
          got: String(fallback.replicas),
          fix: "raise it",
        };
      }
    },
  },
  {
    id: "fallback/wakes-from-zero",
    severity: "warning",
    because:
      "a trigger that falls back is an active one, so that the first failure starts what sleeps, and it goes on until Kafka is back (recorded with KEDA 2.20, test/live/loop.test.ts)",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { fallback } = givenScaling(placed);
        if (fallback?.failureThreshold !== 0 || !placed.goesToZero) continue;
        yield {
          path: `${placed.path}.scaling.fallback`,
          expected: "minReplicaCount of at least 1 beside a fallback",
          got: "a service that goes to 0, which any outage starts",
          fix: "raise minReplicaCount if the service must survive an outage, or remove the fallback: without one, a failure leaves replicas as they are",
        };
      }
    },
  },
  {
    id: "fallback/without-external-trigger",
    severity: "error",
    because:
      "KEDA's webhook refuses a fallback where only cpu or memory scales: the HPA reads those itself",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        if (service.scaling.fallback === undefined || hasExternalTrigger(service)) continue;
        yield {
          path: `${path}.scaling.fallback`,
          expected: "a trigger that KEDA itself reads",
          got: "cpu and memory only",
          fix: "remove the fallback",
        };
      }
    },
  },
  {
    id: "fallback/modifiers-without-formula",
    severity: "error",
    because: "KEDA's webhook refuses it: there is no formula that could fall back",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const { fallback, advanced } = service.scaling;
        if (fallback?.behavior !== "scalingModifiers") continue;
        if (advanced.scalingModifiers !== undefined) continue;
        yield {
          path: `${path}.scaling.fallback.behavior`,
          expected: "advanced.scalingModifiers with a formula",
          got: "none",
          fix: "add the formula, or write currentReplicasIfHigher",
        };
      }
    },
  },
  {
    id: "fallback/never-starts",
    severity: "warning",
    because:
      "the first failure drops the Kafka client, and without a broker no new one can be built: the count of failures stays at 1 (recorded with KEDA 2.20.2, guide 3.6)",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { fallback } = givenScaling(placed);
        if (fallback === undefined || fallback.failureThreshold === 0) continue;
        if (!placed.service.scaling.triggers.some((trigger) => /kafka/.test(scalerOf(trigger))))
          continue;
        yield {
          path: `${placed.path}.scaling.fallback.failureThreshold`,
          expected: "0, which also holds in a plain Kafka outage",
          got: String(fallback.failureThreshold),
          fix: "write 0 and behavior: currentReplicasIfHigher",
        };
      }
    },
  },
];
