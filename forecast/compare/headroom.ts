import type { ServiceSpec } from "../world/spec";

/** Whether pods do nothing but keep room free: everything else pushes them away. */
export function isHeadroom({ pod, work, scaler }: ServiceSpec): boolean {
  return work === undefined && scaler === undefined && (pod.priority ?? 0) < 0;
}
