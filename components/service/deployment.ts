import type { ServiceSettings } from "../../settings/generated/settings";
import { serviceLabels, selectorLabels } from "./labels";
import { podTemplate } from "./pod";
import type { Surroundings } from "./surroundings";

/** Kubernetes' own `progressDeadlineSeconds`. */
const shortestDeadlineSeconds = 600;

/** Cluster Autoscaler's time for a node that comes up, where the settings do not know the autoscaler. */
const nodeProvisionSeconds = 420;

/** Seconds for the pull of a large image: 10 GB at 50 MB a second and some. */
const imagePullSeconds = 300;

/** The Deployment of a service. It has no `replicas`: KEDA and its HPA own that number from the first second on. */
export function deploymentManifest<W>(
  service: ServiceSettings<W>,
  image: W,
  surroundings: Surroundings<W>,
) {
  return {
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: serviceLabels(service),
    },
    spec: {
      selector: { matchLabels: selectorLabels(service) },
      strategy: { type: "RollingUpdate", rollingUpdate: rollingUpdate(service) },
      revisionHistoryLimit: 5,
      progressDeadlineSeconds: progressDeadlineSeconds(service, surroundings),
      template: podTemplate(service, image, surroundings),
    },
  };
}

/**
 * Seconds that a rollout may stand still: a node has to come, the image to be pulled, the application to start. A shorter
 * deadline fails rollouts that only wait for a node.
 */
export function progressDeadlineSeconds(
  { probes }: ServiceSettings<unknown>,
  { nodes }: Surroundings<unknown>,
): number {
  const node = nodes?.autoscaler.maxNodeProvisionSeconds ?? nodeProvisionSeconds;
  return Math.max(shortestDeadlineSeconds, node + imagePullSeconds + probes.startupTimeoutSeconds);
}

/**
 * Replicas come before they go, but not where each has a node (or GPUs) of its own: there, one more would need a node
 * that the group may not have. Kubernetes raises a `maxUnavailable` that rounds to 0 beside `maxSurge: 0` to 1.
 */
function rollingUpdate({ resources, placement }: ServiceSettings<unknown>) {
  const isExclusive = resources.gpus > 0 || placement.onePerNode;
  return isExclusive
    ? { maxSurge: 0, maxUnavailable: "25%" }
    : { maxSurge: "25%", maxUnavailable: 0 };
}
