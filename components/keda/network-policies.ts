import type {
  EgressSettings,
  KafkaSettings,
  MonitoringSettings,
} from "../../settings/generated/settings";
import { prometheusServer } from "../../settings/prometheus-server";
import { kafkaEgress } from "../service/kafka-egress";
import { inNamespace, tcp } from "../service/network-rule";
import { kedaParts, kedaPorts } from "./parts";
import { prometheusEgress } from "./prometheus-egress";

/** Whom KEDA talks to. */
export interface KedaNeighbours<W = string> {
  /** Namespace of KEDA. */
  namespace: string;
  /** Namespaces whose services, and whose queues, KEDA looks at. */
  watchNamespaces: readonly string[];
  /** Address range of the nodes and of the control plane's network interfaces. Unknown on clusters that are not ours. */
  vpcCidr?: W;
  /** Address range of the Kubernetes Services. */
  serviceCidr?: string;
  kafka?: KafkaSettings<W>;
  monitoring?: MonitoringSettings;
  /** The operator calls AWS: SQS, CloudWatch, MSK's IAM authentication. */
  usesAws: boolean;
  /** Other sources of metrics. */
  egress: readonly EgressSettings[];
}

/** Every IPv4 address but the link-local ones, where the instance metadata service hands out the node's role. */
const everywhere = { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] };

/** Where EKS Pod Identity's agent answers on every node. */
const podIdentityAgent = "169.254.170.23/32";

/** Policies of KEDA's three parts. Everything that they do not name is refused by the namespace's default. */
export function kedaNetworkPolicies<W = string>(neighbours: KedaNeighbours<W>) {
  return {
    operator: policy(neighbours, kedaParts.operator, {
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { app: kedaParts.metricsServer } } }],
          ports: [tcp(kedaPorts.metricValues)],
        },
      ],
      egress: operatorEgress(neighbours),
    }),
    metricsServer: policy(neighbours, kedaParts.metricsServer, {
      ingress: [fromApiServer(neighbours, kedaPorts.externalMetrics)],
      egress: [
        {
          to: [{ podSelector: { matchLabels: { app: kedaParts.operator } } }],
          ports: [tcp(kedaPorts.metricValues)],
        },
      ],
    }),
    webhooks: policy(neighbours, kedaParts.webhooks, {
      ingress: [fromApiServer(neighbours, kedaPorts.admission)],
      egress: [],
    }),
  };
}

/** A part's own rules with those that all three share: Prometheus in, the API server out. */
function policy<W, I extends object, E extends object>(
  neighbours: KedaNeighbours<W>,
  app: string,
  { ingress, egress }: { ingress: I[]; egress: E[] },
) {
  const prometheus = prometheusServer(neighbours.monitoring);
  const scrape =
    prometheus === undefined
      ? []
      : [{ from: [inNamespace(prometheus.namespace)], ports: [tcp(kedaPorts.prometheus)] }];
  return {
    metadata: {
      name: app,
      namespace: neighbours.namespace,
      labels: {
        "app.kubernetes.io/part-of": "chatbot-platform",
        "app.kubernetes.io/managed-by": "pulumi",
      },
    },
    spec: {
      podSelector: { matchLabels: { app } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [...ingress, ...scrape],
      egress: [toApiServer(neighbours), ...egress],
    },
  };
}

/**
 * The API server is no pod on EKS: it comes from network interfaces in the VPC, which no namespaceSelector matches. Where
 * the VPC is unknown it may come from anywhere; both ports ask for certificates or speak only to admission requests.
 */
function fromApiServer<W>({ vpcCidr }: KedaNeighbours<W>, port: number) {
  return {
    from: [{ ipBlock: vpcCidr === undefined ? everywhere : { cidr: vpcCidr } }],
    ports: [tcp(port)],
  };
}

/**
 * Some enforcers see the address of the Service `kubernetes` (the VPC CNI's does), others the address behind it. Narrow
 * only where both ranges are known. 6443 is the port behind it on clusters other than EKS.
 */
function toApiServer<W>({ vpcCidr, serviceCidr }: KedaNeighbours<W>) {
  const blocks =
    vpcCidr === undefined || serviceCidr === undefined
      ? [{ ipBlock: everywhere }]
      : [{ ipBlock: { cidr: vpcCidr } }, { ipBlock: { cidr: serviceCidr } }];
  return { to: blocks, ports: [tcp(443), tcp(6443)] };
}

function operatorEgress<W>({
  namespace,
  watchNamespaces,
  kafka,
  monitoring,
  usesAws,
  egress,
}: KedaNeighbours<W>) {
  const bootstrapServers = kafka?.external?.bootstrapServers ?? kafka?.msk?.bootstrapServers;
  const sources = watchNamespaces.filter((name) => name !== namespace);
  return [
    ...(kafka === undefined ? [] : kafkaEgress(kafka, bootstrapServers)),
    ...prometheusEgress(prometheusServer(monitoring)),
    // Queues and caches that live beside the services. Whether one lets KEDA in is its own policy.
    ...(sources.length === 0
      ? []
      : [{ to: sources.map((name) => inNamespace(name)), ports: [{ protocol: "TCP" as const }] }]),
    ...(usesAws
      ? [
          { to: [{ ipBlock: { cidr: podIdentityAgent } }], ports: [tcp(80)] },
          { to: [{ ipBlock: everywhere }], ports: [tcp(443)] },
        ]
      : []),
    ...egress.map(({ cidr, ports }) => ({ to: [{ ipBlock: { cidr } }], ports: ports.map(tcp) })),
  ];
}
