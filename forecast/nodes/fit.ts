import type { AntiAffinityTerm, PlacedPod, SpreadConstraint } from "./placed-pod";
import { selects, toleratesAll, wantsNode } from "./selection";
import { hostnameLabel, termsOf, type SimulatedNode } from "./simulated-node";

/** Memory is counted in MiB, so sums of odd bytes may miss by a rounding. */
const roundingMiB = 1e-6;

/** Why a pod cannot go to a node. */
export type Misfit = "room" | "labels" | "taints" | "spread" | "anti-affinity" | "host port";

/** Whether a pod may go to a node among others, as the scheduler's filters see it. */
export function fits(
  pod: PlacedPod,
  node: SimulatedNode,
  nodes: readonly SimulatedNode[],
): boolean {
  return misfit(pod, node, nodes) === undefined;
}

/** What a pod asks for. */
export type Request = Pick<PlacedPod, "cpuMilli" | "memoryMiB" | "gpus">;

/** No more than any of some pods asks for: a node without room for it is no place for any of them. */
export function smallestRequest(pods: Iterable<Request>): Request {
  let cpuMilli = Infinity;
  let memoryMiB = Infinity;
  for (const pod of pods) {
    cpuMilli = Math.min(cpuMilli, pod.cpuMilli);
    memoryMiB = Math.min(memoryMiB, pod.memoryMiB);
  }
  return { cpuMilli, memoryMiB };
}

/** Whether a node has enough of everything left. */
export function hasRoom(pod: Request, node: SimulatedNode): boolean {
  const { allocatable } = node.shape;
  return (
    node.cpuMilli + pod.cpuMilli <= allocatable.cpuMilli &&
    node.memoryMiB + pod.memoryMiB <= allocatable.memoryMiB + roundingMiB &&
    node.pods.length + 1 <= allocatable.pods &&
    node.gpus + (pod.gpus ?? 0) <= (allocatable.gpus ?? 0)
  );
}

/** The first filter that refuses a node for a pod; undefined when it fits. `nodes` holds all nodes, this one too. */
export function misfit(
  pod: PlacedPod,
  node: SimulatedNode,
  nodes: readonly SimulatedNode[],
): Misfit | undefined {
  const { taints, unschedulable = false } = node.shape;
  if (unschedulable || !hasRoom(pod, node)) return "room";
  if (!wantsNode(pod, node.labels)) return "labels";
  if (!toleratesAll(pod, taints)) return "taints";
  if (pod.topologySpread !== undefined)
    for (const constraint of pod.topologySpread)
      if (constraint.whenUnsatisfiable === "DoNotSchedule" && skewed(pod, constraint, node, nodes))
        return "spread";
  if (repelled(pod, node, nodes)) return "anti-affinity";
  if (pod.hostPort !== undefined && node.pods.some(({ hostPort }) => hostPort === pod.hostPort))
    return "host port";
  return undefined;
}

function skewed(
  pod: PlacedPod,
  { topologyKey, maxSkew, minDomains = 1, labelSelector }: SpreadConstraint,
  node: SimulatedNode,
  nodes: readonly SimulatedNode[],
): boolean {
  const own = node.labels[topologyKey];
  if (own === undefined) return true;
  const counts = new Map<string, number>();
  for (const { labels, pods } of nodes) {
    const domain = labels[topologyKey];
    if (domain === undefined || !wantsNode(pod, labels)) continue;
    const matching = pods.filter((other) => selects(labelSelector, other.labels)).length;
    counts.set(domain, (counts.get(domain) ?? 0) + matching);
  }
  // Too few domains count as if there were an empty one more.
  const least = counts.size < minDomains ? 0 : Math.min(...counts.values());
  return (counts.get(own) ?? 0) + 1 - least > maxSkew;
}

function repelled(pod: PlacedPod, node: SimulatedNode, nodes: readonly SimulatedNode[]): boolean {
  if (pod.affinity === undefined && !anyRepelling(nodes)) return false;
  const own = termsOf(pod);
  const meets = (terms: readonly AntiAffinityTerm[], one: PlacedPod, near: SimulatedNode) =>
    terms.some(
      ({ topologyKey, labelSelector }) =>
        selects(labelSelector, one.labels) && sameDomain(topologyKey, node, near),
    );
  const near = own.every(isHostname) ? [node] : nodes;
  if (own.length > 0 && near.some((other) => other.pods.some((one) => meets(own, one, other))))
    return true;
  return nodes.some((other) =>
    other.pods.some((one) => {
      const terms = termsOf(one);
      if (terms.length === 0 || (other !== node && terms.every(isHostname))) return false;
      return meets(terms, pod, other);
    }),
  );
}

function anyRepelling(nodes: readonly SimulatedNode[]): boolean {
  for (const { repelling } of nodes) if (repelling > 0) return true;
  return false;
}

function isHostname({ topologyKey }: AntiAffinityTerm): boolean {
  return topologyKey === hostnameLabel;
}

function sameDomain(key: string, node: SimulatedNode, other: SimulatedNode): boolean {
  if (key === hostnameLabel) return node === other;
  return node.labels[key] !== undefined && node.labels[key] === other.labels[key];
}
