import { fits } from "../nodes/fit";
import type { PlacedPod } from "../nodes/placed-pod";
import { newNode, podsPerNode } from "../nodes/pods-per-node";
import type { SimulatedNode } from "../nodes/simulated-node";
import type { NodeGroupSpec, ServiceSpec } from "../world/spec";

/**
 * Nodes of each group that take so many replicas of every service, first-fit, biggest first: those that a group has at least, and
 * then nodes of the group that is cheapest for the pod and may still grow. What no group takes is left out.
 */
export function fixedNodes(
  groups: readonly NodeGroupSpec[],
  services: readonly Pick<ServiceSpec, "name" | "pod" | "replicas">[],
): SimulatedNode[][] {
  const room = new Room(groups);
  for (const { name, pod, replicas } of decreasing(services)) {
    const choices = cheapestFirst(pod, groups);
    for (let i = 0; i < replicas; i++)
      if (!room.take({ ...pod, name: `${name}-${i}` }, choices)) break;
  }
  return room.byGroup;
}

class Room {
  readonly byGroup: SimulatedNode[][] = [];
  private readonly all: SimulatedNode[] = [];

  constructor(private readonly groups: readonly NodeGroupSpec[]) {
    for (const [group, { min }] of groups.entries()) {
      this.byGroup.push([]);
      for (let i = 0; i < min; i++) this.add(group);
    }
  }

  /** Puts a pod on a node, on a new one of the first of these groups that may grow where no other takes it. */
  take(pod: PlacedPod, choices: readonly number[]): boolean {
    const open = this.all.find((node) => fits(pod, node, this.all));
    const choice = choices.find((group) => this.count(group) < (this.groups[group]?.max ?? 0));
    const node = open ?? (choice === undefined ? undefined : this.add(choice));
    node?.add(pod);
    return node !== undefined;
  }

  private count(group: number): number {
    return this.byGroup[group]?.length ?? 0;
  }

  private add(group: number): SimulatedNode | undefined {
    const template = this.groups[group]?.template;
    if (template === undefined) return undefined;
    const node = newNode(template, `${template.group}-${this.count(group)}`);
    this.byGroup[group]?.push(node);
    this.all.push(node);
    return node;
  }
}

/** Groups that take a pod by index, with the least dollars for one first. */
export function cheapestFirst(pod: ServiceSpec["pod"], groups: readonly NodeGroupSpec[]): number[] {
  return groups
    .map(({ template, usdPerHour }, group) => ({
      group,
      fit: podsPerNode(pod, template),
      usdPerHour,
    }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => a.usdPerHour / a.fit - b.usdPerHour / b.fit)
    .map(({ group }) => group);
}

function decreasing<T extends Pick<ServiceSpec, "pod">>(services: readonly T[]): T[] {
  const size = ({ pod }: T): number => pod.cpuMilli + pod.memoryMiB / 4;
  return [...services].sort((a, b) => size(b) - size(a));
}
