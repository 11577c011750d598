import type { ManagedGroup } from "./managed-groups";

/** EKS' spelling of taint effects. */
const effects: Readonly<Record<string, string>> = {
  NoSchedule: "NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
};

/** What a managed node group is, but for what other resources produce. */
export function nodeGroup({ name, group, labels, taints }: ManagedGroup, version: string) {
  const { minSize, maxSize, warmPool } = group;
  return {
    // A suffix is added, so that a group can be replaced before it is deleted.
    nodeGroupNamePrefix: `${name}-`,
    version,
    amiType: group.amiType,
    capacityType: group.capacityType,
    instanceTypes: group.instanceTypes,
    labels,
    taints: taints.map(({ key, value, effect }) => ({
      key,
      ...(value === "" ? {} : { value }),
      effect: effects[effect] ?? effect,
    })),
    // Only the first size: from then on it is the autoscaler's, and ignored.
    scalingConfig: { minSize, maxSize, desiredSize: minSize },
    updateConfig: { maxUnavailable: 1 },
    nodeRepairConfig: { enabled: true },
    ...(warmPool === undefined ? {} : { warmPoolConfig: warmPool }),
  };
}
