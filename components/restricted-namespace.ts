/** What a namespace of ours is made for, for the reader of `kubectl get namespaces --show-labels`. */
export interface RestrictedNamespace {
  /** Name of the namespace. */
  name: string;
  /** Kubernetes minor that the rules are taken from, such as `1.35`. */
  kubernetesVersion: string;
}

/**
 * A namespace that refuses pods which break the Pod Security Standard "restricted". The version is pinned, so that an
 * upgrade of the cluster does not refuse what ran the day before; a server older than the pin uses its own newest rules.
 * https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function restrictedNamespaceManifest({ name, kubernetesVersion }: RestrictedNamespace) {
  const rules = ["enforce", "audit", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, "restricted"],
    [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetesVersion}`],
  ]);
  return {
    metadata: {
      name,
      labels: {
        "app.kubernetes.io/part-of": "chatbot-platform",
        "app.kubernetes.io/managed-by": "pulumi",
        ...(Object.fromEntries(rules) as Record<string, string>),
      },
    },
  };
}
