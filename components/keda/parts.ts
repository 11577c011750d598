/**
 * The three Deployments of KEDA's chart, by the label `app` of their pods: the chart's own names, which its selectors
 * use too.
 */
export const kedaParts = {
  operator: "keda-operator",
  metricsServer: "keda-operator-metrics-apiserver",
  webhooks: "keda-admission-webhooks",
} as const;

/** Ports that the parts listen on. https://keda.sh/docs/2.20/operate/cluster/ */
export const kedaPorts = {
  /** Operator: metric values for the metrics server, by gRPC. */
  metricValues: 9666,
  /** Metrics server: the API `external.metrics.k8s.io`. */
  externalMetrics: 6443,
  /** Webhooks: admission of ScaledObjects. */
  admission: 9443,
  /** Each part: metrics for Prometheus. */
  prometheus: 8080,
} as const;

/** Name of the operator's ServiceAccount: the chart's own. */
export const kedaServiceAccount = "keda-operator";
