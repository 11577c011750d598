import type { InstanceType } from "./instances";

/** What a node has for pods, after the system, the kubelet and DaemonSets took their part. */
export interface Allocatable {
  milliCpu: number;
  memoryMiB: number;
  pods: number;
  gpus: number;
}

/** Most pods that we let a node have; Cluster Autoscaler assumes the same for a group without nodes. */
const podLimit = 110;

/**
 * Requests of the DaemonSets that every node of ours runs: aws-node 50m, kube-proxy 100m, ebs-csi-node 30m/120Mi and
 * eks-pod-identity-agent, with what the add-ons may grow to.
 */
export const daemonSets = { milliCpu: 200, memoryMiB: 256, pods: 4 };

/** Memory that the hypervisor keeps of what EC2 advertises. Source: Karpenter's VM_MEMORY_OVERHEAD_PERCENT. */
const hypervisorShare = 0.075;

/** The kubelet's hard eviction threshold `memory.available` on EKS AMIs. */
const evictionMiB = 100;

/**
 * What nodes of a type have for our pods, with prefix delegation on.
 * Formulas: nodeadm (awslabs/amazon-eks-ami 81fec2e): kube-reserved memory = 255 MiB + 11 MiB x max pods; kube-reserved
 * CPU = 6 % of the first core, 1 % of the second, 0.5 % of the third and fourth, 0.25 % of the others.
 */
export function allocatable(type: InstanceType): Allocatable {
  const node = nodeAllocatable(type);
  return {
    milliCpu: node.milliCpu - daemonSets.milliCpu,
    memoryMiB: node.memoryMiB - daemonSets.memoryMiB,
    pods: node.pods - daemonSets.pods,
    gpus: node.gpus,
  };
}

/** What the kubelet offers, DaemonSets not yet counted: `status.allocatable` of the node. */
export function nodeAllocatable(type: InstanceType): Allocatable {
  const pods = maxPods(type);
  const memory = type.memoryMiB * (1 - hypervisorShare) - (255 + 11 * pods) - evictionMiB;
  return {
    milliCpu: type.vcpu * 1000 - reservedMilliCpu(type.vcpu),
    memoryMiB: Math.floor(memory),
    pods,
    gpus: type.gpus,
  };
}

/** With prefix delegation each of an interface's addresses becomes 16. */
export function maxPods({ maxPodsEni }: InstanceType): number {
  return maxPodsEni === undefined ? podLimit : Math.min(podLimit, 16 * (maxPodsEni - 2) + 2);
}

function reservedMilliCpu(cores: number): number {
  const share = (from: number, to: number, perMille: number): number =>
    Math.max(0, Math.min(cores, to) - from) * perMille;
  return Math.ceil(share(0, 1, 60) + share(1, 2, 10) + share(2, 4, 5) + share(4, Infinity, 2.5));
}
