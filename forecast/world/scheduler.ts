import { fits } from "../nodes/fit";
import type { SimulatedNode } from "../nodes/simulated-node";
import type { Pod } from "./pod";
import { nodeScore } from "./scoring";
import type { NodesSpec } from "./spec";
import type { WorldNode } from "./world-node";

/** Where a pod goes, and the pods that must make room for it. */
export interface Placement {
  node: WorldNode;
  victims: readonly Pod[];
}

/** The decisions of kube-scheduler: among nodes that fit the one with the best score; the oldest of equal ones. */
export class Scheduler {
  constructor(
    private readonly nodes: readonly WorldNode[],
    private readonly scoring: NodesSpec["scoring"],
    /** Priority of the pods that are pushed away first. */
    private readonly lowestPriority: number,
  ) {}

  place(pod: Pod): Placement | undefined {
    const rooms = this.nodes.map(({ room }) => room);
    const node = this.bestNode(pod, rooms);
    if (node !== undefined) return { node, victims: [] };
    return priorityOf(pod) > this.lowestPriority ? this.preempt(pod, rooms) : undefined;
  }

  private bestNode(pod: Pod, rooms: readonly SimulatedNode[]): WorldNode | undefined {
    let best: WorldNode | undefined;
    let most = -Infinity;
    for (const node of this.nodes) {
      if (!node.ready || node.leaving || !fits(pod.placed, node.room, rooms)) continue;
      const score = nodeScore(pod.placed, node.room, this.scoring);
      if (score > most) [best, most] = [node, score];
    }
    return best;
  }

  /** The node where fewest pods of lower priority must go. */
  private preempt(pod: Pod, rooms: readonly SimulatedNode[]): Placement | undefined {
    let best: Placement | undefined;
    for (const node of this.nodes) {
      if (!node.ready || node.leaving) continue;
      const victims = [...node.pods].filter((one) => priorityOf(one) < priorityOf(pod));
      if (victims.length === 0 || (best !== undefined && victims.length >= best.victims.length))
        continue;
      for (const victim of victims) node.remove(victim);
      const enough = fits(pod.placed, node.room, rooms);
      for (const victim of victims) node.add(victim);
      if (enough) best = { node, victims };
    }
    return best;
  }
}

export function priorityOf({ placed }: Pod): number {
  return placed.priority ?? 0;
}
