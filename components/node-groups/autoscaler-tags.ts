import { nodeAllocatable } from "../../settings/facts/allocatable";
import { instanceType } from "../../settings/facts/instances";
import type { NodeGroupSettings } from "../../settings/generated/settings";
import { gpusOf, type ManagedGroup } from "./managed-groups";

const template = "k8s.io/cluster-autoscaler/node-template";

/** A tag of an Auto Scaling group. */
export interface AutoscalerTag {
  /** Part of a child's name: the tag's key without what all keys begin with. */
  slug: string;
  key: string;
  value: string;
}

/**
 * Tags by which Cluster Autoscaler knows a group's nodes before there is one. EKS copies none of a node group's own tags
 * to its Auto Scaling group, and DescribeNodegroup is only asked for a group that never had a node
 * (cluster-autoscaler/cloudprovider/aws/README.md).
 */
export function autoscalerTags(managed: ManagedGroup): AutoscalerTag[] {
  const { group, labels, zones } = managed;
  const [zone] = zones;
  // Nodes of a group over several zones may come up in any of them, so nothing may be promised.
  const zoneLabels =
    zones.length === 1 && zone !== undefined
      ? { "topology.kubernetes.io/zone": zone, "topology.ebs.csi.aws.com/zone": zone }
      : {};
  return [
    ...Object.entries({ ...labels, ...zoneLabels }).map(([key, value]) => tag("label", key, value)),
    ...taintTags(managed),
    ...Object.entries(resources(group)).map(([key, value]) => tag("resources", key, value)),
    ...Object.entries(scaleDown(group)).map(([key, value]) =>
      tag("autoscaling-options", key, value),
    ),
  ];
}

/**
 * One tag for each key, because the key is all that a tag has room for: of two taints with the same key the last one that
 * keeps pods out.
 */
function taintTags({ taints }: ManagedGroup): AutoscalerTag[] {
  const hard = taints.filter(({ effect }) => effect !== "PreferNoSchedule");
  const soft = taints.filter(({ effect }) => effect === "PreferNoSchedule");
  const byKey = new Map([...soft, ...hard].map((taint) => [taint.key, taint]));
  return [...byKey.values()].map(({ key, value, effect }) =>
    tag("taint", key, `${value}:${effect}`),
  );
}

/**
 * What a node offers. Without these tags the autoscaler takes all that EC2 advertises for allocatable (aws_manager.go): it
 * would order node after node for a pod that asks for nearly a whole
 * one and fits none. DaemonSets are not taken off here, because the autoscaler does so itself.
 */
function resources(group: NodeGroupSettings): Record<string, string> {
  const type = instanceType(group.instanceTypes[0] ?? "");
  const gpus = gpusOf(group);
  const node = type === undefined ? undefined : nodeAllocatable(type);
  return {
    ...(node === undefined
      ? {}
      : { cpu: `${node.milliCpu}m`, memory: `${node.memoryMiB}Mi`, pods: String(node.pods) }),
    "ephemeral-storage": `${allocatableGiB(group.diskGiB)}Gi`,
    ...(gpus === 0 ? {} : { "nvidia.com/gpu": String(gpus) }),
  };
}

/** The kubelet evicts at 10 % free disk, and nodeadm reserves 1 GiB (awslabs/amazon-eks-ami, kubelet defaults). */
function allocatableGiB(diskGiB: number): number {
  return Math.floor(diskGiB * 0.9) - 1;
}

/** Of nodes with GPUs the autoscaler compares only the GPUs, with a threshold of their own. */
function scaleDown(group: NodeGroupSettings): Record<string, string> {
  const { utilizationThreshold, unneededSeconds } = group.scaleDown;
  const threshold =
    gpusOf(group) > 0 ? "scaledowngpuutilizationthreshold" : "scaledownutilizationthreshold";
  return {
    ...(utilizationThreshold === undefined ? {} : { [threshold]: String(utilizationThreshold) }),
    ...(unneededSeconds === undefined ? {} : { scaledownunneededtime: `${unneededSeconds}s` }),
  };
}

function tag(kind: string, name: string, value: string): AutoscalerTag {
  return { slug: `${kind}-${name}`, key: `${template}/${kind}/${name}`, value };
}
