import type { AmiType, NodeGroupArgs } from "../args/node-group";
import type { NodesArgs } from "../args/nodes";
import type { PlatformArgs } from "../args/platform";
import type { Deriver } from "../derivation";
import { instanceType } from "../facts/instances";

/** Derived values of the node groups and of Cluster Autoscaler. */
export function resolveNodes(nodes: NodesArgs, args: PlatformArgs, deriver: Deriver): void {
  const zones = networkZones(args);
  nodes.groups.forEach((group, i) => {
    const path = `nodes.groups[${i}]`;
    const first = group.instanceTypes[0] ?? "";
    deriver.fill(group, "amiType", path, amiType(group), `architecture and GPUs of ${first}`);
    if (zones.length > 0) {
      deriver.fill(group, "availabilityZones", path, zones, "every zone of the network");
    }
  });
  const { autoscaler } = nodes;
  if (autoscaler === undefined) return;
  const kinds = new Set(nodes.groups.map(({ capacityType }) => capacityType));
  const mixed = kinds.size > 1;
  deriver.fill(
    autoscaler,
    "expander",
    "nodes.autoscaler",
    mixed ? "priority" : "least-waste",
    mixed ? "there are spot and on-demand groups: spot first" : "all groups are bought alike",
  );
  const graces = args.services.map(
    ({ terminationGracePeriodSeconds }) => terminationGracePeriodSeconds ?? 30,
  );
  const longest = Math.max(0, ...graces);
  deriver.fill(
    autoscaler,
    "maxGracefulTerminationSeconds",
    "nodes.autoscaler",
    Math.max(600, longest),
    `max(600, longest grace period ${longest})`,
  );
}

function networkZones({ cluster }: PlatformArgs): string[] {
  const network = cluster.eks?.network;
  if (network?.vpc !== undefined) return network.vpc.availabilityZones ?? [];
  const subnets = (network?.existing?.subnets ?? []).filter((subnet) => subnet.public !== true);
  return [...new Set(subnets.map(({ availabilityZone }) => availabilityZone))];
}

function amiType({ instanceTypes }: NodeGroupArgs): AmiType {
  const type = instanceType(instanceTypes[0] ?? "");
  const arm = type?.arch === "arm64";
  if ((type?.gpus ?? 0) > 0) return arm ? "AL2023_ARM_64_NVIDIA" : "AL2023_x86_64_NVIDIA";
  return arm ? "AL2023_ARM_64_STANDARD" : "AL2023_x86_64_STANDARD";
}
