import type { PodSet, PodSize } from "./fit";
import type { PlatformSettings, ServiceSettings } from "./generated/settings";
import { refusal, regionOf, type Wishes } from "./node-pool";
import { mebibytes, milliCpu } from "./quantity";

/** What a pod asks for. */
export function sizeOf(requests: { cpu: string; memory: string; gpus?: number }): PodSize {
  return {
    milliCpu: milliCpu(requests.cpu),
    memoryMiB: mebibytes(requests.memory),
    gpus: requests.gpus ?? 0,
  };
}

/** Groups whose nodes admit such pods. */
export function admitting(settings: PlatformSettings<unknown>, wishes: Wishes): string[] {
  const region = regionOf(settings);
  return (settings.nodes?.groups ?? [])
    .filter((group) => refusal(group, wishes, region) === undefined)
    .map(({ name }) => name);
}

/** Services whose pods we make, at a number of replicas. */
export function servicePods(
  settings: PlatformSettings<unknown>,
  replicas: (service: ServiceSettings<unknown>) => number,
): PodSet[] {
  return settings.services
    .filter(({ image }) => image !== undefined)
    .map((service) => ({
      name: service.name,
      size: sizeOf(service.resources),
      count: replicas(service),
      onePerNode: service.placement.onePerNode,
      pools: admitting(settings, { placement: service.placement, gpus: service.resources.gpus }),
    }));
}

/** Brokers and controllers of a Strimzi cluster. */
export function kafkaPods(settings: PlatformSettings<unknown>): PodSet[] {
  const strimzi = settings.kafka?.strimzi;
  if (strimzi === undefined) return [];
  const pools = admitting(settings, kafkaWishes(strimzi.nodeGroup));
  return [
    { name: "Kafka brokers", of: strimzi.brokers },
    { name: "Kafka controllers", of: strimzi.controllers },
  ].map(({ name, of }) => ({
    name,
    size: sizeOf(of),
    count: of.replicas,
    onePerNode: false,
    pools,
  }));
}

export function kafkaWishes(nodeGroup: string | undefined): Wishes {
  const chosen = nodeGroup === undefined ? {} : { nodeGroup };
  return { placement: { ...chosen, nodeSelector: {}, tolerations: [] }, gpus: 0 };
}

/**
 * Pods that every cluster of the platform runs: CoreDNS 2 x 100m/70Mi, metrics-server 2 x 100m/200Mi, Cluster Autoscaler
 * 100m/600Mi, the EBS CSI controller 2 x 60m/240Mi, KEDA's three parts 100m/100Mi each, Strimzi's operator 200m/384Mi,
 * and Prometheus with what belongs to it. Sources: the add-ons' and charts' default requests, and our own values.
 */
export function platformPods(settings: PlatformSettings<unknown>): PodSet[] {
  if (settings.cluster.eks === undefined) return [];
  const pools = admitting(settings, kafkaWishes(undefined));
  const { stack } = settings.monitoring;
  const pod = (name: string, count: number, cpu: number, memoryMiB: number): PodSet => ({
    name,
    size: { milliCpu: cpu, memoryMiB, gpus: 0 },
    count,
    onePerNode: false,
    pools,
  });
  return [
    pod("CoreDNS", 2, 100, 70),
    pod("metrics-server", 2, 100, 200),
    pod("Cluster Autoscaler", 1, 100, 600),
    pod("EBS CSI controller", 2, 60, 240),
    pod("KEDA", 3 * (settings.keda.operator?.replicas ?? 0), 100, 100),
    pod("Strimzi operator", settings.kafka?.strimzi === undefined ? 0 : 1, 200, 384),
    ...(stack === undefined
      ? []
      : [
          pod("Prometheus", 1, 210, stack.memoryMiB + 32),
          pod("Prometheus operator", 1, 50, 128),
          pod("kube-state-metrics", 1, 20, 64),
        ]),
  ];
}
