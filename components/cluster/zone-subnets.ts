import type { EksSettings } from "../../settings/generated/settings";

/** Zones of a cluster's private subnets, in the order in which `ClusterNetwork` gives their ids. */
export function privateZones({ network }: EksSettings<unknown>): string[] {
  const { vpc, existing } = network;
  if (vpc !== undefined) return [...vpc.availabilityZones];
  const subnets = (existing?.subnets ?? []).filter((subnet) => !subnet.public);
  return subnets.map(({ availabilityZone }) => availabilityZone);
}
