import type { ServiceSettings } from "../../settings/generated/settings";

/** Whether KEDA may take the service to no replica at all. */
export function canBeAtZero({ scaling }: Pick<ServiceSettings<unknown>, "scaling">): boolean {
  return scaling.minReplicaCount === 0 || scaling.idleReplicaCount !== undefined;
}
