/** Pods of the chart, by the labels that their makers select them by. */
export const monitoringPods = {
  /** The server, which the operator makes. */
  prometheus: { "app.kubernetes.io/name": "prometheus" },
  operator: { "app.kubernetes.io/component": "prometheus-operator" },
  kubeStateMetrics: { "app.kubernetes.io/name": "kube-state-metrics" },
} as const;

/** Ports that are scraped. */
export const metricPorts = {
  /** Strimzi's Kafka exporter. */
  kafkaExporter: 9404,
  /** https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#how-can-i-monitor-cluster-autoscaler */
  clusterAutoscaler: 8085,
  kubeStateMetrics: 8080,
} as const;

/** Labels of every object of ours around Prometheus. */
export const monitoringLabels = {
  "app.kubernetes.io/part-of": "chatbot-platform",
  "app.kubernetes.io/managed-by": "pulumi",
};
