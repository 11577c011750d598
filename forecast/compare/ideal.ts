import { podsPerNode } from "../nodes/pods-per-node";
import type { SimulatedNode } from "../nodes/simulated-node";
import type { Traffic } from "../traffic/traffic";
import type { NodeGroupSpec, ServiceSpec, WorldSpec } from "../world/spec";
import { cheapestFirst, fixedNodes } from "./fixed-nodes";
import { isHeadroom } from "./headroom";

/**
 * Node-seconds by group when everybody knew the traffic in advance: in each window a service has as many replicas as its rate needs,
 * minReplicaCount or not, and they share nodes of the group that is cheapest for them without a gap. What is always there keeps
 * the whole nodes that it needs.
 */
export function idealNodeSeconds({ services, nodes, seconds }: WorldSpec): number[] {
  const { groups } = nodes;
  const standing = services.filter((service) => !service.work && !isHeadroom(service));
  const fixed = fixedNodes(groups, standing);
  const taken = fixed.map((some) => some.reduce((sum, node) => sum + takenShare(node), 0));
  const working = services.flatMap((service) => workingShare(service, groups));
  const sums = groups.map(() => 0);
  const step = working.reduce((all, { traffic }) => divisor(all, traffic.windowSeconds), 0);
  for (let from = 0; from < seconds; from += step || seconds) {
    const used = [...taken];
    for (const { group, nodesOf } of working) used[group] = (used[group] ?? 0) + nodesOf(from);
    const length = Math.min(step || seconds, seconds - from);
    for (const group of groups.keys()) {
      const count = Math.max(fixed[group]?.length ?? 0, used[group] ?? 0);
      sums[group] = (sums[group] ?? 0) + length * count;
    }
  }
  return sums;
}

/** A service on the group that is cheapest for it. */
interface WorkingShare {
  group: number;
  traffic: Traffic;
  /** Nodes, and parts of one, that its traffic needs at a moment. */
  nodesOf: (now: number) => number;
}

/** Nothing when there is nothing to work off, or no group that takes a replica. */
function workingShare(
  { pod, work }: ServiceSpec,
  groups: readonly NodeGroupSpec[],
): WorkingShare[] {
  const [group] = cheapestFirst(pod, groups);
  const template = group === undefined ? undefined : groups[group]?.template;
  if (work === undefined || group === undefined || template === undefined) return [];
  const { traffic, messagesPerSecond } = work;
  const { rates, windowSeconds } = traffic;
  const pods = podsPerNode(pod, template);
  const nodesOf = (now: number): number => {
    const rate = rates[Math.floor(now / windowSeconds) % rates.length] ?? 0;
    return Math.ceil(rate / messagesPerSecond) / pods;
  };
  return [{ group, traffic, nodesOf }];
}

/** Share of a node's room for pods that is taken. */
function takenShare(node: SimulatedNode): number {
  const { allocatable } = node.shape;
  const daemons = node.pods.filter(({ daemon }) => daemon);
  const own = { cpuMilli: 0, memoryMiB: 0 };
  for (const { cpuMilli, memoryMiB } of daemons) {
    own.cpuMilli += cpuMilli;
    own.memoryMiB += memoryMiB;
  }
  return Math.max(
    (node.cpuMilli - own.cpuMilli) / (allocatable.cpuMilli - own.cpuMilli),
    (node.memoryMiB - own.memoryMiB) / (allocatable.memoryMiB - own.memoryMiB),
    (node.pods.length - daemons.length) / (allocatable.pods - daemons.length),
  );
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
