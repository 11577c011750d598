import type { ServiceSettings } from "../../settings/generated/settings";
import { serviceLabels } from "./labels";

/** The service's own ServiceAccount. Its token is mounted nowhere: Pod Identity brings a token of its own. */
export function serviceAccountManifest(service: ServiceSettings<unknown>) {
  return {
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: serviceLabels(service),
    },
    automountServiceAccountToken: false,
  };
}
