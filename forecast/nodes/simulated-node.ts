import type { AntiAffinityTerm, Labels, PlacedPod, Room, Taint } from "./placed-pod";

/** What a node is made from. */
export interface NodeShape {
  group: string;
  allocatable: Room;
  labels: Labels;
  taints: readonly Taint[];
  unschedulable?: boolean;
}

export const hostnameLabel = "kubernetes.io/hostname";

/** Pods that a pod wants no other near. */
export function termsOf({ affinity }: PlacedPod): readonly AntiAffinityTerm[] {
  return affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
}

/** A node of a simulation, with the pods that are on it or that the simulation puts there. */
export class SimulatedNode {
  readonly labels: Labels;
  readonly pods: PlacedPod[] = [];
  cpuMilli = 0;
  memoryMiB = 0;
  gpus = 0;
  /** Of these, what pods of DaemonSets take: counted here, because the pods themselves are far from the cache. */
  daemonCpuMilli = 0;
  daemonMemoryMiB = 0;
  private daemons = 0;
  /** Pods that keep others away. */
  repelling = 0;

  constructor(
    readonly name: string,
    readonly shape: NodeShape,
  ) {
    this.labels = { ...shape.labels, [hostnameLabel]: name };
  }

  get group(): string {
    return this.shape.group;
  }

  /** Nothing on it that would have to move. */
  get empty(): boolean {
    return this.pods.length === this.daemons;
  }

  add(pod: PlacedPod): void {
    this.pods.push(pod);
    this.cpuMilli += pod.cpuMilli;
    this.memoryMiB += pod.memoryMiB;
    this.gpus += pod.gpus ?? 0;
    if (termsOf(pod).length > 0) this.repelling++;
    if (pod.daemon) this.countDaemon(pod, 1);
  }

  remove(pod: PlacedPod): void {
    this.pods.splice(this.pods.indexOf(pod), 1);
    this.cpuMilli -= pod.cpuMilli;
    this.memoryMiB -= pod.memoryMiB;
    this.gpus -= pod.gpus ?? 0;
    if (termsOf(pod).length > 0) this.repelling--;
    if (pod.daemon) this.countDaemon(pod, -1);
  }

  private countDaemon({ cpuMilli, memoryMiB }: PlacedPod, by: 1 | -1): void {
    this.daemons += by;
    this.daemonCpuMilli += by * cpuMilli;
    this.daemonMemoryMiB += by * memoryMiB;
  }
}
