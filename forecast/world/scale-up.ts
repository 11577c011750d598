import { estimate, type Estimate } from "../nodes/estimate";
import { bestOptions } from "../nodes/expander";
import { fillNodes, type PendingPod } from "../nodes/pending";
import type { PlacedPod } from "../nodes/placed-pod";
import { balance, growth } from "../nodes/scale-up-plan";
import type { SimulatedNode } from "../nodes/simulated-node";
import type { Random } from "../traffic/random";
import type { Cluster } from "./cluster";
import { sizeOf } from "./group-size";
import type { NodeAutoscalerSpec, NodeGroupSpec } from "./spec";

/** `--max-nodes-per-scaleup`; there is no bound on all nodes. */
const limits = { maxNodesPerScaleUp: 1000, maxNodesTotal: Infinity };

/** The half of Cluster Autoscaler that orders nodes. */
export class ScaleUp {
  private readonly similar: readonly (readonly number[])[];

  constructor(
    private readonly groups: readonly NodeGroupSpec[],
    private readonly autoscaler: NodeAutoscalerSpec,
    private readonly cluster: Cluster,
    private readonly random: Random,
  ) {
    const keys = groups.map(alikeKey);
    this.similar = keys.map((key, own) =>
      keys.flatMap((other, index) => (index !== own && other === key ? [index] : [])),
    );
  }

  /** Orders nodes for pods that no node has room for; tells whether it did. */
  run(pending: readonly PendingPod[], now: number): boolean {
    const nodes = this.nodesToCome();
    const options = trying(nodes, () => {
      const left = fillNodes(nodes, pending, 0, now);
      if (left.length === 0) return [];
      const alike = groupAlike(left);
      return this.groups.flatMap((_, group) =>
        trying(nodes, () => this.option(group, alike, nodes)),
      );
    });
    const best = bestOptions(options, this.autoscaler.expanders, this.autoscaler.priorities);
    if (best.length === 0) return false;
    const chosen = best[Math.floor(this.random.uniform() * best.length)];
    if (chosen === undefined || chosen.nodes === 0) return false;
    this.order(chosen, now);
    return true;
  }

  /** The nodes as they are, and those that were ordered as their template promises them. */
  private nodesToCome(): SimulatedNode[] {
    return this.cluster.nodes
      .filter(({ leaving }) => !leaving)
      .map((node) => (node.ready ? node.room : node.promised));
  }

  private option(
    group: number,
    alike: readonly (readonly PlacedPod[])[],
    nodes: readonly SimulatedNode[],
  ): Estimate[] {
    const spec = this.groups[group];
    const own = sizeOf(this.groups, this.cluster, group);
    if (spec === undefined || own.target >= own.max) return [];
    const others = (this.similar[group] ?? []).map((index) =>
      sizeOf(this.groups, this.cluster, index),
    );
    const most = growth(own, others, limits, nodes.length);
    return [estimate(spec.template, alike, nodes, most)];
  }

  private order({ group: name, nodes }: Estimate, now: number): void {
    const group = this.groups.findIndex(({ template }) => template.group === name);
    const sizes = [group, ...(this.similar[group] ?? [])].map((index) =>
      sizeOf(this.groups, this.cluster, index),
    );
    for (const [id, count] of balance(sizes, nodes))
      for (let i = 0; i < count; i++) this.cluster.order(Number(id), now);
  }
}

/** Does something with nodes and takes every pod from them that it put there: they are those of the cluster. */
function trying<T>(nodes: readonly SimulatedNode[], attempt: () => T): T {
  const sizes = nodes.map(({ pods }) => pods.length);
  const result = attempt();
  for (const [i, node] of nodes.entries()) {
    const size = sizes[i] ?? 0;
    if (node.pods.length > size) for (const pod of node.pods.slice(size)) node.remove(pod);
  }
  return result;
}

/** Labels in which the parts of a group in several zones differ. */
const zoneLabels = ["topology.kubernetes.io/zone", "chatbot.dev/node-group"];

/** Equal for groups that are kept equally large (`--balance-similar-node-groups`). */
function alikeKey({ template, instanceType, spot }: NodeGroupSpec): string {
  const labels = Object.entries(template.labels).filter(([key]) => !zoneLabels.includes(key));
  return JSON.stringify([instanceType, spot, template.taints, labels.sort()]);
}

/** Pods that are equal but for their names, which all pods of one owner are. */
function groupAlike(pods: readonly PlacedPod[]): PlacedPod[][] {
  const alike = new Map<string, PlacedPod[]>();
  for (const pod of pods) {
    const key = pod.owner ?? pod.name;
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [pod]);
    else group.push(pod);
  }
  return [...alike.values()];
}
