import type { NodeTemplate } from "./estimate";
import { fits } from "./fit";
import type { PlacedPod } from "./placed-pod";
import { SimulatedNode } from "./simulated-node";

/** How many pods of one kind a new node takes; 0 when it takes none. */
export function podsPerNode(pod: Omit<PlacedPod, "name">, template: NodeTemplate): number {
  const node = newNode(template);
  const [first, second] = ["first", "second"].map((name) => ({ ...pod, name }));
  if (first === undefined || second === undefined || !fits(first, node, [node])) return 0;
  const { cpuMilli, memoryMiB, pods } = node;
  node.add(first);
  // Pods that keep away from their like, or want the same port.
  if (!fits(second, node, [node])) return 1;
  const { allocatable } = template;
  const times = (free: number, asked: number): number => (asked > 0 ? free / asked : Infinity);
  return Math.floor(
    Math.min(
      times(allocatable.cpuMilli - cpuMilli, pod.cpuMilli),
      times(allocatable.memoryMiB - memoryMiB, pod.memoryMiB),
      times(allocatable.gpus ?? 0, pod.gpus ?? 0),
      allocatable.pods - (pods.length - 1),
    ),
  );
}

/** A node as the template promises it, with its DaemonSets. */
export function newNode(template: NodeTemplate, name = template.group): SimulatedNode {
  const node = new SimulatedNode(name, template);
  for (const daemon of template.daemons) node.add(daemon);
  return node;
}
