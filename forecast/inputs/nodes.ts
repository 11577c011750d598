import { managedGroups, type ManagedGroup } from "../../components/node-groups/managed-groups";
import { daemonSets, nodeAllocatable } from "../../settings/facts/allocatable";
import { instanceType, type InstanceType } from "../../settings/facts/instances";
import type { NodeGroupSettings, PlatformSettings } from "../../settings/generated/settings";
import { nodePrice } from "../money/instance-price";
import type { Prices } from "../money/prices";
import type { NodeTemplate } from "../nodes/estimate";
import type { PlacedPod } from "../nodes/placed-pod";
import type { NodeGroupSpec, NodesSpec } from "../world/spec";
import type { Delays } from "./delays";
import { existingNodes } from "./existing-nodes";
import { nodeAutoscaler } from "./node-autoscaler";
import type { Remarks } from "./remarks";

/** The nodes of a stack; one node without bounds where the cluster brings its own. */
export function nodesSpec(
  settings: PlatformSettings<unknown>,
  delays: Delays,
  prices: Prices,
  remarks: Remarks,
): NodesSpec {
  const { cluster, nodes } = settings;
  if (nodes === undefined) {
    remarks.assume(
      "the nodes of an existing cluster are not known: there is room for every pod, at no cost",
    );
    return existingNodes;
  }
  const region = cluster.eks?.region ?? "";
  return {
    groups: managedGroups(nodes.groups).flatMap((managed) => {
      const spec = groupSpec(managed, region, delays, prices);
      if (spec !== undefined) return [spec];
      remarks.assume(
        `nodes.groups: size or price of ${managed.group.instanceTypes.join(", ")} is not known: the forecast goes without the group ${JSON.stringify(managed.name)}`,
      );
      return [];
    }),
    autoscaler: nodeAutoscaler(nodes),
    scoring: cluster.eks?.schedulerScoring ?? "LeastAllocated",
  };
}

function groupSpec(
  managed: ManagedGroup,
  region: string,
  delays: Delays,
  prices: Prices,
): NodeGroupSpec | undefined {
  const { group } = managed;
  const [typeName = ""] = group.instanceTypes;
  const type = instanceType(typeName);
  const usdPerHour = nodePrice(group, prices);
  if (type === undefined || usdPerHour === undefined) return undefined;
  const spot = group.capacityType === "SPOT";
  return {
    template: template(managed, typeName, type, region),
    min: group.minSize,
    max: group.maxSize,
    initial: group.minSize,
    start: type.gpus > 0 ? delays.gpuNode : delays.node,
    warm: warmPool(group, delays),
    spot,
    interruptionsPerHour: spot ? delays.spotInterruptionsPerHour : 0,
    usdPerHour,
    instanceType: typeName,
    diskGibibytes: group.diskGiB,
    scaleDownUtilizationThreshold: group.scaleDown.utilizationThreshold,
    unneededSeconds: group.scaleDown.unneededSeconds,
  };
}

/**
 * Nodes as Cluster Autoscaler expects them, which takes the first zone of a group over several for that of its nodes
 * (cloudprovider/aws/aws_manager.go).
 */
function template(
  { name, group, zones, labels, taints }: ManagedGroup,
  typeName: string,
  type: InstanceType,
  region: string,
): NodeTemplate {
  const { milliCpu, memoryMiB, pods, gpus } = nodeAllocatable(type);
  const [zone] = zones;
  return {
    group: name,
    allocatable: { cpuMilli: milliCpu, memoryMiB, pods, ...(gpus > 0 ? { gpus } : {}) },
    capacity: { cpuMilli: type.vcpu * 1000, memoryMiB: type.memoryMiB },
    labels: {
      ...labels,
      "kubernetes.io/os": "linux",
      "kubernetes.io/arch": type.arch,
      "node.kubernetes.io/instance-type": typeName,
      "eks.amazonaws.com/capacityType": group.capacityType,
      ...(region === "" ? {} : { "topology.kubernetes.io/region": region }),
      ...(zone === undefined ? {} : { "topology.kubernetes.io/zone": zone }),
    },
    taints,
    daemons: daemons(),
  };
}

/** What every node brings along, each DaemonSet with an equal part of what all ask for. */
function daemons(): PlacedPod[] {
  const { pods, milliCpu, memoryMiB } = daemonSets;
  return Array.from({ length: pods }, (_, i) => ({
    name: `daemon-${i}`,
    cpuMilli: milliCpu / pods,
    memoryMiB: memoryMiB / pods,
    labels: {},
    daemon: true,
  }));
}

/**
 * Instances that wait. Auto Scaling prepares as many as there may be at most, or as `maxGroupPreparedCapacity` says, less those that run.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-warm-pools.html
 */
function warmPool({ warmPool, minSize, maxSize, diskGiB }: NodeGroupSettings, delays: Delays) {
  if (warmPool === undefined) return undefined;
  const prepared =
    warmPool.maxGroupPreparedCapacity < 0 ? maxSize : warmPool.maxGroupPreparedCapacity;
  const size = Math.max(warmPool.minSize, prepared - minSize);
  return { size, start: delays.warmNode, gibibytes: diskGiB };
}
