import type { ServiceSettings } from "../../settings/generated/settings";
import { canonicalQuantity, mebibytes, milliCpu } from "../../settings/quantity";
import { gpuResource } from "./resources";

/**
 * Every replica may be replaced while it still ends: a rollout at the maximum makes new pods (25 percent more at once)
 * while old ones work off their last message, and Kubernetes counts both. Less would stop a rollout or, worse, a scale-up
 * at its peak; more costs nothing, because a quota reserves nothing.
 */
const replacementFactor = 2;

/** What a container gets that says nothing: small, because the services say what they need. */
const unstated = { cpu: "100m", memory: "256Mi", ephemeralStorage: "1Gi" };

/** Containers that say nothing (a Job of somebody, a debug pod) for which there is room besides the services. */
const spareContainers = 4;

/**
 * Ceiling of a namespace: its services at `maxReplicaCount`, twice, and a little for what is started by hand. It stops a
 * runaway, not a service. Undefined when somebody else's pods are scaled here, because nobody knows what they ask for.
 */
export function quotaManifest(namespace: string, services: readonly ServiceSettings<unknown>[]) {
  if (services.some(({ image }) => image === undefined)) return undefined;
  const total = (of: (service: ServiceSettings<unknown>) => number, spare: number): number =>
    services.reduce(
      (sum, service) => sum + replacementFactor * service.scaling.maxReplicaCount * of(service),
      spareContainers * spare,
    );
  const cpu = total(({ resources }) => milliCpu(resources.cpu), milliCpu(unstated.cpu));
  const memory = total(({ resources }) => mebibytes(resources.memory), mebibytes(unstated.memory));
  const memoryLimit = total(
    ({ resources }) => mebibytes(resources.memoryLimit),
    mebibytes(unstated.memory),
  );
  const storage = total(
    ({ resources }) => mebibytes(resources.ephemeralStorage),
    mebibytes(unstated.ephemeralStorage),
  );
  const gpus = total(({ resources }) => resources.gpus, 0);
  return {
    metadata: { name: "services", namespace, labels },
    spec: {
      hard: {
        pods: String(total(() => 1, 1)),
        "requests.cpu": canonicalQuantity(`${cpu}m`),
        "requests.memory": canonicalQuantity(`${Math.ceil(memory)}Mi`),
        "limits.memory": canonicalQuantity(`${Math.ceil(memoryLimit)}Mi`),
        "requests.ephemeral-storage": canonicalQuantity(`${Math.ceil(storage)}Mi`),
        [`requests.${gpuResource}`]: String(gpus),
      },
    },
  };
}

/** With a quota, a container without requests would be refused: it gets small ones. CPU has no limit, as everywhere. */
export function limitRangeManifest(namespace: string) {
  const { cpu, memory, ephemeralStorage } = unstated;
  const storage = { "ephemeral-storage": ephemeralStorage };
  return {
    metadata: { name: "defaults", namespace, labels },
    spec: {
      limits: [
        {
          type: "Container",
          defaultRequest: { cpu, memory, ...storage },
          default: { memory, ...storage },
        },
      ],
    },
  };
}

const labels = {
  "app.kubernetes.io/part-of": "chatbot-platform",
  "app.kubernetes.io/managed-by": "pulumi",
};
