import type { ServiceSettings } from "../../settings/generated/settings";
import { hasService } from "./service";

/** An entry of a load balancer's status. */
interface Balancer {
  hostname?: string;
  ip?: string;
}

/** URL of a service; empty when nobody may reach it, or while a load balancer has no address yet. */
export function addressOf(
  service: ServiceSettings<unknown>,
  balancers: readonly Balancer[],
): string {
  const { name, namespace, exposure, ingress } = service;
  if (!hasService(service)) return "";
  if (exposure === "ingress" && ingress !== undefined) {
    // An ALB finds its certificate by host name, and says so by an annotation.
    const isEncrypted =
      ingress.tlsSecret !== undefined ||
      /HTTPS/.test(ingress.annotations["alb.ingress.kubernetes.io/listen-ports"] ?? "") ||
      ingress.annotations["alb.ingress.kubernetes.io/certificate-arn"] !== undefined;
    return `http${isEncrypted ? "s" : ""}://${ingress.host}`;
  }
  if (exposure !== "loadBalancer") return `http://${name}.${namespace}.svc`;
  const [first] = balancers;
  const host = first?.hostname ?? first?.ip;
  return host === undefined ? "" : `http://${host}`;
}
