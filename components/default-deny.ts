/**
 * Nobody reaches a pod of the namespace and no pod reaches anybody, until another policy says so: policies only ever add.
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic
 */
export function defaultDenyManifest(namespace: string) {
  return {
    metadata: { name: "default-deny", namespace, labels },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  };
}

/**
 * Every pod of the namespace may ask the cluster's DNS. By TCP too, because long answers (those of a headless Service with
 * many pods) do not fit into a datagram.
 */
export function dnsEgressManifest(namespace: string) {
  return {
    metadata: { name: "allow-dns", namespace, labels },
    spec: {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
          ],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ],
    },
  };
}

const labels = {
  "app.kubernetes.io/part-of": "chatbot-platform",
  "app.kubernetes.io/managed-by": "pulumi",
};
