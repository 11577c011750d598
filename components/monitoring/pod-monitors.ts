import type { StrimziSettings } from "../../settings/generated/settings";
import { autoscalerServiceAccount } from "../node-autoscaler/values";
import { kedaParts, kedaPorts } from "../keda/parts";
import { metricPorts, monitoringLabels } from "./parts";

/** What Prometheus scrapes besides what belongs to it. */
export interface ScrapeTargets {
  /** Kafka, whose exporter says what arrives and what waits. */
  strimzi?: StrimziSettings;
  /** Namespace of the KEDA that the platform installs; one that exists may show no metrics. */
  kedaNamespace?: string;
  /** Cluster Autoscaler runs in `kube-system`. */
  clusterAutoscaler: boolean;
}

/** One kind of pod, and the metrics of it that are kept. */
interface Target {
  name: string;
  namespace: string;
  labels: Record<string, string>;
  /** Label of the pods that becomes `job`, by which alerts name them. */
  jobLabel: string;
  /** Name of the container's port, or its number where it has none. */
  port: string | number;
  /** Names of metrics, as a regular expression. Everything else is dropped, which bounds the memory. */
  keep: string;
  /** Topics that are left out, likewise. */
  dropTopics?: string;
}

/** PodMonitors in `namespace`, which is that of Prometheus, by role. */
export function podMonitors(namespace: string, targets: ScrapeTargets) {
  const { strimzi, kedaNamespace, clusterAutoscaler } = targets;
  const make = (target: Target) => podMonitor(namespace, target);
  return {
    ...(strimzi === undefined ? {} : { kafkaExporter: make(kafkaExporter(strimzi)) }),
    ...(kedaNamespace === undefined
      ? {}
      : {
          kedaOperator: make(keda(kedaParts.operator, kedaNamespace)),
          kedaMetricsServer: make(keda(kedaParts.metricsServer, kedaNamespace)),
        }),
    ...(clusterAutoscaler ? { clusterAutoscaler: make(autoscaler) } : {}),
  };
}

/** https://github.com/danielqsj/kafka_exporter#metrics */
function kafkaExporter({ clusterName, namespace }: StrimziSettings): Target {
  return {
    name: "kafka-exporter",
    namespace,
    labels: { "strimzi.io/name": `${clusterName}-kafka-exporter` },
    jobLabel: "strimzi.io/name",
    port: "tcp-prometheus",
    keep: "kafka_topic_partition_(current_offset|under_replicated_partition)|kafka_consumergroup_(lag_sum|members)",
    // Kafka's own, of which one alone has 50 partitions.
    dropTopics: "__.+",
  };
}

/** https://keda.sh/docs/2.20/integrations/prometheus/ */
function keda(app: string, namespace: string): Target {
  const keep = "keda_(scaler|scaled_object)_.+|process_resident_memory_bytes";
  return { name: app, namespace, labels: { app }, jobLabel: "app", port: "metrics", keep };
}

/** https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/proposals/metrics.md */
const autoscaler: Target = {
  name: autoscalerServiceAccount,
  namespace: "kube-system",
  labels: { "app.kubernetes.io/instance": autoscalerServiceAccount },
  jobLabel: "app.kubernetes.io/instance",
  port: metricPorts.clusterAutoscaler,
  keep: "cluster_autoscaler_(errors_total|failed_scale_ups_total|scaled_(up|down)_nodes_total|(nodes|max_nodes|unneeded_nodes|unschedulable_pods)_count|cluster_safe_to_autoscale)",
};

function podMonitor(namespace: string, target: Target) {
  const { name, labels, jobLabel, port, keep, dropTopics } = target;
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { name, namespace, labels: monitoringLabels },
    spec: {
      selector: { matchLabels: labels },
      namespaceSelector: { matchNames: [target.namespace] },
      jobLabel,
      podMetricsEndpoints: [
        {
          ...(typeof port === "string" ? { port } : { portNumber: port }),
          path: "/metrics",
          // KEDA's own label `namespace` is that of the ScaledObject, and says more than that of KEDA.
          honorLabels: true,
          metricRelabelings: [
            { sourceLabels: ["__name__"], regex: keep, action: "keep" },
            ...(dropTopics === undefined
              ? []
              : [{ sourceLabels: ["topic"], regex: dropTopics, action: "drop" }]),
          ],
        },
      ],
    },
  };
}

/** Who must let Prometheus in, and on which port. */
export function scrapedPods({ strimzi, kedaNamespace, clusterAutoscaler }: ScrapeTargets) {
  const { labels, namespace } = autoscaler;
  const exporter = strimzi === undefined ? undefined : kafkaExporter(strimzi);
  return [
    ...(exporter === undefined ? [] : [{ ...exporter, port: metricPorts.kafkaExporter }]),
    ...(kedaNamespace === undefined
      ? []
      : [kedaParts.operator, kedaParts.metricsServer].map((app) => ({
          namespace: kedaNamespace,
          labels: { app },
          port: kedaPorts.prometheus,
        }))),
    ...(clusterAutoscaler ? [{ namespace, labels, port: metricPorts.clusterAutoscaler }] : []),
  ];
}
