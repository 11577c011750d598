import { cidr, usableAddresses } from "../cidr";
import { instanceType } from "../facts/instances";
import { maxPods } from "../facts/allocatable";
import type { NodeGroupSettings, PlatformSettings } from "../generated/settings";
import { maxNodes } from "../node-pool";
import type { Rule } from "../rule";
import { kafkaPods, platformPods, servicePods } from "../workloads";

/** Addresses of a prefix, in which the VPC CNI gets them with prefix delegation. */
const prefixAddresses = 16;

/** Addresses that each zone of nodes can use: of the subnets that exist, or of the ones that a new VPC gets. */
function freeAddresses({ cluster }: PlatformSettings<unknown>): ReadonlyMap<string, number> {
  const { vpc, existing } = cluster.eks?.network ?? {};
  const free = new Map<string, number>();
  for (const subnet of existing?.subnets ?? []) {
    const range = cidr(subnet.cidr);
    if (range === undefined || subnet.public) continue;
    free.set(
      subnet.availabilityZone,
      (free.get(subnet.availabilityZone) ?? 0) + usableAddresses(range),
    );
  }
  const range = cidr(vpc?.cidr ?? "");
  if (vpc === undefined || range === undefined) return free;
  // A public and a private subnet of equal size in every zone: the least that any split leaves for nodes.
  const prefix = range.prefix + Math.ceil(Math.log2(2 * vpc.availabilityZones.length));
  for (const zone of vpc.availabilityZones) free.set(zone, Math.max(0, 2 ** (32 - prefix) - 5));
  return free;
}

/** Most addresses that the nodes of a group take: their own, a prefix in reserve, and those of the pods. */
function addressesAtMost(group: NodeGroupSettings, nodes: number, pods: number): number {
  const type = instanceType(group.instanceTypes[0] ?? "");
  const prefixes = Math.ceil((type === undefined ? 110 : maxPods(type)) / prefixAddresses);
  const full = nodes * (1 + prefixAddresses * prefixes);
  // Few pods leave most prefixes empty, but every node keeps one in use and one in reserve.
  return Math.min(full, nodes * (1 + 2 * prefixAddresses) + pods);
}

/** Addresses for nodes and pods. */
export const addressRules: readonly Rule[] = [
  {
    id: "network/too-few-addresses",
    severity: "error",
    because:
      "pods without an address hang in ContainerCreating; the VPC CNI takes blocks of 16 for each node: amazon-vpc-cni-k8s#2892, https://docs.aws.amazon.com/eks/latest/best-practices/prefix-mode-linux.html",
    *check({ settings }) {
      const { cluster, nodes } = settings;
      const free = freeAddresses(settings);
      if (cluster.eks === undefined || nodes === undefined || free.size === 0) return;
      const sets = [
        ...servicePods(settings, ({ scaling }) => scaling.maxReplicaCount),
        ...kafkaPods(settings),
        ...platformPods(settings),
      ];
      const path =
        cluster.eks.network.vpc === undefined
          ? "cluster.eks.network.existing.subnets"
          : "cluster.eks.network.vpc.cidr";
      const zonesOf = (group: NodeGroupSettings): string[] =>
        (group.availabilityZones ?? [...free.keys()]).filter((zone) => free.has(zone));
      // Groups in the same zones share their subnets; each set of zones is looked at with the groups that only have those.
      const choices = new Map(
        nodes.groups.map((group) => [zonesOf(group).sort().join(" "), zonesOf(group)]),
      );
      for (const zones of choices.values()) {
        if (zones.length === 0) continue;
        const groups = nodes.groups.filter(
          (group) =>
            zonesOf(group).length > 0 && zonesOf(group).every((zone) => zones.includes(zone)),
        );
        const has = zones.reduce((sum, zone) => sum + (free.get(zone) ?? 0), 0);
        const names = new Set(groups.map(({ name }) => name));
        const pods = sets
          .filter((set) => set.pools.some((name) => names.has(name)))
          .reduce((sum, { count }) => sum + count, 0);
        const count = groups.reduce((sum, group) => sum + maxNodes(group), 0);
        const full = groups.reduce(
          (sum, group) => sum + addressesAtMost(group, maxNodes(group), Infinity),
          0,
        );
        const asked = Math.min(
          full,
          groups.reduce((sum, group) => sum + addressesAtMost(group, maxNodes(group), 0), 0) + pods,
        );
        if (asked <= has) continue;
        yield {
          path,
          expected: `about ${asked} addresses for ${count} nodes of ${[...names].join(", ")} and their pods`,
          got: `${has} in ${zones.join(", ")}`,
          fix: "give the nodes larger subnets, or lower maxSize",
        };
        return;
      }
    },
  },
];
