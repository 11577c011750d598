import { fits, hasRoom, smallestRequest, type Request } from "../nodes/fit";
import type { NodeList } from "./node-list";
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
    private readonly nodes: NodeList,
    private readonly scoring: NodesSpec["scoring"],
    /** Priority of the pods that are pushed away first. */
    private readonly lowestPriority: number,
  ) {}

  /** Finds nodes for pods, one after the other; `act` puts a pod there before the next one is asked. */
  place(pods: readonly Pod[], act: (pod: Pod, placement: Placement) => void): void {
    const smallest = smallestRequest(pods.map(({ placed }) => placed));
    let open = this.openTo(smallest);
    for (const pod of pods) {
      const node = this.bestNode(pod, open);
      if (node !== undefined) act(pod, { node, victims: [] });
      else if (priorityOf(pod) > this.lowestPriority) {
        const placement = this.preempt(pod);
        if (placement === undefined) continue;
        act(pod, placement);
        open = this.openTo(smallest);
      }
    }
  }

  /** Nodes that have room for something: most are full, and there may be as many pods as nodes. */
  private openTo(smallest: Request): WorldNode[] {
    return this.nodes.all.filter(
      ({ ready, leaving, room }) => ready && !leaving && hasRoom(smallest, room),
    );
  }

  private bestNode({ placed }: Pod, open: readonly WorldNode[]): WorldNode | undefined {
    let best: WorldNode | undefined;
    let most = -Infinity;
    for (const node of open) {
      if (!hasRoom(placed, node.room)) continue;
      const score = nodeScore(placed, node.room, this.scoring);
      // Asked last, because it may look at all other nodes.
      if (score <= most || !fits(placed, node.room, this.nodes.rooms)) continue;
      best = node;
      most = score;
    }
    return best;
  }

  /** The node where fewest pods of lower priority must go. */
  private preempt(pod: Pod): Placement | undefined {
    let best: Placement | undefined;
    for (const node of this.nodes.all) {
      if (!node.ready || node.leaving) continue;
      const victims = [...node.pods].filter((one) => priorityOf(one) < priorityOf(pod));
      if (victims.length === 0 || (best !== undefined && victims.length >= best.victims.length))
        continue;
      for (const victim of victims) node.remove(victim);
      const enough = fits(pod.placed, node.room, this.nodes.rooms);
      for (const victim of victims) node.add(victim);
      if (enough) best = { node, victims };
    }
    return best;
  }
}

export function priorityOf({ placed }: Pod): number {
  return placed.priority ?? 0;
}
