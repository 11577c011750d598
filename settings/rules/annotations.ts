import type { Rule } from "../rule";
import { didYouMean } from "../suggest";
import { servicesOf } from "../triggers";

const prefix = "autoscaling.keda.sh/";

/** Annotations that are switches. */
const switches: readonly string[] = [
  `${prefix}paused`,
  `${prefix}paused-scale-in`,
  `${prefix}paused-scale-out`,
  `${prefix}force-activation`,
  "scaledobject.keda.sh/transfer-hpa-ownership",
];

const pausedReplicas = `${prefix}paused-replicas`;
const known: readonly string[] = [
  ...switches,
  pausedReplicas,
  "scaledobject.keda.sh/hpa-excluded-labels",
  "validations.keda.sh/hpa-ownership",
];

/** Annotations of the ScaledObject: https://keda.sh/docs/latest/concepts/scaling-deployments/ */
export const annotationRules: readonly Rule[] = [
  {
    id: "annotation/unknown",
    severity: "error",
    because:
      "KEDA passes over annotations that it does not know, so that a misspelt pause pauses nothing",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        for (const key of Object.keys(service.scaling.annotations)) {
          if (!/(^|\.)keda\.sh\//.test(key) && !/^autoscaling[./]/.test(key)) continue;
          if (known.includes(key)) continue;
          yield {
            path: `${path}.scaling.annotations[${JSON.stringify(key)}]`,
            expected: "one of KEDA's annotations",
            got: "an unknown one",
            fix: didYouMean(key, known) || `remove it; known are ${known.join(", ")}`,
          };
        }
      }
    },
  },
  {
    id: "annotation/switch",
    severity: "error",
    because: 'KEDA takes everything but "false" for true, also "no" and "off"',
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        for (const [key, value] of Object.entries(service.scaling.annotations)) {
          if (!switches.includes(key) || value === "true" || value === "false") continue;
          yield {
            path: `${path}.scaling.annotations[${JSON.stringify(key)}]`,
            expected: '"true" or "false"',
            got: JSON.stringify(value),
            fix: "write one of them, or remove the annotation",
          };
        }
      }
    },
  },
  {
    id: "annotation/paused-replicas",
    severity: "error",
    because: "KEDA reads a number of replicas",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const value = service.scaling.annotations[pausedReplicas];
        if (value === undefined) continue;
        if (/^\d{1,9}$/.test(value)) continue;
        yield {
          path: `${path}.scaling.annotations[${JSON.stringify(pausedReplicas)}]`,
          expected: "a whole number of replicas in quotes",
          got: JSON.stringify(value),
          fix: 'write a number such as "0"',
        };
      }
    },
  },
  {
    id: "annotation/paused",
    severity: "warning",
    because: "nothing scales until somebody remembers to take the annotation away",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        for (const [key, value] of Object.entries(service.scaling.annotations)) {
          const pauses = key.startsWith(`${prefix}paused`) || key === `${prefix}force-activation`;
          if (!pauses || value === "false") continue;
          yield {
            path: `${path}.scaling.annotations[${JSON.stringify(key)}]`,
            expected: "a service that scales",
            got: JSON.stringify(value),
            fix: "remove it when the reason is over, or silence this with the reason",
          };
        }
      }
    },
  },
  {
    id: "annotation/two-pauses",
    severity: "warning",
    because:
      "the second has no effect: a paused ScaledObject has no HPA that could go one way only",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const on = Object.entries(service.scaling.annotations)
          .filter(
            ([key, value]) => key.startsWith(prefix) && known.includes(key) && value !== "false",
          )
          .map(([key]) => key);
        const whole = on.find((key) => key === `${prefix}paused` || key === pausedReplicas);
        if (whole === undefined || on.length < 2) continue;
        yield {
          path: `${path}.scaling.annotations`,
          expected: `nothing beside ${whole}`,
          got: on.filter((key) => key !== whole).join(", "),
          fix: "keep one",
        };
      }
    },
  },
  {
    id: "annotation/no-hpa-to-adopt",
    severity: "error",
    because:
      "KEDA adopts the HPA that horizontalPodAutoscalerConfig.name names, and none without it",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const key = "scaledobject.keda.sh/transfer-hpa-ownership";
        if (service.scaling.annotations[key] !== "true") continue;
        if (service.scaling.advanced.horizontalPodAutoscalerConfig.name !== undefined) continue;
        yield {
          path: `${path}.scaling.advanced.horizontalPodAutoscalerConfig.name`,
          expected: "the name of the HPA that exists",
          got: "nothing",
          fix: "name it, or remove the annotation",
        };
      }
    },
  },
];
