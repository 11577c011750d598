import type { TolerationArgs } from "../../settings/args/placement";
import { nodeGroupLabel } from "../node-groups/managed-groups";

/** Where Kafka's pods may run. */
export interface KafkaPlacement {
  /** Zones that brokers are spread over; with fewer than two, nothing is said about zones. */
  zones: readonly string[];
  tolerations: readonly TolerationArgs[];
  /** Node group that alone may hold brokers and controllers. */
  nodeGroup?: string;
  /** A spread over zones and nodes is a must, not a wish. */
  strict: boolean;
}

/** The part of a node pool's pod template that says where. */
export function podPlacement(
  { zones, tolerations, nodeGroup, strict }: KafkaPlacement,
  labels: Record<string, string>,
  replicas: number,
) {
  const whenUnsatisfiable = strict ? "DoNotSchedule" : "ScheduleAnyway";
  const spread = (topologyKey: string, minDomains: number | undefined) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: labels },
    // Nodes on which the pod cannot run are no place to spread to.
    nodeAffinityPolicy: "Honor",
    nodeTaintsPolicy: "Honor",
    // While a zone has no node yet, brokers must wait for it rather than crowd into the others.
    ...(strict && minDomains !== undefined ? { minDomains } : {}),
  });
  return {
    ...(nodeGroup === undefined ? {} : { affinity: onlyOn(nodeGroup) }),
    ...(tolerations.length === 0 ? {} : { tolerations: tolerations.map(toleration) }),
    ...(replicas < 2
      ? {}
      : {
          topologySpreadConstraints: [
            ...(zones.length < 2
              ? []
              : [spread("topology.kubernetes.io/zone", Math.min(zones.length, replicas))]),
            spread("kubernetes.io/hostname", undefined),
          ],
        }),
  };
}

/** Strimzi's pod template has no nodeSelector. */
function onlyOn(nodeGroup: string) {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: nodeGroupLabel, operator: "In", values: [nodeGroup] }] },
        ],
      },
    },
  };
}

function toleration({ key, value, effect }: TolerationArgs) {
  return {
    key,
    ...(value === undefined ? { operator: "Exists" } : { operator: "Equal", value }),
    ...(effect === undefined ? {} : { effect }),
  };
}
