import type { TriggerSettings } from "../generated/settings";
import { quantity } from "../quantity";
import type { Rule } from "../rule";
import { triggersOf } from "../triggers";

/** `cpu` or `memory` with its numbers; also in KEDA's own form under `other`. */
function resourceOf({ cpu, memory, other }: TriggerSettings<unknown>) {
  if (cpu !== undefined) return { key: "cpu", path: "cpu", ...cpu };
  if (memory !== undefined) return { key: "memory", path: "memory", ...memory };
  if (other?.type !== "cpu" && other?.type !== "memory") return undefined;
  const { value = "", containerName } = other.metadata;
  return { key: other.type, path: "other.metadata", value, containerName };
}

/** KEDA's `cpu` and `memory` scalers. */
export const resourceTriggerRules: readonly Rule[] = [
  {
    id: "resource-trigger/value",
    severity: "error",
    because:
      "KEDA reads Utilization as a whole percentage and AverageValue by resource.MustParse, which panics in the operator that all services share (F-11)",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const resource = resourceOf(trigger);
        if (resource === undefined) continue;
        const percent = trigger.metricType === "Utilization";
        const fits = percent
          ? /^[1-9][0-9]*$/.test(resource.value) && Number(resource.value) <= 2147483647
          : quantity(resource.value) > 0;
        if (fits) continue;
        yield {
          path: `${triggerPath}.${resource.path}.value`,
          expected: percent
            ? "a whole percentage of the request above 0, because metricType is Utilization"
            : "a quantity above 0, because metricType is AverageValue",
          got: JSON.stringify(resource.value),
          fix: percent
            ? 'write a number such as "70", or metricType: AverageValue for a quantity'
            : 'write a quantity such as "500m" or "512Mi"',
        };
      }
    },
  },
  {
    id: "resource-trigger/out-of-reach",
    severity: "warning",
    because:
      "a pod never uses more than its limit, so that the trigger never asks for another replica",
    *check(context) {
      for (const { trigger, triggerPath, service } of triggersOf(context)) {
        const resource = resourceOf(trigger);
        if (resource === undefined || service.image === undefined) continue;
        const { cpu, cpuLimit, memory, memoryLimit } = service.resources;
        const request = quantity(resource.key === "cpu" ? cpu : memory);
        const limit = quantity(resource.key === "cpu" ? (cpuLimit ?? "") : memoryLimit);
        const value = quantity(resource.value);
        const target = trigger.metricType === "Utilization" ? (value / 100) * request : value;
        if (!(target >= limit)) continue;
        yield {
          path: `${triggerPath}.${resource.path}.value`,
          expected: `less than the ${resource.key} limit, ${resource.key === "cpu" ? (cpuLimit ?? "") : memoryLimit}`,
          got: `${resource.value}${trigger.metricType === "Utilization" ? " percent of the request" : ""}`,
          fix: "lower it, or raise the limit",
        };
      }
    },
  },
  {
    id: "resource-trigger/below-anything",
    severity: "warning",
    because: "every process uses more, so that the service always stands at maxReplicaCount",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const resource = resourceOf(trigger);
        if (resource?.key !== "memory" || trigger.metricType !== "AverageValue") continue;
        const bytes = quantity(resource.value);
        if (!(bytes > 0 && bytes < 2 ** 20)) continue;
        yield {
          path: `${triggerPath}.${resource.path}.value`,
          expected: "at least 1Mi",
          got: `${bytes} bytes`,
          fix: 'write a suffix such as "Mi", or metricType: Utilization for a percentage',
        };
      }
    },
  },
  {
    id: "resource-trigger/unknown-container",
    severity: "error",
    because: "the HPA finds no metric for a container that no pod has",
    *check(context) {
      for (const { trigger, triggerPath, service } of triggersOf(context)) {
        const resource = resourceOf(trigger);
        if (resource?.containerName === undefined || service.image === undefined) continue;
        if (resource.containerName === service.name) continue;
        yield {
          path: `${triggerPath}.${resource.path}.containerName`,
          expected: JSON.stringify(service.name),
          got: JSON.stringify(resource.containerName),
          fix: "remove it: the pod has one container, called as the service",
        };
      }
    },
  },
];
