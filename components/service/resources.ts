import type { ResourcesSettings } from "../../settings/generated/settings";
import { canonicalQuantity } from "../../settings/quantity";

/** Name of NVIDIA GPUs as a resource. */
export const gpuResource = "nvidia.com/gpu";

/**
 * Requests and limits of the container. CPU has a limit only when asked for; GPUs cannot be shared, so their request is
 * their limit. https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
 */
export function resourceRequirements({
  cpu,
  cpuLimit,
  memory,
  memoryLimit,
  ephemeralStorage,
  gpus,
}: ResourcesSettings) {
  const shared = {
    "ephemeral-storage": canonicalQuantity(ephemeralStorage),
    ...(gpus > 0 ? { [gpuResource]: String(gpus) } : {}),
  };
  return {
    requests: { cpu: canonicalQuantity(cpu), memory: canonicalQuantity(memory), ...shared },
    limits: {
      ...(cpuLimit === undefined ? {} : { cpu: canonicalQuantity(cpuLimit) }),
      memory: canonicalQuantity(memoryLimit),
      ...shared,
    },
  };
}
