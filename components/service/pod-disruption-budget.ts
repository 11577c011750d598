import type { ServiceSettings } from "../../settings/generated/settings";
import { selectorLabels, serviceLabels } from "./labels";

/**
 * How many replicas a drain may take at once: one, unless told otherwise. Replicas that are not ready never hold a drain
 * up, because a broken service must not keep old nodes alive.
 * https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
export function podDisruptionBudgetManifest(service: ServiceSettings<unknown>) {
  const { minAvailable, maxUnavailable } = service.podDisruptionBudget;
  return {
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: serviceLabels(service),
    },
    spec: {
      ...(minAvailable === undefined
        ? { maxUnavailable: intOrPercent(maxUnavailable ?? "1") }
        : { minAvailable: intOrPercent(minAvailable) }),
      selector: { matchLabels: selectorLabels(service) },
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}

/** A number stays a number: Kubernetes reads the text "1" as no percentage and refuses it. */
function intOrPercent(text: string): number | string {
  return text.endsWith("%") ? text : Number(text);
}
