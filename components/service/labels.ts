import type { ServiceSettings } from "../../settings/generated/settings";

/** Labels that select the pods of a service. Frozen: a Deployment's selector can never change. */
export function selectorLabels({ name }: ServiceSettings<unknown>): Record<string, string> {
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "chatbot-platform" };
}

/** All labels of a service's objects. https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export function serviceLabels(service: ServiceSettings<unknown>): Record<string, string> {
  return {
    ...service.labels,
    ...selectorLabels(service),
    "app.kubernetes.io/managed-by": "pulumi",
  };
}
