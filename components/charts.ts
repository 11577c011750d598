import { versions } from "./versions";

/** A Helm chart of this platform, and where its makers publish it. */
interface Chart {
  name: string;
  /** Repository URL, or the `oci://` reference of the chart itself. */
  source: string;
  version: string;
}

/** KEDA. https://github.com/kedacore/charts */
export const kedaChart: Chart = {
  name: "keda",
  source: "https://kedacore.github.io/charts",
  version: versions.keda,
};

/** Strimzi; its repository at strimzi.io is deprecated. https://strimzi.io/downloads/ */
export const strimziChart: Chart = {
  name: "strimzi-kafka-operator",
  source: "oci://quay.io/strimzi-helm/strimzi-kafka-operator",
  version: versions.strimzi,
};

/** Cluster Autoscaler. https://github.com/kubernetes/autoscaler/tree/master/charts/cluster-autoscaler */
export const clusterAutoscalerChart: Chart = {
  name: "cluster-autoscaler",
  source: "https://kubernetes.github.io/autoscaler",
  version: versions.clusterAutoscalerChart,
};

/** Prometheus with its operator. https://github.com/prometheus-community/helm-charts/tree/main/charts/kube-prometheus-stack */
export const prometheusChart: Chart = {
  name: "kube-prometheus-stack",
  source: "https://prometheus-community.github.io/helm-charts",
  version: versions.kubePrometheusStack,
};

/** NVIDIA's device plugin. https://github.com/NVIDIA/k8s-device-plugin */
export const devicePluginChart: Chart = {
  name: "nvidia-device-plugin",
  source: "https://nvidia.github.io/k8s-device-plugin",
  version: versions.nvidiaDevicePlugin,
};

/**
 * Arguments of a `helm.v3.Release` that say which chart: that of the makers, or the same from a mirror. A local `.tgz`
 * carries its version itself.
 */
export function chartReference({ name, source, version }: Chart, mirror: string | undefined) {
  const from = mirror ?? source;
  if (from.startsWith("https://")) {
    return { chart: name, version, repositoryOpts: { repo: from } };
  }
  return from.startsWith("oci://") ? { chart: from, version } : { chart: from };
}
