import { prometheusPort } from "../../settings/prometheus-server";
import { isolatedPods } from "../isolated-pods";
import { kedaParts } from "../keda/parts";
import { inNamespace, tcp, type Peer, type Rule } from "../service/network-rule";
import { metricPorts, monitoringLabels, monitoringPods } from "./parts";
import { scrapedPods, type ScrapeTargets } from "./pod-monitors";

/** Who comes to Prometheus, and whom it scrapes. */
export interface MonitoringNeighbours {
  /** Namespace of Prometheus. */
  namespace: string;
  /** Namespace of the KEDA that asks it, installed or existing. */
  askingNamespace: string;
  targets: ScrapeTargets;
}

/**
 * The API server is no pod on EKS, and its address is not known here. Not by link-local addresses, where the instance
 * metadata service hands out the node's role. 6443 is the port behind the Service on clusters other than EKS.
 */
const toApiServer: Rule = {
  to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
  ports: [tcp(443), tcp(6443)],
};

/** Policies of the namespace, one for each kind of pod in it. What they do not name is refused by the namespace's default. */
export function monitoringNetworkPolicies(neighbours: MonitoringNeighbours) {
  const { namespace, askingNamespace, targets } = neighbours;
  const { prometheus, operator, kubeStateMetrics } = monitoringPods;
  return {
    prometheus: policy(namespace, "prometheus", prometheus, {
      ingress: [
        {
          from: [inNamespace(askingNamespace, { app: kedaParts.operator })],
          ports: [tcp(prometheusPort)],
        },
      ],
      egress: [
        toApiServer,
        { to: [peer(kubeStateMetrics)], ports: [tcp(metricPorts.kubeStateMetrics)] },
        ...scrapedPods(targets).map(({ namespace: of, labels, port }) => ({
          to: [inNamespace(of, labels)],
          ports: [tcp(port)],
        })),
      ],
    }),
    operator: policy(namespace, "prometheus-operator", operator, {
      ingress: [],
      egress: [toApiServer],
    }),
    kubeStateMetrics: policy(namespace, "kube-state-metrics", kubeStateMetrics, {
      ingress: [{ from: [peer(prometheus)], ports: [tcp(metricPorts.kubeStateMetrics)] }],
      egress: [toApiServer],
    }),
  };
}

function peer(matchLabels: Record<string, string>): Peer {
  return { podSelector: { matchLabels } };
}

function policy(
  namespace: string,
  name: string,
  matchLabels: Record<string, string>,
  rules: { ingress: Rule[]; egress: Rule[] },
) {
  return {
    metadata: { name, namespace, labels: monitoringLabels },
    spec: isolatedPods(matchLabels, rules),
  };
}
