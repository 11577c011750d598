/**
 * Spec of a NetworkPolicy under which pods are reached by, and reach, only what the rules say. A direction without rules
 * is left out: closed by its policy type all the same, while an empty list, which the API server does not store, would make
 * every server-side apply a change.
 */
export function isolatedPods<I, E>(
  matchLabels: Record<string, string>,
  { ingress, egress }: { ingress: I[]; egress: E[] },
) {
  return {
    podSelector: { matchLabels },
    policyTypes: ["Ingress", "Egress"],
    ...(ingress.length === 0 ? {} : { ingress }),
    ...(egress.length === 0 ? {} : { egress }),
  };
}
