/** One rule of a NetworkPolicy. https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: Port[];
}

/** Who, or whom: pods, or addresses outside. */
export interface Peer {
  namespaceSelector?: Selector;
  podSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface Selector {
  matchLabels?: Record<string, string>;
}

export interface Port {
  protocol: "TCP" | "UDP";
  port?: number;
}

export function tcp(port: number): Port {
  return { protocol: "TCP", port };
}

/** Pods of one namespace (all of them, or those with these labels), by the label that Kubernetes itself sets. */
export function inNamespace(name: string, podLabels?: Record<string, string>): Peer {
  return {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
    ...(podLabels === undefined ? {} : { podSelector: { matchLabels: podLabels } }),
  };
}
