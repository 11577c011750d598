import { sampleDuration, type Random } from "../traffic/random";
import type { Agenda } from "./agenda";
import { firstToGo, type Pod } from "./pod";
import { NodeList } from "./node-list";
import { priorityOf, Scheduler } from "./scheduler";
import type { NodeGroupSpec, WorldSpec } from "./spec";
import { WarmPools } from "./warm-pools";
import { WorldNode } from "./world-node";

/** Who wants to know what becomes of pods and nodes. */
export interface ClusterListener {
  podReady(pod: Pod, now: number): void;
  /** The pod works no longer. */
  podLeft(pod: Pod, now: number): void;
  /** So many pods of a service have no node. */
  pendingChanged(service: number, pods: number, now: number): void;
  nodesChanged(group: number, nodes: number, now: number): void;
}

/** Seconds that an instance in the interruption has left. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-instance-termination-notices.html */
const interruptionNoticeSeconds = 120;

/** Pods and nodes, with the scheduler and the ReplicaSets; without whoever adds and removes nodes. */
export class Cluster {
  readonly pending: Pod[] = [];
  readonly podsOf: Pod[][];
  /** Counts up with every change that the node autoscaler may care about. */
  changes = 0;
  /** When a pod last became pending. */
  pendingSince = -Infinity;
  private readonly groups: readonly NodeGroupSpec[];
  private readonly list: NodeList;
  private readonly pendingOf: number[];
  private readonly warmPools: WarmPools;
  private readonly scheduler: Scheduler;
  private waiting = false;
  private names = 0;

  constructor(
    private readonly spec: WorldSpec,
    private readonly agenda: Agenda,
    private readonly random: Random,
    private readonly listener: ClusterListener,
  ) {
    this.groups = spec.nodes.groups;
    this.podsOf = spec.services.map(() => []);
    this.pendingOf = spec.services.map(() => 0);
    this.list = new NodeList(this.groups.length);
    this.warmPools = new WarmPools(this.groups, agenda, random);
    const priorities = spec.services.map(({ pod }) => pod.priority ?? 0);
    const lowest = Math.min(...priorities);
    this.scheduler = new Scheduler(this.list, spec.nodes.scoring, lowest);
    for (const [index, { initial }] of this.groups.entries())
      for (let i = 0; i < initial; i++) this.admit(this.addNode(index, 0, false), 0);
  }

  get nodes(): readonly WorldNode[] {
    return this.list.all;
  }

  /** Nodes of a group, those ordered included. */
  count(group: number): number {
    return this.list.count(group);
  }

  /** Nodes of a group that stay or come: the size of its Auto Scaling group. */
  target(group: number): number {
    return this.list.staying(group);
  }

  /** Makes a service's pods as many as its Deployment says. */
  scale(service: number, replicas: number, now: number): void {
    const pods = this.podsOf[service] ?? [];
    for (let missing = replicas - pods.length; missing > 0; missing--) this.create(service, now);
    const surplus = pods.length - replicas;
    if (surplus > 0) for (const pod of firstToGo(pods, surplus, now)) this.end(pod, now);
  }

  /** Binds what can be bound, highest priority first. */
  schedule(now: number): void {
    if (!this.waiting || this.pending.length === 0) return;
    this.waiting = false;
    const queue = [...this.pending].sort((a, b) => priorityOf(b) - priorityOf(a) || a.id - b.id);
    this.scheduler.place(queue, (pod, { node, victims }) => {
      for (const victim of victims) this.pushAway(victim, node, now);
      this.bind(pod, node, now);
    });
    // Pods that had to make room look for another place at once.
    if (this.waiting) this.schedule(now);
  }

  order(group: number, now: number): void {
    const spec = this.groups[group];
    if (spec === undefined) return;
    const warm = this.warmPools.take(group);
    const node = this.addNode(group, now, warm !== undefined);
    const readyAt = now + sampleDuration((warm ?? spec).start, this.random);
    this.agenda.plan(readyAt, () => {
      this.admit(node, readyAt);
      if (warm !== undefined) this.warmPools.refill(group, readyAt);
    });
  }

  /** Takes a node out of service; its pods are made anew elsewhere. It is gone after so many seconds. */
  drain(node: WorldNode, goneAfter: number, now: number): void {
    node.leaving = true;
    this.changes++;
    for (const pod of [...node.pods]) {
      this.end(pod, now);
      this.create(pod.service, now);
    }
    this.agenda.plan(now + goneAfter, () => this.drop(node, now + goneAfter));
  }

