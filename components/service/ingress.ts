import type { IngressSettings, ServiceSettings } from "../../settings/generated/settings";
import { canBeAtZero } from "./can-be-at-zero";
import { serviceLabels } from "./labels";

/** The Ingress of a service: one host, all paths. Annotations that a person wrote win. */
export function ingressManifest(service: ServiceSettings<unknown>, ingress: IngressSettings) {
  const { host, className, tlsSecret } = ingress;
  const annotations: Record<string, string> = {
    ...(className === "alb" ? albAnnotations(service) : {}),
    ...(canBeAtZero(service) ? { "pulumi.com/skipAwait": "true" } : {}),
    ...ingress.annotations,
  };
  const backend = { service: { name: service.name, port: { name: "http" } } };
  return {
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: serviceLabels(service),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      ingressClassName: className,
      rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
      ...(tlsSecret === undefined ? {} : { tls: [{ hosts: [host], secretName: tlsSecret }] }),
    },
  };
}

/**
 * A ClusterIP Service can only be reached by pod addresses, and only a ready pod shall be.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 */
function albAnnotations({ probes }: ServiceSettings<unknown>): Record<string, string> {
  return {
    "alb.ingress.kubernetes.io/target-type": "ip",
    "alb.ingress.kubernetes.io/healthcheck-path": probes.readinessPath,
  };
}
