import type { VersionMatrix } from "../settings/versions";

/** The one place for version numbers. A test checks that the rows fit each other. */
export const versions = {
  kubernetes: "1.35",
  // renovate: datasource=github-tags depName=kubernetes/autoscaler
  clusterAutoscaler: { "1.34": "v1.34.5", "1.35": "v1.35.2" },
  /** https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
  eksStandardSupportUntil: { "1.34": "2026-12-02", "1.35": "2027-03-27" },
  // renovate: datasource=helm depName=keda registryUrl=https://kedacore.github.io/charts
  keda: "2.20.2",
  // renovate: datasource=github-releases depName=strimzi/strimzi-kafka-operator
  strimzi: "1.2.0",
  kafka: ["4.2.0", "4.2.1", "4.3.0", "4.3.1"],
  // renovate: datasource=helm depName=cluster-autoscaler registryUrl=https://kubernetes.github.io/autoscaler
  clusterAutoscalerChart: "9.59.0",
  // renovate: datasource=helm depName=kube-prometheus-stack registryUrl=https://prometheus-community.github.io/helm-charts
  kubePrometheusStack: "88.5.3",
  // renovate: datasource=helm depName=nvidia-device-plugin registryUrl=https://nvidia.github.io/k8s-device-plugin
  nvidiaDevicePlugin: "0.20.0",
  // renovate: datasource=docker depName=registry.k8s.io/pause
  pause: "3.10",
  /** The oldest CLI that refreshes and destroys with a program that runs in the pipeline's own process. */
  pulumiCli: "3.181.0",
} as const satisfies VersionMatrix & Readonly<Record<string, unknown>>;
