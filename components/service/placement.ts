import type {
  NodesSettings,
  ServiceSettings,
  TaintSettings,
} from "../../settings/generated/settings";
import { taintsOf } from "../../settings/node-pool";
import { nodeGroupLabel } from "../node-groups/managed-groups";
import { selectorLabels } from "./labels";
import { gpuResource } from "./resources";

const zoneLabel = "topology.kubernetes.io/zone";
const hostLabel = "kubernetes.io/hostname";

export interface Toleration {
  key: string;
  operator: "Equal" | "Exists";
  value?: string;
  effect?: string;
}

/** Where the pods may run and how they spread: preferably over zones and nodes, strictly only when asked. */
export function placement(service: ServiceSettings<unknown>, nodes: NodesSettings | undefined) {
  const { nodeGroup, nodeSelector, strictZoneSpread, onePerNode } = service.placement;
  const labelSelector = { matchLabels: selectorLabels(service) };
  const spread = (topologyKey: string, strict: boolean) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: strict ? "DoNotSchedule" : "ScheduleAnyway",
    labelSelector,
    // Nodes on which the pod cannot run are no place to spread to.
    nodeTaintsPolicy: "Honor",
    // Without it, a rollout spreads new pods around the old ones, and what stays is lopsided.
    matchLabelKeys: ["pod-template-hash"],
  });
  const selector = {
    ...nodeSelector,
    ...(nodeGroup === undefined ? {} : { [nodeGroupLabel]: nodeGroup }),
  };
  const tolerations = podTolerations(service, nodes);
  return {
    topologySpreadConstraints: [spread(zoneLabel, strictZoneSpread), spread(hostLabel, false)],
    ...(onePerNode
      ? {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: hostLabel, labelSelector },
              ],
            },
          },
        }
      : {}),
    ...(Object.keys(selector).length === 0 ? {} : { nodeSelector: selector }),
    ...(tolerations.length === 0 ? {} : { tolerations }),
  };
}

function podTolerations(
  { placement: { nodeGroup, tolerations }, resources }: ServiceSettings<unknown>,
  nodes: NodesSettings | undefined,
): Toleration[] {
  const group = nodes?.groups.find(({ name }) => name === nodeGroup);
  const taints = group === undefined ? [] : taintsOf(group);
  const toleratesGpus = taints.some(({ key }) => key === gpuResource);
  return [
    ...taints.map(tolerationOf),
    ...(resources.gpus > 0 && !toleratesGpus
      ? [{ key: gpuResource, operator: "Exists" as const, effect: "NoSchedule" }]
      : []),
    ...tolerations.map(({ key, value, effect }): Toleration => ({
      key,
      ...(value === undefined ? { operator: "Exists" } : { operator: "Equal", value }),
      ...(effect === undefined ? {} : { effect }),
    })),
  ];
}

function tolerationOf({ key, value, effect }: TaintSettings): Toleration {
  return value === ""
    ? { key, operator: "Exists", effect }
    : { key, operator: "Equal", value, effect };
}
