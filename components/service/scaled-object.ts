import type {
  AdvancedSettings,
  ScalingRulesSettings,
  ServiceSettings,
} from "../../settings/generated/settings";
import { canBeAtZero } from "./can-be-at-zero";
import type { KafkaConnection } from "./kafka-connection";
import { serviceLabels } from "./labels";
import { triggerManifest } from "./trigger";

/** The ScaledObject of a service: https://keda.sh/docs/latest/reference/scaledobject-spec/. */
export function scaledObjectManifest<W>(
  service: ServiceSettings<W>,
  connection: KafkaConnection<W> | undefined,
) {
  const { scaling } = service;
  const { triggers, annotations, fallback, idleReplicaCount } = scaling;
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: serviceLabels(service),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      scaleTargetRef: scaling.scaleTargetRef ?? {
        apiVersion: "apps/v1",
        kind: "Deployment",
        name: service.name,
      },
      ...intervals(service),
      ...(idleReplicaCount === undefined ? {} : { idleReplicaCount }),
      minReplicaCount: scaling.minReplicaCount,
      maxReplicaCount: scaling.maxReplicaCount,
      ...(fallback === undefined ? {} : { fallback }),
      advanced: advanced(scaling.advanced),
      triggers: triggers.map((trigger) => triggerManifest(trigger, connection)),
    },
  };
}

/** KEDA's webhook warns about these where they have no effect: in a service that never goes to zero. */
export function intervals({ scaling }: Pick<ServiceSettings<unknown>, "scaling">) {
  const { pollingInterval, cooldownPeriod, initialCooldownPeriod, triggers } = scaling;
  if (canBeAtZero({ scaling })) return { pollingInterval, cooldownPeriod, initialCooldownPeriod };
  // A cached metric is as old as the last poll, so there the interval counts at any number of replicas.
  const caches = triggers.some(({ useCachedMetrics }) => useCachedMetrics === true);
  return caches ? { pollingInterval } : {};
}

function advanced({
  restoreToOriginalReplicaCount,
  horizontalPodAutoscalerConfig: { name, behavior },
  scalingModifiers,
}: AdvancedSettings) {
  return {
    ...(restoreToOriginalReplicaCount ? { restoreToOriginalReplicaCount } : {}),
    horizontalPodAutoscalerConfig: {
      ...(name === undefined ? {} : { name }),
      behavior: {
        scaleUp: scalingRules(behavior.scaleUp),
        scaleDown: scalingRules(behavior.scaleDown),
      },
    },
    ...(scalingModifiers === undefined ? {} : { scalingModifiers }),
  };
}

/** `tolerance` is a Kubernetes quantity: whole numbers or text, and no fraction as a number. */
function scalingRules({ tolerance, ...rules }: ScalingRulesSettings) {
  return { ...rules, ...(tolerance === undefined ? {} : { tolerance: String(tolerance) }) };
}
