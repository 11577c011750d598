import type { SimulatedNode } from "../nodes/simulated-node";
import type { WorldNode } from "./world-node";

/** The nodes of the cluster, oldest first, and beside them what decisions about nodes look at. */
export class NodeList {
  readonly all: WorldNode[] = [];
  readonly rooms: SimulatedNode[] = [];
  private readonly counts: number[];

  constructor(groups: number) {
    this.counts = Array.from({ length: groups }, () => 0);
  }

  /** Nodes of a group, those ordered and those that leave included. */
  count(group: number): number {
    return this.counts[group] ?? 0;
  }

  add(node: WorldNode): void {
    this.counts[node.groupIndex] = this.count(node.groupIndex) + 1;
    this.all.push(node);
    this.rooms.push(node.room);
  }

  remove(node: WorldNode): void {
    this.counts[node.groupIndex] = this.count(node.groupIndex) - 1;
    const at = this.all.indexOf(node);
    this.all.splice(at, 1);
    this.rooms.splice(at, 1);
  }

  /** Nodes of a group that stay or come. */
  staying(group: number): number {
    let nodes = 0;
    for (const node of this.all) if (node.groupIndex === group && !node.leaving) nodes++;
    return nodes;
  }
}
