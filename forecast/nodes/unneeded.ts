import { drainBlock, type DisruptionBudget, type DrainBlock } from "./drain-block";
import { fits, hasRoom } from "./fit";
import type { PlacedPod } from "./placed-pod";
import type { SimulatedNode } from "./simulated-node";

/** Why a node is not unneeded. */
export type Needed = "NotUnderutilized" | "RecentlyUnremovable" | "NoPlaceToMovePods" | DrainBlock;

/** What a search for unneeded nodes looks at. */
export interface UnneededSearch {
  /** All nodes, with pending pods on them; the search moves pods between them. */
  nodes: readonly SimulatedNode[];
  /** Those that may go at all, in order. */
  candidates: readonly SimulatedNode[];
  /** Names of nodes that may take pods of others; undefined for all. */
  destinations: ReadonlySet<string> | undefined;
  /** Names of nodes that were unneeded in the loop before. */
  previous: Pick<ReadonlySet<string>, "has">;
  /** Names of nodes that could not go lately, with the time until which nobody asks again. */
  recheckAt: ReadonlyMap<string, number>;
  budgets: readonly DisruptionBudget[];
  threshold: number;
  ignoreDaemons: boolean;
  /** Most nodes to find: see `unneededLimit`. */
  limit: number;
}

/** Highest share of cpu or memory that requests take of what a node offers; of a node with GPUs, the share of those alone. */
export function utilization(node: SimulatedNode, ignoreDaemons: boolean): number {
  const { cpuMilli, memoryMiB, gpus = 0 } = node.shape.allocatable;
  if (gpus > 0) return node.gpus / gpus;
  const cpu = ignoreDaemons ? node.daemonCpuMilli : 0;
  const memory = ignoreDaemons ? node.daemonMemoryMiB : 0;
  return Math.max(
    (node.cpuMilli - cpu) / (cpuMilli - cpu),
    (node.memoryMiB - memory) / (memoryMiB - memory),
  );
}

/** Whether a node is used little enough to go, the threshold included. */
export function isUnderutilized(
  node: SimulatedNode,
  { threshold, ignoreDaemons }: Pick<UnneededSearch, "threshold" | "ignoreDaemons">,
): boolean {
  return utilization(node, ignoreDaemons) <= threshold;
}

/** Cluster Autoscaler stops looking when it found more nodes than it could remove soon. */
export function unneededLimit(
  previous: number,
  parallelism: number,
  unneededSeconds: number,
  shortestLoopSeconds: number,
): number {
  const loops = Math.trunc(unneededSeconds / shortestLoopSeconds);
  return Math.min(previous + 2 * parallelism, parallelism * loops + parallelism);
}

/**
 * Finds the unneeded nodes: little used, and each pod has another place. A node that goes is no place any more. The nodes are
 * left as they were.
 */
export function findUnneeded(search: UnneededSearch, now: number) {
  const needed = new Map<string, Needed>();
  const unneeded: string[] = [];
  const plan = new RemovalPlan(search);
  for (const node of eligible(search, needed, now)) {
    if (unneeded.length >= search.limit) break;
    const reason = plan.remove(node);
    if (reason === undefined) unneeded.push(node.name);
    else needed.set(node.name, reason);
  }
  plan.undo();
  return { unneeded, needed };
}

/** Empty nodes first, then those that were unneeded before. */
function eligible(search: UnneededSearch, needed: Map<string, Needed>, now: number) {
  const found: SimulatedNode[] = [];
  for (const node of search.candidates) {
    const recheckAt = search.recheckAt.get(node.name) ?? -Infinity;
    if (!isUnderutilized(node, search)) needed.set(node.name, "NotUnderutilized");
    else if (recheckAt > now) needed.set(node.name, "RecentlyUnremovable");
    else found.push(node);
  }
  const rank = (node: SimulatedNode) =>
    (node.empty ? 0 : 2) + (search.previous.has(node.name) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Nodes and budgets as they would be after the removals so far. */
class RemovalPlan {
  private nodes: readonly SimulatedNode[];
  private readonly destinations: ReadonlySet<string> | undefined;
  private readonly budgets: DisruptionBudget[];
  private readonly moves: { pod: PlacedPod; from: SimulatedNode; to: SimulatedNode }[] = [];

  constructor({ nodes, destinations, budgets }: UnneededSearch) {
    this.nodes = nodes;
    this.destinations = destinations;
    this.budgets = budgets.map((budget) => ({ ...budget }));
  }

  /** Moves the pods of a node away, or says why that cannot be. */
  remove(node: SimulatedNode): Needed | undefined {
    const moving = node.pods.filter(({ daemon }) => !daemon);
    for (const pod of moving) {
      const block = drainBlock(pod, this.budgets);
      if (block !== undefined) return block;
    }
    const before = this.moves.length;
    for (const pod of moving) node.remove(pod);
    for (const pod of moving) {
      const to = this.place(pod, node);
      if (to === undefined) {
        for (const done of this.moves.splice(before)) done.to.remove(done.pod);
        for (const back of moving) node.add(back);
        return "NoPlaceToMovePods";
      }
      to.add(pod);
      this.moves.push({ pod, from: node, to });
    }
    for (const budget of this.budgets) budget.allowed -= moving.filter(budget.covers).length;
    this.nodes = this.nodes.filter((one) => one !== node);
    return undefined;
  }

  private place(pod: PlacedPod, from: SimulatedNode): SimulatedNode | undefined {
    const { nodes, destinations } = this;
    for (const node of nodes)
      if (node !== from && hasRoom(pod, node) && (destinations?.has(node.name) ?? true))
        if (fits(pod, node, nodes)) return node;
    return undefined;
  }

  /** Puts every pod back. */
  undo(): void {
    for (const { pod, from, to } of this.moves.reverse()) {
      to.remove(pod);
      from.add(pod);
    }
  }
}
