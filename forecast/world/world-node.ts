import { SimulatedNode } from "../nodes/simulated-node";
import type { Pod } from "./pod";
import type { NodeGroupSpec } from "./spec";

/** A machine of the simulation. */
export class WorldNode {
  readonly room: SimulatedNode;
  /** Pods that are not of DaemonSets. */
  readonly pods = new Set<Pod>();
  /** Services whose image is on the disk. */
  readonly images = new Set<number>();
  /** Cluster Autoscaler or the cloud is taking it away. */
  leaving = false;
  ready = false;
  private template: SimulatedNode | undefined;

  constructor(
    readonly name: string,
    readonly group: NodeGroupSpec,
    /** Index of the group. */
    readonly groupIndex: number,
    readonly orderedAt: number,
    readonly fromWarmPool: boolean,
  ) {
    this.room = emptyNode(name, group);
  }

  /** The node as its template promises it, for what plans with it before it is there. */
  get promised(): SimulatedNode {
    return (this.template ??= emptyNode(this.name, this.group));
  }

  add(pod: Pod): void {
    this.pods.add(pod);
    this.room.add(pod.placed);
  }

  remove(pod: Pod): void {
    this.pods.delete(pod);
    this.room.remove(pod.placed);
  }
}

/** A node as the group's template promises it, with its DaemonSets. */
function emptyNode(name: string, { template }: NodeGroupSpec): SimulatedNode {
  const node = new SimulatedNode(name, template);
  for (const daemon of template.daemons) node.add(daemon);
  return node;
}
