import { fits, misfit } from "./fit";
import type { PlacedPod, Room } from "./placed-pod";
import { hostnameLabel, SimulatedNode, type NodeShape } from "./simulated-node";

/** A node group as an estimate sees it: new nodes are made from its template. */
export interface NodeTemplate extends NodeShape {
  /** What the machine has, of which pods may use the allocatable part. */
  capacity: Pick<Room, "cpuMilli" | "memoryMiB">;
  /** Pods that every new node brings along. */
  daemons: readonly PlacedPod[];
}

/** What it would take to help pending pods with nodes of one group. */
export interface Estimate {
  group: string;
  nodes: number;
  /** Pods that get a place. */
  pods: number;
  /** Shares of cpu and memory of the capacity that stay free, added. */
  waste: number;
}

/**
 * Packs pods into new nodes of one group, biggest first: the estimate of Cluster Autoscaler. `alike` holds pending pods in
 * groups of equal ones; `most` is the number of nodes that the group may still grow by.
 */
export function estimate(
  template: NodeTemplate,
  alike: readonly (readonly PlacedPod[])[],
  existing: readonly SimulatedNode[],
  most: number,
): Estimate {
  const packing = new Packing(template, existing, most);
  for (const pods of decreasing(packing.helped(alike), template.allocatable)) packing.pack(pods);
  return packing.result();
}

/** Biggest share of a node first; equal ones stay in order. */
function decreasing(alike: readonly (readonly PlacedPod[])[], { cpuMilli, memoryMiB }: Room) {
  const score = ([pod]: readonly PlacedPod[]) =>
    pod === undefined ? 0 : pod.cpuMilli / cpuMilli + pod.memoryMiB / memoryMiB;
  return [...alike].sort((a, b) => score(b) - score(a));
}

class Packing {
  private readonly nodes: SimulatedNode[];
  private readonly made: SimulatedNode[] = [];
  private readonly used = new Set<SimulatedNode>();
  private placed = 0;
  private exhausted = false;

  constructor(
    private readonly template: NodeTemplate,
    existing: readonly SimulatedNode[],
    private readonly most: number,
  ) {
    this.nodes = [...existing];
  }

  /** Pods that an empty new node could take; the others are not this group's to help. */
  helped(alike: readonly (readonly PlacedPod[])[]) {
    const probe = this.node("probe");
    const nodes = [...this.nodes, probe];
    return alike.filter(([pod]) => pod !== undefined && fits(pod, probe, nodes));
  }

  pack(pods: readonly PlacedPod[]): void {
    let next = 0;
    for (; next < pods.length; next++) {
      const pod = pods[next];
      if (pod === undefined || !this.placeOnMade(pod)) break;
    }
    for (const pod of pods.slice(next)) {
      if (this.exhausted || !this.placeOnLastOrNew(pod)) return;
    }
  }

  result(): Estimate {
    const { capacity, group } = this.template;
    const nodes = this.used.size;
    const pods = this.made.flatMap((node) => node.pods.filter(({ daemon }) => !daemon));
    const cpu = sum(pods.map(({ cpuMilli }) => cpuMilli)) / capacity.cpuMilli;
    const memory = sum(pods.map(({ memoryMiB }) => memoryMiB)) / capacity.memoryMiB;
    const waste = nodes === 0 ? 0 : 2 - cpu / nodes - memory / nodes;
    return { group, nodes, pods: this.placed, waste };
  }

  private placeOnMade(pod: PlacedPod): boolean {
    const node = this.made.find((one) => fits(pod, one, this.nodes));
    if (node !== undefined) this.place(pod, node);
    return node !== undefined;
  }

  private placeOnLastOrNew(pod: PlacedPod): boolean {
    const last = this.made.at(-1);
    if (last !== undefined) {
      const refusal = misfit(pod, last, this.nodes);
      const open = refusal === undefined ? last : this.respread(pod, last, refusal === "spread");
      if (open !== undefined) return this.place(pod, open);
      // An empty node that does not do is no better the second time.
      if (!this.used.has(last)) return false;
    }
    if (this.made.length >= this.most) {
      this.exhausted = true;
      return false;
    }
    const node = this.node(`new-${this.made.length}`);
    this.made.push(node);
    this.nodes.push(node);
    return fits(pod, node, this.nodes) && this.place(pod, node);
  }

  /** A node more may have made room on the others, old ones too, when pods spread over hosts. */
  private respread(pod: PlacedPod, last: SimulatedNode, spread: boolean) {
    const hosts = pod.topologySpread?.some(({ topologyKey }) => topologyKey === hostnameLabel);
    if (!spread || hosts !== true) return undefined;
    return this.nodes.find((node) => node !== last && fits(pod, node, this.nodes));
  }

  private place(pod: PlacedPod, node: SimulatedNode): true {
    node.add(pod);
    this.used.add(node);
    this.placed++;
    return true;
  }

  private node(name: string): SimulatedNode {
    const node = new SimulatedNode(`${this.template.group}-${name}`, this.template);
    for (const daemon of this.template.daemons) node.add(daemon);
    return node;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
