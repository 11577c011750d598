import { prometheusPort, type PrometheusServer } from "../../settings/prometheus-server";
import { inNamespace, tcp, type Rule } from "../service/network-rule";

/**
 * The way out to Prometheus: to its namespace when the address is one of the cluster's Services, else to wherever the
 * address leads. Both the address's port and the one that Prometheus itself listens on, because enforcers differ in which
 * of the two they see.
 */
export function prometheusEgress(server: PrometheusServer | undefined): Rule[] {
  if (server === undefined) return [];
  const { hostname, port, protocol } = new URL(server.serverAddress);
  const written = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
  const [, namespace, svc] = hostname.split(".");
  const isInside = namespace === undefined || svc === undefined || svc === "svc";
  if (!isInside) {
    const ipBlock = { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] };
    return [{ to: [{ ipBlock }], ports: [tcp(written)] }];
  }
  const ports = [...new Set([written, prometheusPort])].map(tcp);
  return [{ to: [inNamespace(namespace ?? server.namespace)], ports }];
}
