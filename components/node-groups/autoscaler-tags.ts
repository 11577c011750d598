import { gpusOf, type ManagedGroup } from "./managed-groups";

const template = "k8s.io/cluster-autoscaler/node-template";

/** A tag of an Auto Scaling group. */
export interface AutoscalerTag {
  /** Part of a child's name: letters, digits and dashes. */
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
  const { group, labels, taints, zones } = managed;
  const [zone] = zones;
  const zoned = group.perZone && zone !== undefined;
  const zoneLabels = zoned
    ? { "topology.kubernetes.io/zone": zone, "topology.ebs.csi.aws.com/zone": zone }
    : {};
  const gpus = gpusOf(group);
  const { utilizationThreshold, unneededSeconds } = group.scaleDown;
  return [
    ...Object.entries({ ...labels, ...zoneLabels }).map(([key, value]) =>
      tag(`label-${key}`, `label/${key}`, value),
    ),
    ...taints.map(({ key, value, effect }) =>
      tag(`taint-${key}`, `taint/${key}`, `${value}:${effect}`),
    ),
    tag("ephemeral-storage", "resources/ephemeral-storage", `${group.diskGiB}Gi`),
    ...(gpus === 0 ? [] : [tag("gpus", "resources/nvidia.com/gpu", String(gpus))]),
    ...(utilizationThreshold === undefined
      ? []
      : [option("scaledownutilizationthreshold", String(utilizationThreshold))]),
    ...(unneededSeconds === undefined
      ? []
      : [option("scaledownunneededtime", `${unneededSeconds}s`)]),
  ];
}

function tag(slug: string, suffix: string, value: string): AutoscalerTag {
  return { slug: slug.replace(/[^A-Za-z0-9]+/g, "-"), key: `${template}/${suffix}`, value };
}

function option(name: string, value: string): AutoscalerTag {
  return tag(name, `autoscaling-options/${name}`, value);
}
