import type { PrometheusStackSettings } from "../../settings/generated/settings";
import { filledShare, scrapeSeconds } from "../../settings/metric-series";
import { stackName } from "../../settings/prometheus-server";
import { restrictedContainer, restrictedPod } from "../restricted-pod";
import { scaledObjectConditions } from "./scaled-object-conditions";

/** What the values need besides the settings. */
export interface StackSurroundings<W> {
  /** Namespaces whose HPAs and ScaledObjects are looked at. */
  watchNamespaces: readonly string[];
  /** Storage class of the volume; the cluster's default class when left out. */
  storageClass?: W;
}

/** Pods without privileges run as nobody. */
const nobody = 65534;

/**
 * Values of the chart `kube-prometheus-stack`: one server, its operator and kube-state-metrics for HPAs and ScaledObjects.
 * Off is what would only be looked at (Grafana), what nobody told where to send to (Alertmanager), and what EKS does not
 * show (etcd, scheduler, controller manager).
 */
export function stackValues<W>(
  stack: PrometheusStackSettings,
  { watchNamespaces, storageClass }: StackSurroundings<W>,
) {
  return {
    fullnameOverride: stackName,
    cleanPrometheusOperatorObjectNames: true,
    crds: { enabled: true },
    defaultRules: { create: false },
    alertmanager: { enabled: false },
    grafana: { enabled: false },
    nodeExporter: { enabled: false },
    kubernetesServiceMonitors: { enabled: false },
    kubelet: { enabled: false },
    kubeStateMetrics: { enabled: true },
    "kube-state-metrics": kubeStateMetrics(watchNamespaces),
    prometheusOperator: operator(),
    prometheus: {
      serviceMonitor: { selfMonitor: false },
      prometheusSpec: server(stack, storageClass),
    },
  };
}

function operator() {
  return {
    // Without webhooks nothing blocks a write while the operator is away, and no certificate runs out. What they would
    // find, our tests find before: the schema of every object and the grammar of every expression.
    admissionWebhooks: { enabled: false },
    tls: { enabled: false },
    serviceMonitor: { selfMonitor: false },
    // It would make a Service in kube-system that outlives the chart.
    kubeletService: { enabled: false },
    kubeletEndpointsEnabled: false,
    namespaces: { releaseNamespace: true, additional: [] },
    resources: resources("50m", 128),
    securityContext: restrictedPod(nobody),
    containerSecurityContext: restrictedContainer,
    prometheusConfigReloader: { resources: resources("10m", 32) },
  };
}

function server<W>(stack: PrometheusStackSettings, storageClass: W | undefined) {
  const { namespace, retentionDays, storageGiB, memoryMiB } = stack;
  const own = { matchLabels: { "kubernetes.io/metadata.name": namespace } };
  return {
    // One: while it restarts, the HPA keeps the replicas that it has and goes by lag. Two would count everything twice.
    replicas: 1,
    scrapeInterval: `${scrapeSeconds}s`,
    evaluationInterval: `${scrapeSeconds}s`,
    retention: `${retentionDays}d`,
    retentionSize: `${Math.floor(1024 * filledShare * storageGiB)}MiB`,
    enableAdminAPI: false,
    // What is scraped is said in one namespace only: a PodMonitor elsewhere could point it anywhere.
    podMonitorSelectorNilUsesHelmValues: false,
    podMonitorNamespaceSelector: own,
    serviceMonitorSelectorNilUsesHelmValues: false,
    serviceMonitorNamespaceSelector: own,
    ruleSelectorNilUsesHelmValues: false,
    ruleNamespaceSelector: own,
    probeNamespaceSelector: own,
    scrapeConfigNamespaceSelector: own,
    priorityClassName: "system-cluster-critical",
    resources: resources("200m", memoryMiB),
    securityContext: restrictedPod(nobody),
    // Its data lie on the volume: nodes may go from under it.
    podMetadata: { annotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "true" } },
    // With the stack goes its volume: metrics are no data of people.
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete", whenScaled: "Retain" },
    storageSpec: {
      volumeClaimTemplate: {
        spec: {
          accessModes: ["ReadWriteOnce"],
          ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
          resources: { requests: { storage: `${storageGiB}Gi` } },
        },
      },
    },
  };
}

function kubeStateMetrics(watchNamespaces: readonly string[]) {
  return {
    fullnameOverride: "kube-state-metrics",
    collectors: ["horizontalpodautoscalers"],
    namespaces: [...new Set(watchNamespaces)].sort().join(","),
    customResourceState: { enabled: true, config: scaledObjectConditions },
    rbac: {
      extraRules: [
        { apiGroups: ["keda.sh"], resources: ["scaledobjects"], verbs: ["list", "watch"] },
        {
          apiGroups: ["apiextensions.k8s.io"],
          resources: ["customresourcedefinitions"],
          verbs: ["list", "watch"],
        },
      ],
    },
    resources: resources("20m", 64),
    securityContext: restrictedPod(nobody),
    containerSecurityContext: restrictedContainer,
  };
}

/** Memory whole, so that the node cannot run out of it; CPU as it comes. */
function resources(cpu: string, memoryMiB: number) {
  const memory = `${memoryMiB}Mi`;
  return { requests: { cpu, memory }, limits: { memory } };
}
