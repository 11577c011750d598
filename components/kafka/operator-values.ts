/** Pods of the Strimzi operator, by the label that the chart gives them. */
export const operatorPods = { "strimzi.io/kind": "cluster-operator" };

/** Values of the chart `strimzi-kafka-operator`: what differs from its defaults, and what must never change with them. */
export function operatorValues(production: boolean) {
  return {
    replicas: production ? 2 : 1,
    leaderElection: { enable: true },
    podDisruptionBudget: production
      ? { enabled: true, minAvailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" }
      : { enabled: false },
    // Its own namespace alone. The chart adds the release's namespace to this list by itself: named twice, the
    // installation fails over a RoleBinding that exists already.
    watchAnyNamespace: false,
    watchNamespaces: [],
    // Brokers and everything else that the operator makes, under the Pod Security Standard "restricted" (check 31).
    extraEnvs: [{ name: "STRIMZI_POD_SECURITY_PROVIDER_CLASS", value: "restricted" }],
    generateNetworkPolicy: true,
    generatePodDisruptionBudget: true,
    // The chart's own policy lets the operator reach everything; ours name what it needs.
    operatorNetworkPolicy: { enabled: false },
    priorityClassName: "system-cluster-critical",
    enableServiceLinks: false,
    // 384Mi, the default, is short for hundreds of topics (guide: 512 to 768Mi).
    resources: {
      requests: { cpu: "200m", memory: "512Mi" },
      limits: { cpu: "1", memory: "512Mi" },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: operatorPods },
      },
    ],
  };
}
