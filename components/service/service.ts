import ipaddr from "ipaddr.js";
import type { ServiceSettings } from "../../settings/generated/settings";
import { canBeAtZero } from "./can-be-at-zero";
import { selectorLabels, serviceLabels } from "./labels";

/** Port of the Service, so that inside the cluster `http://<name>.<namespace>` is enough. */
export const servicePort = 80;

/** Whether the service has a Service at all. */
export function hasService({ port, exposure }: ServiceSettings<unknown>): boolean {
  return port !== undefined && exposure !== "none";
}

/** The Service, by the name of the service: inside the cluster only, or a network load balancer. */
export function serviceManifest(service: ServiceSettings<unknown>) {
  const isBalanced = service.exposure === "loadBalancer";
  const ranges = service.loadBalancerSourceRanges;
  const annotations: Record<string, string> = {
    ...(isBalanced ? loadBalancerAnnotations(ranges) : {}),
    // Pulumi waits for endpoints, and a service at zero has none.
    ...(canBeAtZero(service) ? { "pulumi.com/skipAwait": "true" } : {}),
  };
  return {
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: serviceLabels(service),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      type: isBalanced ? "LoadBalancer" : "ClusterIP",
      ...(isBalanced && ranges.length > 0 ? { loadBalancerSourceRanges: ranges } : {}),
      selector: selectorLabels(service),
      ports: [{ name: "http", port: servicePort, targetPort: "http", protocol: "TCP" }],
    },
  };
}

/**
 * Internal unless somebody named an address range of the internet. Both spellings, because EKS' own controller reads
 * `internal` and the AWS Load Balancer Controller `scheme`; other clouds read neither.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
 */
function loadBalancerAnnotations(ranges: readonly string[]): Record<string, string> {
  const prefix = "service.beta.kubernetes.io/aws-load-balancer";
  const type = { [`${prefix}-type`]: "nlb" };
  return ranges.some(isPublic)
    ? { ...type, [`${prefix}-scheme`]: "internet-facing" }
    : { ...type, [`${prefix}-scheme`]: "internal", [`${prefix}-internal`]: "true" };
}

const privateRanges: readonly string[] = ["private", "uniqueLocal", "carrierGradeNat", "loopback"];

function isPublic(cidr: string): boolean {
  const [address] = ipaddr.parseCIDR(cidr);
  return !privateRanges.includes(address.range());
}
