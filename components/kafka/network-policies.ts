import type { StrimziSettings } from "../../settings/generated/settings";
import { isolatedPods } from "../isolated-pods";
import { inNamespace, tcp, type Peer, type Rule } from "../service/network-rule";
import { isBalanced } from "./broker-config";
import { clientPort, kafkaLabels, type ClusterName } from "./names";
import { operatorPods } from "./operator-values";

/** Who comes to Kafka, and from where. */
export interface KafkaNeighbours {
  /** Namespaces whose pods are clients. */
  clientNamespaces: readonly string[];
  /** Namespace of KEDA, which reads the lag. */
  kedaNamespace: string;
  /** Namespace of Prometheus. */
  monitoringNamespace?: string;
}

/** Strimzi's ports. https://strimzi.io/docs/operators/latest/full/configuring.html */
const port = {
  controller: 9090,
  replication: 9091,
  agent: 8443,
  cruiseControl: 9090,
  metrics: 9404,
  operatorMetrics: 8080,
} as const;

/** Pods that may use the listener for clients; Strimzi writes the same into its own policy (check 59). */
export function clientPeers({ clientNamespaces, kedaNamespace }: KafkaNeighbours): Peer[] {
  return [...new Set([...clientNamespaces, kedaNamespace])].sort().map((name) => inNamespace(name));
}

/**
 * Policies of the namespace, one for each kind of pod in it. Strimzi writes policies for the way in, which only ever add;
 * these say both ways, because the namespace's default refuses both (check 87).
 */
export function kafkaNetworkPolicies(cluster: StrimziSettings, neighbours: KafkaNeighbours) {
  const pods = podsOf(cluster);
  const balancer = isBalanced(cluster) ? [peer(pods.cruiseControl)] : [];
  const scrape = scrapeRule(neighbours, port.metrics);
  const replication: Rule = { to: [peer(pods.kafka)], ports: [tcp(port.replication)] };
  // An empty `to` would mean everybody.
  const toCruiseControl: Rule[] =
    balancer.length === 0 ? [] : [{ to: balancer, ports: [tcp(port.cruiseControl)] }];
  return {
    operator: policy(cluster, "cluster-operator", operatorPods, {
      ingress: scrapeRule(neighbours, port.operatorMetrics),
      egress: [
        toApiServer,
        {
          to: [peer(pods.kafka)],
          ports: [tcp(port.controller), tcp(port.replication), tcp(port.agent)],
        },
        ...toCruiseControl,
      ],
    }),
    kafka: policy(cluster, "kafka", pods.kafka, {
      ingress: [
        {
          from: [peer(pods.kafka), peer(operatorPods)],
          ports: [tcp(port.controller), tcp(port.replication)],
        },
        {
          from: [peer(pods.entityOperator), peer(pods.exporter), ...balancer],
          ports: [tcp(port.replication)],
        },
        { from: [peer(operatorPods)], ports: [tcp(port.agent)] },
        { from: clientPeers(neighbours), ports: [tcp(clientPort)] },
        ...scrape,
      ],
      // Brokers read their certificates, and an init container the zone of its node, from the API server.
      egress: [
        toApiServer,
        { to: [peer(pods.kafka)], ports: [tcp(port.controller), tcp(port.replication)] },
      ],
    }),
    entityOperator: policy(cluster, "entity-operator", pods.entityOperator, {
      ingress: [],
      egress: [toApiServer, replication, ...toCruiseControl],
    }),
    exporter: policy(cluster, "kafka-exporter", pods.exporter, {
      ingress: scrape,
      egress: [replication],
    }),
    ...(isBalanced(cluster)
      ? {
          cruiseControl: policy(cluster, "cruise-control", pods.cruiseControl, {
            ingress: [
              {
                from: [peer(operatorPods), peer(pods.entityOperator)],
                ports: [tcp(port.cruiseControl)],
              },
            ],
            egress: [replication],
          }),
        }
      : {}),
  };
}

/** Pods of a cluster by the label that Strimzi sets: `<cluster>-<part>`. */
function podsOf({ clusterName }: ClusterName) {
  const named = (part: string) => ({ "strimzi.io/name": `${clusterName}-${part}` });
  return {
    kafka: named("kafka"),
    entityOperator: named("entity-operator"),
    exporter: named("kafka-exporter"),
    cruiseControl: named("cruise-control"),
  };
}

function peer(matchLabels: Record<string, string>): Peer {
  return { podSelector: { matchLabels } };
}

function scrapeRule({ monitoringNamespace }: KafkaNeighbours, from: number): Rule[] {
  if (monitoringNamespace === undefined) return [];
  return [{ from: [inNamespace(monitoringNamespace)], ports: [tcp(from)] }];
}

/**
 * The API server is no pod on EKS, and its address is not known here. Not by link-local addresses, where the instance
 * metadata service hands out the node's role. 6443 is the port behind the Service on clusters other than EKS.
 */
const toApiServer: Rule = {
  to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }],
  ports: [tcp(443), tcp(6443)],
};

function policy(
  { clusterName, namespace }: ClusterName,
  part: string,
  matchLabels: Record<string, string>,
  rules: { ingress: Rule[]; egress: Rule[] },
) {
  return {
    // Strimzi calls its own `<cluster>-network-policy-…` and by the part's name.
    metadata: { name: `allow-${clusterName}-${part}`, namespace, labels: kafkaLabels },
    spec: isolatedPods(matchLabels, rules),
  };
}
