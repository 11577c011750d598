import type { PlacedPod } from "../nodes/placed-pod";
import type { SimulatedNode } from "../nodes/simulated-node";
import type { NodesSpec } from "./spec";

/**
 * How much the scheduler likes a node for a pod: the plugins NodeResourcesFit and NodeResourcesBalancedAllocation, each from 0
 * to 100 with weight 1, over cpu and memory with the pod on it.
 * https://kubernetes.io/docs/reference/scheduling/config/#scheduling-plugins
 */
export function nodeScore(
  pod: PlacedPod,
  { cpuMilli, memoryMiB, shape: { allocatable } }: SimulatedNode,
  scoring: NodesSpec["scoring"],
): number {
  const cpu = (cpuMilli + pod.cpuMilli) / allocatable.cpuMilli;
  const memory = (memoryMiB + pod.memoryMiB) / allocatable.memoryMiB;
  const fit =
    scoring === "MostAllocated"
      ? Math.trunc(cpu * 100) + Math.trunc(memory * 100)
      : Math.trunc((1 - cpu) * 100) + Math.trunc((1 - memory) * 100);
  return Math.trunc(fit / 2) + Math.trunc((1 - Math.abs(cpu - memory) / 2) * 100);
}
