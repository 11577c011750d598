import ipaddr from "ipaddr.js";
import type { Labels, Selector } from "../../forecast/nodes/placed-pod";
import { selects as fulfilled } from "../../forecast/nodes/selection";

/** A NetworkPolicy, as far as it decides. https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export interface Policy {
  metadata: { name?: string; namespace?: string };
  spec: {
    podSelector?: Selector;
    policyTypes?: string[];
    ingress?: IngressRule[];
    egress?: EgressRule[];
  };
}

interface IngressRule {
  from?: Peer[];
  ports?: Port[];
}

interface EgressRule {
  to?: Peer[];
  ports?: Port[];
}

interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface Port {
  protocol?: string;
  port?: number | string;
  endPort?: number;
}

/** One end of a connection: a pod of the cluster, or an address outside it. */
export interface Pod {
  namespace: string;
  labels: Record<string, string>;
  /** Labels of the namespace besides its name's, which Kubernetes sets. */
  namespaceLabels?: Record<string, string>;
  /** Names of the container's ports. */
  namedPorts?: Record<string, number>;
  /** Policies may also name pods by address, though they should not. */
  address?: string;
}

/** An end that no policy selects: the API server of EKS, a broker in the VPC, the internet. */
export interface Outside {
  address: string;
}

export type End = Pod | Outside;

/** A port of the target. */
export interface Target {
  port: number;
  protocol?: "TCP" | "UDP" | "SCTP";
}

/**
 * Whether Kubernetes lets `source` open a connection to `target`: the source's policies must let it out and the target's
 * must let it in. A pod that no policy of a direction selects is open in that direction.
 */
export function isAllowed(
  policies: readonly Policy[],
  source: End,
  target: End,
  { port, protocol = "TCP" }: Target,
): boolean {
  const named = "labels" in target ? (target.namedPorts ?? {}) : {};
  const opens = (ports: readonly Port[] | undefined) => portOpens(ports, port, protocol, named);
  const out = direction(policies, "Egress", source, ({ spec, metadata }) =>
    (spec.egress ?? []).some(
      ({ to, ports }) => opens(ports) && peersName(to, target, metadata.namespace),
    ),
  );
  const into = direction(policies, "Ingress", target, ({ spec, metadata }) =>
    (spec.ingress ?? []).some(
      ({ from, ports }) => opens(ports) && peersName(from, source, metadata.namespace),
    ),
  );
  return out && into;
}

/** Policies that select a pod, in whatever direction. */
export function selecting(policies: readonly Policy[], end: End): Policy[] {
  if (!("labels" in end)) return [];
  return policies.filter(
    ({ metadata, spec }) =>
      (metadata.namespace ?? "default") === end.namespace &&
      selects(spec.podSelector ?? {}, end.labels),
  );
}

/** Policies add up: one that lets through is enough, and without any everything is let through. */
function direction(
  policies: readonly Policy[],
  type: "Ingress" | "Egress",
  end: End,
  lets: (policy: Policy) => boolean,
): boolean {
  const isolating = selecting(policies, end).filter((policy) => types(policy).includes(type));
  return isolating.length === 0 || isolating.some(lets);
}

/** Without `policyTypes`, a policy is about ingress, and about egress when it has egress rules. */
function types({ spec }: Policy): string[] {
  return spec.policyTypes ?? (spec.egress === undefined ? ["Ingress"] : ["Ingress", "Egress"]);
}

/** An absent or empty list of peers names everybody. Selectors in one peer are both needed; peers add up. */
function peersName(peers: readonly Peer[] | undefined, end: End, own = "default"): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some((peer) => {
    if (peer.ipBlock !== undefined)
      return end.address !== undefined && blockHas(peer.ipBlock, end.address);
    if (!("labels" in end)) return false;
    const inNamespace =
      peer.namespaceSelector === undefined
        ? end.namespace === own
        : selects(peer.namespaceSelector, {
            ...end.namespaceLabels,
            "kubernetes.io/metadata.name": end.namespace,
          });
    return inNamespace && selects(peer.podSelector ?? {}, end.labels);
  });
}

/** An absent or empty list of ports opens all; a port without a number opens all of its protocol, which is TCP by default. */
function portOpens(
  ports: readonly Port[] | undefined,
  port: number,
  protocol: string,
  named: Record<string, number>,
): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((one) => {
    if ((one.protocol ?? "TCP") !== protocol) return false;
    if (one.port === undefined) return true;
    const first = typeof one.port === "string" ? named[one.port] : one.port;
    return first !== undefined && first <= port && port <= (one.endPort ?? first);
  });
}

/** The block without its exceptions. */
function blockHas(
  { cidr, except = [] }: { cidr: string; except?: string[] },
  address: string,
): boolean {
  const has = (range: string): boolean => {
    const parsed = ipaddr.parse(address);
    const [network, prefix] = ipaddr.parseCIDR(range);
    return parsed.kind() === network.kind() && parsed.match(network, prefix);
  };
  return has(cidr) && !except.some(has);
}

/** All labels and all expressions must hold; an empty selector selects everything. A node may be wanted by more, a label may not. */
function selects(selector: Selector, labels: Labels): boolean {
  for (const { operator } of selector.matchExpressions ?? [])
    if (!/^(In|NotIn|Exists|DoesNotExist)$/.test(operator))
      throw new Error(
        `matchExpressions.operator: expected In, NotIn, Exists or DoesNotExist, got ${operator}: correct it`,
      );
  return fulfilled(selector, labels);
}
