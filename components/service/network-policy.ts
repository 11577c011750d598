import type { ServiceSettings } from "../../settings/generated/settings";
import { isolatedPods } from "../isolated-pods";
import { usesKafka } from "./consumer-env";
import { kafkaEgress } from "./kafka-egress";
import { selectorLabels, serviceLabels } from "./labels";
import type { Rule } from "./network-rule";
import { inNamespace, tcp } from "./network-rule";
import type { Surroundings } from "./surroundings";

/** Every service of a platform, in whatever namespace. */
const platformPods = {
  namespaceSelector: {},
  podSelector: { matchLabels: { "app.kubernetes.io/part-of": "chatbot-platform" } },
};

/**
 * Where EKS Pod Identity's agent answers on every node.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
const podIdentityAgent = "169.254.170.23/32";

/** Link-local addresses: among them the instance metadata service, which hands out the node's role. */
const linkLocal = "169.254.0.0/16";

/**
 * Who reaches the pods, and whom they reach. Everything that is not named is refused; DNS is the namespace's policy.
 */
export function networkPolicyManifest<W>(
  service: ServiceSettings<W>,
  surroundings: Surroundings<W>,
  needsAws: boolean,
) {
  return {
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: serviceLabels(service),
    },
    spec: isolatedPods(selectorLabels(service), {
      ingress: ingressRules(service, surroundings),
      egress: egressRules(service, surroundings, needsAws),
    }),
  };
}

function ingressRules<W>(
  { port, exposure }: ServiceSettings<W>,
  { monitoring }: Surroundings<W>,
): Rule[] {
  if (port === undefined) return [];
  const prometheus = monitoring?.prometheus;
  const scrape: Rule[] =
    prometheus === undefined
      ? []
      : [{ from: [inNamespace(prometheus.namespace)], ports: [tcp(port)] }];
  if (exposure === "none") return scrape;
  if (exposure === "inside") {
    return [{ from: [{ podSelector: {} }, platformPods], ports: [tcp(port)] }, ...scrape];
  }
  // From anywhere: health checks come from addresses of the load balancer that nobody knows here; who may come is
  // decided in front of it, by its source ranges.
  return [{ ports: [tcp(port)] }];
}

function egressRules<W>(
  service: ServiceSettings<W>,
  { kafka, connection }: Surroundings<W>,
  needsAws: boolean,
): Rule[] {
  return [
    // Whether another service lets them in is that service's own policy.
    { to: [platformPods] },
    ...(usesKafka(service) && kafka !== undefined
      ? kafkaEgress(kafka, connection?.bootstrapServers)
      : []),
    ...service.egress.map(({ cidr, ports }) => ({
      to: [{ ipBlock: { cidr } }],
      ports: ports.map(tcp),
    })),
    ...(needsAws
      ? [
          { to: [{ ipBlock: { cidr: podIdentityAgent } }], ports: [tcp(80)] },
          { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [linkLocal] } }], ports: [tcp(443)] },
        ]
      : []),
  ];
}
