import { isOpaque } from "../copy";
import type { TriggerSettings } from "../generated/settings";
import type { Rule } from "../rule";
import { readsPods, scalerOf, servicesOf, triggersOf } from "../triggers";

/** Scalers whose metric KEDA does not read through its cache. */
const uncached: readonly string[] = ["cpu", "memory", "cron"];

/**
 * What a trigger looks at, without what it is called and how it is compared; undefined when that is only known while
 * deploying.
 */
function subject(trigger: TriggerSettings<unknown>): string | undefined {
  const { kafka } = trigger;
  const looked =
    kafka === undefined
      ? { ...trigger, name: undefined, metricType: undefined, useCachedMetrics: undefined }
      : {
          kafka: [
            kafka.topic ?? "",
            kafka.consumerGroup ?? "",
            kafka.bootstrapServers ?? "",
            kafka.partitionLimitation ?? "",
          ],
        };
  let deferred = false;
  const text = JSON.stringify(looked, (_key, value: unknown) => {
    deferred ||= isOpaque(value);
    return value;
  });
  return deferred ? undefined : text;
}

/** Triggers among themselves, and how their metric is compared. */
export const triggerRules: readonly Rule[] = [
  {
    id: "trigger/duplicate-name",
    severity: "error",
    because: "KEDA's webhook refuses it: a formula could not tell them apart",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const names = service.scaling.triggers.map(({ name }) => name);
        for (const [j, name] of names.entries()) {
          if (name === undefined || names.indexOf(name) === j) continue;
          yield {
            path: `${path}.scaling.triggers[${j}].name`,
            expected: "a name that no other trigger of the service has",
            got: JSON.stringify(name),
            fix: "rename one",
          };
        }
      }
    },
  },
  {
    id: "trigger/duplicate",
    severity: "error",
    because:
      "the HPA takes the largest trigger, so the second adds queries and nothing else, and a sum in a formula counts it twice",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const subjects = service.scaling.triggers.map(subject);
        for (const [j, looked] of subjects.entries()) {
          if (looked === undefined || subjects.indexOf(looked) === j) continue;
          yield {
            path: `${path}.scaling.triggers[${j}]`,
            expected: "something that no other trigger looks at",
            got: `the same as triggers[${subjects.indexOf(looked)}]`,
            fix: "remove one",
          };
        }
      }
    },
  },
  {
    id: "trigger/cannot-be-cached",
    severity: "error",
    because: "KEDA's webhook refuses useCachedMetrics on cpu, memory and cron",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        if (trigger.useCachedMetrics !== true || !uncached.includes(scalerOf(trigger))) continue;
        yield {
          path: `${triggerPath}.useCachedMetrics`,
          expected: `no cache for ${scalerOf(trigger)}`,
          got: "true",
          fix: "remove it",
        };
      }
    },
  },
  {
    id: "trigger/cpu-metric-type",
    severity: "error",
    because:
      "KEDA's cpu and memory scalers know Utilization and AverageValue only, and say so when the object is already deployed",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const wrong = trigger.metricType === "Value" || trigger.metricType === undefined;
        if (!readsPods(trigger) || !wrong) continue;
        yield {
          path: `${triggerPath}.metricType`,
          expected: "Utilization or AverageValue",
          got: trigger.metricType ?? "nothing",
          fix: "write Utilization for a percentage of the request, AverageValue for a quantity",
        };
      }
    },
  },
  {
    id: "trigger/utilization-of-what",
    severity: "error",
    because: "only cpu and memory have a request that something could be a percentage of",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        if (trigger.metricType !== "Utilization" || readsPods(trigger)) continue;
        yield {
          path: `${triggerPath}.metricType`,
          expected: "AverageValue or Value",
          got: "Utilization",
          fix: "write AverageValue for work that replicas share, Value for ratios and latencies",
        };
      }
    },
  },
  {
    id: "trigger/many",
    severity: "warning",
    because:
      "KEDA's Kafka scaler holds the metadata of the whole cluster for each trigger: 35 GiB at 3,000 (keda#7453)",
    *check({ settings, written }) {
      const kafka = settings.services.flatMap(({ scaling }) =>
        scaling.triggers.filter((trigger) => scalerOf(trigger) === "kafka"),
      );
      const operator = written.keda?.operator;
      if (kafka.length <= 200 || operator?.memoryMiB === undefined) return;
      if (operator.memoryMiB >= 512 + 2 * kafka.length) return;
      yield {
        path: "keda.operator.memoryMiB",
        expected: `at least ${512 + 2 * kafka.length} for ${kafka.length} Kafka triggers`,
        got: String(operator.memoryMiB),
        fix: "remove it to have it derived",
      };
    },
  },
];
