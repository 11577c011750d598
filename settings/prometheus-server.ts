import type { MonitoringArgs } from "./args/monitoring";

/** A Prometheus, as those who ask it or are scraped by it need to know it. */
export interface PrometheusServer {
  /** Address of its HTTP API. */
  serverAddress: string;
  /** Namespace that it scrapes from. */
  namespace: string;
}

/** Name of the installed server's objects; the chart calls the Service `<name>-prometheus`. */
export const stackName = "platform";

/** Port of Prometheus' HTTP API. */
export const prometheusPort = 9090;

/** The Prometheus of a platform, installed or existing, or undefined when there is none. */
export function prometheusServer({ prometheus, stack }: MonitoringArgs = {}):
  PrometheusServer | undefined {
  if (prometheus !== undefined) {
    const { serverAddress, namespace = defaultNamespace } = prometheus;
    return { serverAddress, namespace };
  }
  if (stack === undefined) return undefined;
  const { namespace = defaultNamespace } = stack;
  const serverAddress = `http://${stackName}-prometheus.${namespace}.svc:${prometheusPort}`;
  return { serverAddress, namespace };
}

const defaultNamespace = "monitoring";
