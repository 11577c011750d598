import type { StrimziSettings } from "../../settings/generated/settings";
import { mebibytes } from "../../settings/quantity";
import { memberLabels } from "./names";
import { podPlacement, type KafkaPlacement } from "./placement";

/** What differs between brokers and controllers. */
interface Pool<W> {
  name: string;
  roles: string[];
  replicas: number;
  cpu: string;
  memory: string;
  heapMiB: number;
  storageGiB: number;
  storageClass?: W | string;
}

/** Seconds in which a broker hands over the partitions that it leads before it ends. */
const brokerGraceSeconds = 120;

/** The pool of brokers, which are controllers too when there are no others. */
export function brokerPoolManifest<W>(
  strimzi: StrimziSettings,
  placement: KafkaPlacement,
  storageClass: W | undefined,
) {
  const { brokers, controllers } = strimzi;
  return poolManifest(strimzi, placement, {
    name: "broker",
    roles: controllers.replicas === 0 ? ["controller", "broker"] : ["broker"],
    ...brokers,
    storageClass: brokers.storageClass ?? storageClass,
  });
}

/** The pool of controllers; undefined when brokers do their work. */
export function controllerPoolManifest<W>(
  strimzi: StrimziSettings,
  placement: KafkaPlacement,
  storageClass: W | undefined,
) {
  const { brokers, controllers } = strimzi;
  if (controllers.replicas === 0) return undefined;
  return poolManifest(strimzi, placement, {
    name: "controller",
    roles: ["controller"],
    ...controllers,
    heapMiB: Math.max(128, Math.floor(mebibytes(controllers.memory) / 2)),
    storageClass: brokers.storageClass ?? storageClass,
  });
}

function poolManifest<W>(strimzi: StrimziSettings, placement: KafkaPlacement, pool: Pool<W>) {
  const { clusterName, namespace, deleteClaim } = strimzi;
  const heap = `${pool.heapMiB}m`;
  const whole = { cpu: pool.cpu, memory: pool.memory };
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaNodePool",
    metadata: { name: pool.name, namespace, labels: memberLabels(strimzi) },
    spec: {
      replicas: pool.replicas,
      roles: pool.roles,
      storage: {
        type: "jbod",
        volumes: [
          {
            id: 0,
            type: "persistent-claim",
            size: `${pool.storageGiB}Gi`,
            ...(pool.storageClass === undefined ? {} : { class: pool.storageClass }),
            kraftMetadata: "shared",
            deleteClaim,
          },
        ],
      },
      // Requests equal to limits make the pod "Guaranteed", the last that a full node evicts (check 63).
      resources: { requests: whole, limits: whole },
      jvmOptions: { "-Xms": heap, "-Xmx": heap },
      template: {
        pod: {
          terminationGracePeriodSeconds: brokerGraceSeconds,
          priorityClassName: "system-cluster-critical",
          enableServiceLinks: false,
          ...podPlacement(
            placement,
            { "strimzi.io/cluster": clusterName, "strimzi.io/pool-name": pool.name },
            pool.replicas,
          ),
        },
      },
    },
  };
}
