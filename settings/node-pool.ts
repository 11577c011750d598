import { allocatable } from "./facts/allocatable";
import { instanceType } from "./facts/instances";
import type { NodePool, Room } from "./fit";
import type {
  NodeGroupSettings,
  PlacementSettings,
  PlatformSettings,
  TaintSettings,
} from "./generated/settings";

const gpuTaint: TaintSettings = { key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" };

/** Taints of a group's nodes: its own, and the one that keeps pods without GPUs away from GPU nodes. */
export function taintsOf({ taints, instanceTypes }: NodeGroupSettings): readonly TaintSettings[] {
  const hasGpus = instanceTypes.some((name) => (instanceType(name)?.gpus ?? 0) > 0);
  return hasGpus && !taints.some(({ key }) => key === gpuTaint.key)
    ? [...taints, gpuTaint]
    : taints;
}

/** Most nodes of a group: in each of its zones when it is perZone. */
export function maxNodes({ maxSize, perZone, availabilityZones }: NodeGroupSettings): number {
  return maxSize * (perZone ? Math.max(1, availabilityZones?.length ?? 1) : 1);
}

/** What the nodes of a group have for pods; undefined when the size of its type is not known. */
export function poolOf(group: NodeGroupSettings): NodePool | undefined {
  const types = group.instanceTypes.map(instanceType);
  const [first] = types;
  if (first === undefined) return undefined;
  return { name: group.name, node: allocatable(first), count: maxNodes(group) };
}

/** What a pod wants of a node by name. */
export interface Wishes {
  placement: Pick<PlacementSettings, "nodeGroup" | "nodeSelector" | "tolerations">;
  gpus: number;
}

/** Why the nodes of a group do not admit a pod, or undefined when they do. */
export function refusal(
  group: NodeGroupSettings,
  { placement, gpus }: Wishes,
  region: string,
): string | undefined {
  const { nodeGroup, nodeSelector, tolerations } = placement;
  if (nodeGroup !== undefined && nodeGroup !== group.name) return `it is not "${nodeGroup}"`;
  for (const [key, value] of Object.entries(nodeSelector)) {
    const values = labelValues(group, key, region);
    if (values !== undefined && !values.includes(value)) {
      return values.length === 0
        ? `its nodes have no label ${key}`
        : `its nodes have ${key}=${values.join("|")}`;
    }
  }
  const open = taintsOf(group).find(
    (taint) =>
      taint.effect !== "PreferNoSchedule" &&
      nodeGroup !== group.name &&
      !tolerates(taint, tolerations, gpus),
  );
  return open === undefined
    ? undefined
    : `its taint ${open.key}=${open.value}:${open.effect} is not tolerated`;
}

/** Values that a label may have on nodes of a group: none when they do not have it, undefined when nobody can say. */
function labelValues(
  group: NodeGroupSettings,
  key: string,
  region: string,
): readonly string[] | undefined {
  if (Object.hasOwn(group.labels, key)) return [group.labels[key] ?? ""];
  const arch = instanceType(group.instanceTypes[0] ?? "")?.arch;
  const known: Readonly<Record<string, readonly string[] | undefined>> = {
    "chatbot.dev/node-group": [group.name],
    "kubernetes.io/os": ["linux"],
    "kubernetes.io/arch": arch === undefined ? undefined : [arch],
    "node.kubernetes.io/instance-type": group.instanceTypes,
    "topology.kubernetes.io/zone": group.availabilityZones,
    "topology.kubernetes.io/region": region === "" ? undefined : [region],
    "eks.amazonaws.com/capacityType": [group.capacityType],
  };
  if (Object.hasOwn(known, key)) return known[key];
  // Labels of the cluster, the cloud and operators such as GPU feature discovery come with the node.
  return /(^|[./])(kubernetes\.io|k8s\.io|amazonaws\.com|nvidia\.com)\//.test(key) ? undefined : [];
}

function tolerates(
  taint: TaintSettings,
  tolerations: PlacementSettings["tolerations"],
  gpus: number,
): boolean {
  if (taint.key === gpuTaint.key && gpus > 0) return true;
  return tolerations.some(
    ({ key, value, effect }) =>
      key === taint.key &&
      (value === undefined || value === taint.value) &&
      (effect === undefined || effect === taint.effect),
  );
}

/** Region of the cluster, or nothing when it is not the platform's. */
export function regionOf({ cluster }: PlatformSettings<unknown>): string {
  return cluster.eks?.region ?? "";
}

/** Pools of all groups, or undefined when one has no known size: then nothing can be proved about sums. */
export function knownPools({ nodes }: PlatformSettings<unknown>): NodePool[] | undefined {
  const found = (nodes?.groups ?? []).map(poolOf);
  const known = found.filter((pool) => pool !== undefined);
  return known.length === found.length && found.length > 0 ? known : undefined;
}

/** What a node has, for people. */
export function roomText({ milliCpu, memoryMiB, gpus }: Room): string {
  return `${milliCpu}m CPU, ${memoryMiB}Mi${gpus > 0 ? `, ${gpus} GPUs` : ""}`;
}
