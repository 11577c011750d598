import type { NodeTemplate } from "../../forecast/nodes/estimate";
import type { PendingPod } from "../../forecast/nodes/pending";
import type { PlacedPod, Taint } from "../../forecast/nodes/placed-pod";
import { SimulatedNode } from "../../forecast/nodes/simulated-node";
import type { LiveGroup, LiveNode, LivePod, LiveRun, StandIn } from "./live-ca-file";

/** A recorded run of Cluster Autoscaler, with its pods and nodes as the model takes them. */
export class RecordedRun {
  readonly groups: ReadonlyMap<string, LiveGroup>;
  readonly pods: ReadonlyMap<string, PendingPod>;
  private readonly snapshots: ReadonlyMap<number, readonly LiveNode[]>;
  private readonly flags: ReadonlyMap<string, string>;

  constructor(readonly recorded: LiveRun) {
    this.groups = new Map(recorded.groups.map((group) => [group.id, group]));
    this.pods = new Map(recorded.pods.map((pod) => [pod.name, this.pendingPod(pod)]));
    this.snapshots = new Map(recorded.snapshots.map(({ id, nodes }) => [id, nodes]));
    this.flags = new Map(
      recorded.flags.map((flag) => {
        const [name = "", value = "true"] = flag.replace(/^--/, "").split("=");
        return [name, value];
      }),
    );
  }

  flag(name: string): string | undefined {
    return this.flags.get(name);
  }

  number(name: string, otherwise: number): number {
    return Number(this.flags.get(name) ?? otherwise);
  }

  /** A duration such as `1m30s`, in seconds. */
  seconds(name: string, otherwise: number): number {
    const text = this.flags.get(name);
    if (text === undefined) return otherwise;
    const units: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 };
    let sum = 0;
    for (const [, count, unit = ""] of text.matchAll(/([\d.]+)(ms|h|m|s)/g))
      sum += Number(count) * (units[unit] ?? 0);
    return sum;
  }

  snapshot(id: number): readonly LiveNode[] {
    return this.snapshots.get(id) ?? [];
  }

  /** The nodes that a loop saw, ready to be filled. */
  nodesAt(snapshot: number): SimulatedNode[] {
    return this.snapshot(snapshot).map((node) => this.node(node));
  }

  node({ name, group, pods, pendingPlacedHere = [], taints = [], unschedulable }: LiveNode) {
    const { allocatable, labels } = this.group(group);
    const shape = { group, allocatable, labels, taints: taints.map(taintOf), unschedulable };
    const node = new SimulatedNode(name, shape);
    for (const one of [...pods, ...pendingPlacedHere]) node.add(this.pod(one));
    return node;
  }

  template(group: string, daemons: readonly StandIn[]): NodeTemplate {
    const { allocatable, capacity, labels, taints } = this.group(group);
    return { group, allocatable, capacity, labels, taints, daemons: daemons.map(standIn) };
  }

  private group(id: string): LiveGroup {
    const group = this.groups.get(id);
    if (group === undefined)
      throw new Error(`${this.recorded.id}: expected group ${id}, got: none`);
    return group;
  }

  private pod(one: string | StandIn): PlacedPod {
    if (typeof one !== "string") return standIn(one);
    const known = this.pods.get(one)?.pod;
    return known ?? { name: one, cpuMilli: 0, memoryMiB: 0, labels: {}, daemon: false };
  }

  private pendingPod({ name, spec, createdApi }: LivePod): PendingPod {
    const written = this.recorded.podSpecs[spec];
    if (written === undefined) throw new Error(`${name}: expected pod spec ${spec}, got: none`);
    const { topologySpreadConstraints, ...rest } = written;
    const owner = rest.owner ?? undefined;
    const daemon = owner === "DaemonSet";
    const pod = { ...rest, name, daemon, owner, topologySpread: topologySpreadConstraints };
    return { pod, createdAt: createdApi };
  }
}

function standIn([name, cpuMilli, memoryMiB]: StandIn): PlacedPod {
  return { name, cpuMilli, memoryMiB, labels: {}, daemon: true };
}

function taintOf(text: string): Taint {
  const [, key = "", value = "", effect = ""] = /^([^=:]+)=?([^:]*):(.*)$/.exec(text) ?? [];
  return { key, value, effect };
}
