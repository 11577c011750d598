import { podsPerNode } from "./nodes/pods-per-node";
import { whyUnplaceable } from "./nodes/unplaceable";
import type { ServiceOutcome } from "./outcome";
import type { NodeGroupSpec, ServiceSpec } from "./world/spec";

/**
 * Why a replica never finds a node: no group takes one at all, or the run asked for more than fit on all nodes that the groups
 * may have. Undefined when all may find one; other services, which may take the room, play no part.
 */
export function unplaceable(
  { pod }: ServiceSpec,
  groups: readonly NodeGroupSpec[],
  { replicas }: Pick<ServiceOutcome, "replicas">,
): string | undefined {
  const never = whyUnplaceable(
    pod,
    groups.map(({ template }) => template),
  );
  if (never !== undefined) return never;
  const rooms = groups
    .map(({ template, max }) => ({ group: template.group, max, each: podsPerNode(pod, template) }))
    .filter(({ each }) => each > 0);
  const room = rooms.reduce((sum, { max, each }) => sum + max * each, 0);
  if (replicas.max <= room) return undefined;
  const parts = rooms.map(({ group, max, each }) => `${max} × ${each} on ${group}`);
  return `${room} of ${replicas.max} that were wanted fit on all nodes (${parts.join(", ")})`;
}
