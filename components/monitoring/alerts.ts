import { kedaParts } from "../keda/parts";
import { autoscalerServiceAccount } from "../node-autoscaler/values";
import { conditionMetric } from "./scaled-object-conditions";

/** One alert: what is wrong, and what somebody who is woken by it does first. */
export interface Alert {
  alert: string;
  /** PromQL; every series that it yields is one alert. */
  expr: string;
  /** How long it must hold. */
  for: string;
  /** `critical`: people wait now. `warning`: they will. */
  severity: "critical" | "warning";
  summary: string;
  description: string;
}

/** KEDA and the HPAs that it makes (check 83). */
export const kedaAlerts: readonly Alert[] = [
  {
    alert: "KedaScalerErrors",
    expr: "sum by (namespace, scaledObject, scaler) (increase(keda_scaler_detail_errors_total[5m])) > 3",
    for: "5m",
    severity: "warning",
    summary:
      "{{ $labels.scaledObject }} cannot read its trigger {{ $labels.scaler }} and is not scaled by it",
    description:
      "Read the Events of ScaledObject {{ $labels.namespace }}/{{ $labels.scaledObject }} and the operator's log. Usual causes: brokers or Prometheus not reachable (NetworkPolicy), wrong credentials (TriggerAuthentication), a topic or group that does not exist.",
  },
  {
    alert: "KedaMetricsServerDown",
    expr: `absent(up{job="${kedaParts.metricsServer}"} == 1)`,
    for: "5m",
    severity: "critical",
    summary:
      "KEDA's metrics server answers nobody: no HPA gets a metric and all replicas stay as they are",
    description:
      "Look at the Deployment keda-operator-metrics-apiserver and at the APIService v1beta1.external.metrics.k8s.io (kubectl get apiservice). False with FailedDiscoveryCheck: the API server does not reach port 6443; ServiceNotFound or another owner: a second provider has taken it.",
  },
];

/** ScaledObjects and their HPAs, whoever installed KEDA. */
export const scalingAlerts: readonly Alert[] = [
  {
    alert: "ScaledObjectFallback",
    expr: `${conditionMetric}{condition="Fallback"} == 1`,
    for: "2m",
    severity: "critical",
    summary: "{{ $labels.scaledobject }} runs on its fallback replicas, blind to its load",
    description:
      "A trigger of ScaledObject {{ $labels.namespace }}/{{ $labels.scaledobject }} fails. Repair what it reads first (brokers, Prometheus, credentials); until then raise fallback.replicas if the lag grows.",
  },
  {
    alert: "ScaledObjectPaused",
    expr: `${conditionMetric}{condition="Paused"} == 1`,
    for: "1h",
    severity: "warning",
    summary: "{{ $labels.scaledobject }} has been paused for an hour: nothing scales it",
    description:
      "Somebody set an annotation autoscaling.keda.sh/paused… on ScaledObject {{ $labels.namespace }}/{{ $labels.scaledobject }}. Ask why, then remove it.",
  },
  {
    alert: "ScaledToMaximum",
    expr: "kube_horizontalpodautoscaler_status_current_replicas >= kube_horizontalpodautoscaler_spec_max_replicas",
    for: "15m",
    severity: "warning",
    summary: "{{ $labels.horizontalpodautoscaler }} has been at its maximum for 15 minutes",
    description:
      "More load than maxReplicaCount replicas can do. If the lag grows: raise maxReplicaCount, and the topic's partitions with it, since a partition feeds one consumer. If it does not, consumers may hang: look at their logs.",
  },
  {
    alert: "HorizontalPodAutoscalerInactive",
    expr: 'kube_horizontalpodautoscaler_status_condition{condition="ScalingActive",status="false"} == 1 and on (namespace, horizontalpodautoscaler) kube_horizontalpodautoscaler_status_current_replicas > 0',
    for: "5m",
    severity: "critical",
    summary: "{{ $labels.horizontalpodautoscaler }} gets no metric and does not scale",
    description:
      "kubectl describe hpa -n {{ $labels.namespace }} {{ $labels.horizontalpodautoscaler }} names the reason. FailedGetExternalMetric: KEDA's metrics server or operator; FailedGetResourceMetric: metrics-server.",
  },
];

/** Kafka, as Strimzi's exporter shows it (check 71). */
export function kafkaAlerts(clusterName: string): readonly Alert[] {
  return [
    {
      alert: "KafkaExporterDown",
      expr: `absent(up{job="${clusterName}-kafka-exporter"} == 1)`,
      for: "5m",
      severity: "critical",
      summary: "Nobody counts arrivals: services scale by lag alone",
      description:
        "Look at the pod of Deployment kafka-exporter in Kafka's namespace. It reads the brokers by port 9091; when they are away, so is it.",
    },
    {
      alert: "ConsumerLagGrowing",
      expr: "min_over_time(kafka_consumergroup_lag_sum[15m]) > max_over_time(kafka_consumergroup_lag_sum[15m] offset 15m)",
      for: "5m",
      severity: "warning",
      summary: "{{ $labels.consumergroup }} falls behind on {{ $labels.topic }}",
      description:
        "In the last 15 minutes it owed more at best than in the 15 before at worst. Look whether its replicas are at maxReplicaCount, pending (nodes), failing or stuck on one partition (a hot key).",
    },
    {
      alert: "KafkaUnderReplicated",
      expr: "sum by (topic) (kafka_topic_partition_under_replicated_partition) > 0",
      for: "10m",
      severity: "critical",
      summary: "{{ $labels.topic }} has lost copies: one more broker away and producers stop",
      description:
        "A broker is down, slow or out of disk. Look at the pods and volumes of the brokers, and do not drain nodes until it is over.",
    },
  ];
}

/** Cluster Autoscaler. */
export const nodeAlerts: readonly Alert[] = [
  {
    alert: "ClusterAutoscalerDown",
    expr: `absent(up{job="${autoscalerServiceAccount}"} == 1)`,
    for: "5m",
    severity: "critical",
    summary: "Cluster Autoscaler does not run: no node comes or goes",
    description:
      "Look at Deployment cluster-autoscaler in kube-system. CrashLoopBackOff is most often AWS permissions: its role, or the Pod Identity association.",
  },
  {
    alert: "ClusterAutoscalerErrors",
    expr: "sum by (type) (increase(cluster_autoscaler_errors_total[15m])) > 5",
    for: "10m",
    severity: "warning",
    summary: "Cluster Autoscaler fails again and again: {{ $labels.type }}",
    description:
      "Read its log. cloudProviderError: AWS refuses or throttles; apiCallError: the API server refuses.",
  },
  {
    alert: "ClusterAutoscalerScaleUpFailed",
    expr: "sum by (reason) (increase(cluster_autoscaler_failed_scale_ups_total[15m])) > 0",
    for: "1m",
    severity: "warning",
    summary: "A node group got no node: {{ $labels.reason }}",
    description:
      "Read the activities of the Auto Scaling group. No capacity of a spot type: add instance types or an on-demand group; a limit: raise the account's quota; a timeout: the node did not join.",
  },
  {
    alert: "PodsUnschedulable",
    expr: "sum(max by (type) (cluster_autoscaler_unschedulable_pods_count)) > 0",
    for: "15m",
    severity: "critical",
    summary: "Pods have waited 15 minutes for a node",
    description:
      "kubectl get events -A --field-selector reason=NotTriggerScaleUp says why no group fits: maxSize reached, a taint, a zone of a volume, or a request larger than any node.",
  },
];
