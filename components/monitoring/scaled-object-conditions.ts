/** Name of the metric: 1 for each condition of a ScaledObject that is true, else 0. */
export const conditionMetric = "kube_scaledobject_status_condition";

/**
 * What kube-state-metrics reads of ScaledObjects: KEDA has no metric that says whether a fallback is active.
 * https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/extend/customresourcestate-metrics.md
 */
export const scaledObjectConditions = {
  kind: "CustomResourceStateMetrics",
  spec: {
    resources: [
      {
        groupVersionKind: { group: "keda.sh", version: "v1alpha1", kind: "ScaledObject" },
        labelsFromPath: {
          namespace: ["metadata", "namespace"],
          scaledobject: ["metadata", "name"],
        },
        metricNamePrefix: "kube_scaledobject",
        metrics: [
          {
            name: "status_condition",
            help: "Conditions of a ScaledObject",
            each: {
              type: "Gauge",
              gauge: {
                path: ["status", "conditions"],
                labelsFromPath: { condition: ["type"] },
                valueFrom: ["status"],
              },
            },
          },
        ],
      },
    ],
  },
};