  private pushAway(victim: Pod, node: WorldNode, now: number): void {
    this.end(victim, now);
    node.remove(victim);
    victim.node = undefined;
    this.create(victim.service, now);
  }

  private create(service: number, now: number): void {
    const spec = this.spec.services[service];
    if (spec === undefined) return;
    const id = this.names++;
    const placed = { ...spec.pod, name: `${spec.name}-${id}` };
    const pod: Pod = {
      id,
      service,
      placed,
      createdAt: now,
      node: undefined,
      phase: "pending",
      readyAt: Infinity,
    };
    this.podsOf[service]?.push(pod);
    this.pending.push(pod);
    this.countPending(service, 1, now);
    this.pendingSince = now;
    this.waiting = true;
    this.changes++;
  }

  private bind(pod: Pod, node: WorldNode, now: number): void {
    remove(this.pending, pod);
    this.countPending(pod.service, -1, now);
    node.add(pod);
    pod.node = node;
    pod.phase = "starting";
    this.changes++;
    const startup = this.spec.services[pod.service]?.startup;
    if (startup === undefined) return;
    const pulled = node.images.has(pod.service);
    const pulling = pulled ? 0 : sampleDuration(startup.pull, this.random);
    node.images.add(pod.service);
    const readyAt = now + pulling + sampleDuration(startup.start, this.random);
    this.agenda.plan(readyAt, () => {
      if (pod.phase !== "starting") return;
      pod.phase = "ready";
      this.changes++;
      pod.readyAt = readyAt;
      this.listener.podReady(pod, readyAt);
    });
  }

  private end(pod: Pod, now: number): void {
    remove(this.podsOf[pod.service] ?? [], pod);
    const { phase, node } = pod;
    pod.phase = "ending";
    this.changes++;
    if (phase === "ready") this.listener.podLeft(pod, now);
    if (node === undefined) {
      remove(this.pending, pod);
      this.countPending(pod.service, -1, now);
      return;
    }
    const goneAt = now + (phase === "ready" ? this.endSeconds(pod) : 1);
    this.agenda.plan(goneAt, () => {
      if (pod.node === undefined) return;
      node.remove(pod);
      this.waiting = true;
      this.changes++;
    });
  }

  /** A consumer finishes the message that it works on. */
  endSeconds({ service }: Pod): number {
    const work = this.spec.services[service]?.work;
    if (work === undefined) return 1;
    return Math.max(1, Math.min(work.graceSeconds, Math.ceil(1 / work.messagesPerSecond)));
  }

  private addNode(group: number, now: number, fromPool: boolean): WorldNode {
    const spec = this.groups[group];
    if (spec === undefined) throw new RangeError(`no node group ${group}`);
    const node = new WorldNode(
      `${spec.template.group}-${this.names++}`,
      spec,
      group,
      now,
      fromPool,
    );
    this.list.add(node);
    this.listener.nodesChanged(group, this.count(group), now);
    return node;
  }

  private admit(node: WorldNode, now: number): void {
    node.ready = true;
    this.waiting = true;
    this.changes++;
    // Instances of a warm pool have pulled every image of their group while they were prepared.
    if (node.fromWarmPool) for (const i of this.spec.services.keys()) node.images.add(i);
    this.interruptLater(node, now);
  }

  private interruptLater(node: WorldNode, now: number): void {
    const { spot, interruptionsPerHour } = node.group;
    if (!spot || interruptionsPerHour === 0) return;
    const hours = -Math.log(this.random.uniform()) / interruptionsPerHour;
    const at = now + Math.ceil(hours * 3600);
    this.agenda.plan(at, () => {
      if (node.leaving) return;
      this.drain(node, interruptionNoticeSeconds, at);
      // The Auto Scaling group keeps its size.
      this.order(node.groupIndex, at);
    });
  }

  private drop(node: WorldNode, now: number): void {
    this.list.remove(node);
    for (const pod of node.pods) pod.node = undefined;
    this.changes++;
    this.listener.nodesChanged(node.groupIndex, this.count(node.groupIndex), now);
  }

  private countPending(service: number, by: number, now: number): void {
    const pods = (this.pendingOf[service] ?? 0) + by;
    this.pendingOf[service] = pods;
    this.listener.pendingChanged(service, pods, now);
  }
}

function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}
