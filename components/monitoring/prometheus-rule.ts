import { arrivalExpression, arrivalRecord } from "../../settings/arrival-record";
import { kafkaAlerts, kedaAlerts, nodeAlerts, scalingAlerts, type Alert } from "./alerts";
import { monitoringLabels } from "./parts";
import type { ScrapeTargets } from "./pod-monitors";

/** Seconds between two evaluations of what services are scaled by: a fresh sample waits for it half of that on average. */
export const recordSeconds = 5;

/** What Prometheus records, and what it finds wrong. Only what it scrapes is judged. */
export function prometheusRuleManifest(namespace: string, targets: ScrapeTargets) {
  const { strimzi, kedaNamespace, clusterAutoscaler } = targets;
  const alerts = [
    ...scalingAlerts,
    ...(kedaNamespace === undefined ? [] : kedaAlerts),
    ...(strimzi === undefined ? [] : kafkaAlerts(strimzi.clusterName)),
    ...(clusterAutoscaler ? nodeAlerts : []),
  ];
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "autoscaling", namespace, labels: monitoringLabels },
    spec: {
      groups: [
        ...(strimzi === undefined
          ? []
          : [
              {
                name: "arrivals",
                interval: `${recordSeconds}s`,
                rules: [{ record: arrivalRecord, expr: arrivalExpression }],
              },
            ]),
        { name: "autoscaling", rules: alerts.map(rule) },
      ],
    },
  };
}

function rule({ alert, expr, for: held, severity, summary, description }: Alert) {
  return {
    alert,
    expr,
    for: held,
    labels: { severity },
    annotations: { summary, description },
  };
}
