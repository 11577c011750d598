import { instanceType } from "../../settings/facts/instances";
import type { NodeGroupSettings } from "../../settings/generated/settings";
import { taintsOf } from "../../settings/node-pool";
import { accelerator } from "./accelerator";

/** One managed node group: a whole group, or its part in one zone. */
export interface ManagedGroup {
  /** Name of the group, with the zone's letter when there is one for each. */
  name: string;
  group: NodeGroupSettings;
  zones: readonly string[];
  /** Kubernetes labels of its nodes. */
  labels: Readonly<Record<string, string>>;
  /** Taints of its nodes, the one of GPU nodes among them. */
  taints: readonly { key: string; value: string; effect: string }[];
}

/** The label by which services and headroom name a group. */
export const nodeGroupLabel = "chatbot.dev/node-group";

/** The managed node groups of some settings, in their order. */
export function managedGroups(groups: readonly NodeGroupSettings[]): ManagedGroup[] {
  return groups.flatMap((group) => {
    const common = { group, labels: labelsOf(group), taints: taintsOf(group) };
    const zones = group.availabilityZones;
    if (!group.perZone) return [{ ...common, name: group.name, zones }];
    return zones.map((zone) => ({
      ...common,
      name: `${group.name}-${zone.at(-1) ?? ""}`,
      zones: [zone],
    }));
  });
}

function labelsOf({ name, labels, instanceTypes }: NodeGroupSettings): Record<string, string> {
  const gpu = accelerator(instanceTypes[0] ?? "");
  return {
    ...labels,
    [nodeGroupLabel]: name,
    ...(gpu === undefined ? {} : { "k8s.amazonaws.com/accelerator": gpu }),
  };
}

/** GPUs of each node. */
export function gpusOf({ instanceTypes }: NodeGroupSettings): number {
  return instanceType(instanceTypes[0] ?? "")?.gpus ?? 0;
}

/** Groups whose nodes need NVIDIA's device plugin: Amazon Linux with GPUs; Bottlerocket has it built in, and two would clash. */
export function devicePluginGroups(groups: readonly NodeGroupSettings[]): string[] {
  return groups
    .filter((group) => gpusOf(group) > 0 && group.amiType.startsWith("AL2023"))
    .map(({ name }) => name);
}
