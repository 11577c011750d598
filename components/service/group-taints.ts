import { instanceType } from "../../settings/facts/instances";
import type { NodeGroupSettings, TaintSettings } from "../../settings/generated/settings";
import { gpuResource } from "./resources";

/** Label that every node of a group carries. */
export const nodeGroupLabel = "chatbot.dev/node-group";

/** Taints of a group's nodes: its own, and the one that keeps pods without GPUs away from GPU nodes. */
export function groupTaints({ taints, instanceTypes }: NodeGroupSettings): TaintSettings[] {
  const hasGpus = instanceTypes.some((name) => (instanceType(name)?.gpus ?? 0) > 0);
  const isTainted = taints.some(({ key }) => key === gpuResource);
  return hasGpus && !isTainted
    ? [...taints, { key: gpuResource, value: "true", effect: "NoSchedule" }]
    : taints;
}
