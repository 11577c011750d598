import type { ServiceSettings } from "../../settings/generated/settings";
import { restrictedContainer, restrictedPod } from "../restricted-pod";
import { selectorLabels, serviceLabels } from "./labels";

/** The Deployment of a service. It has no `replicas`: KEDA and its HPA own that number from the first second on. */
export function deploymentManifest<W>(service: ServiceSettings<W>, image: W) {
  return {
    metadata: { name: service.name, namespace: service.namespace, labels: serviceLabels(service) },
    spec: {
      selector: { matchLabels: selectorLabels(service) },
      template: {
        metadata: { labels: serviceLabels(service), annotations: service.podAnnotations },
        spec: {
          securityContext: restrictedPod(service.runAsUser),
          containers: [{ name: service.name, image, securityContext: restrictedContainer }],
        },
      },
    },
  };
}
