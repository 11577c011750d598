import { instanceType } from "../facts/instances";
import { mostAlone, podsPerNode } from "../fit";
import { show } from "../finding";
import type { PlatformSettings, ServiceSettings } from "../generated/settings";
import { knownPools, poolOf, refusal, regionOf, roomText } from "../node-pool";
import type { Rule } from "../rule";
import { didYouMean } from "../suggest";
import { servicePods } from "../workloads";

function sizeText({ resources }: ServiceSettings<unknown>): string {
  return [
    `${resources.cpu} CPU`,
    resources.memory,
    ...(resources.gpus > 0 ? [`${resources.gpus} GPUs`] : []),
  ].join(", ");
}

/** Services with their index and the pool sets that admit them; empty without node groups of ours. */
function* placed(settings: PlatformSettings<unknown>) {
  if (settings.nodes === undefined) return;
  const sets = new Map(
    servicePods(settings, ({ scaling }) => scaling.maxReplicaCount).map((set) => [set.name, set]),
  );
  for (const [i, service] of settings.services.entries()) {
    const set = sets.get(service.name);
    if (set !== undefined) yield { i, service, set };
  }
}

/** Whether every service's pods find a node, even when no node is there yet. */
export const capacityRules: readonly Rule[] = [
  {
    id: "capacity/unknown-node-group",
    severity: "error",
    because: "no node would ever have that label: the pods stay pending",
    *check({ settings }) {
      const names = settings.nodes?.groups.map(({ name }) => name);
      if (names === undefined) return;
      const named: [string, string | undefined][] = [
        ...settings.services.map(({ placement }, i): [string, string | undefined] => [
          `services[${i}].placement.nodeGroup`,
          placement.nodeGroup,
        ]),
        ["kafka.strimzi.nodeGroup", settings.kafka?.strimzi?.nodeGroup],
        ...(settings.nodes?.headroom ?? []).map(({ nodeGroup }, i): [string, string] => [
          `nodes.headroom[${i}].nodeGroup`,
          nodeGroup,
        ]),
      ];
      for (const [path, name] of named) {
        if (name === undefined || names.includes(name)) continue;
        yield {
          path,
          expected: `one of nodes.groups: ${names.join(", ")}`,
          got: show(name),
          fix: didYouMean(name, names) || "add the group",
        };
      }
    },
  },
  {
    id: "capacity/no-node-group",
    severity: "error",
    because:
      "when no group's labels and taints admit a pod, the autoscaler adds no node for it: F-26",
    *check({ settings }) {
      const region = regionOf(settings);
      for (const { i, service, set } of placed(settings)) {
        const groups = settings.nodes?.groups ?? [];
        const { nodeGroup } = service.placement;
        if (
          set.pools.length > 0 ||
          (nodeGroup !== undefined && !groups.some(({ name }) => name === nodeGroup))
        )
          continue;
        const wishes = { placement: service.placement, gpus: service.resources.gpus };
        const reasons = groups
          .slice(0, 4)
          .map((group) => `"${group.name}": ${refusal(group, wishes, region)}`);
        yield {
          path: `services[${i}].placement`,
          expected: "a node group that admits the service",
          got: `none; ${reasons.join("; ")}`,
          fix: "name the group in placement.nodeGroup, which tolerates its taints, or correct nodeSelector and tolerations",
        };
      }
    },
  },
  {
    id: "capacity/no-gpu",
    severity: "error",
    because:
      "a pod that asks for GPUs stays pending for ever on nodes without: the autoscaler only logs it",
    *check({ settings }) {
      const known = knownPools(settings);
      for (const { i, service, set } of placed(settings)) {
        const { gpus } = service.resources;
        if (known === undefined || gpus === 0 || set.pools.length === 0) continue;
        const most = Math.max(
          ...known.filter(({ name }) => set.pools.includes(name)).map(({ node }) => node.gpus),
        );
        if (most >= gpus) continue;
        yield {
          path: `services[${i}].resources.gpus`,
          expected: `at most ${most}, the GPUs of a node that admits it`,
          got: String(gpus),
          fix: "add a node group with GPUs, such as g5.xlarge, and name it in placement.nodeGroup",
        };
      }
    },
  },
  {
    id: "capacity/larger-than-node",
    severity: "error",
    because:
      "what the system, the kubelet and the DaemonSets leave of a node is less than EC2 advertises: F-38",
    *check({ settings }) {
      for (const { i, service, set } of placed(settings)) {
        const admit = (settings.nodes?.groups ?? [])
          .filter(({ name }) => set.pools.includes(name))
          .map(poolOf);
        if (admit.length === 0 || admit.includes(undefined)) continue;
        const nodes = admit.flatMap((pool) => (pool === undefined ? [] : [pool.node]));
        if (nodes.some((node) => podsPerNode(set.size, node) > 0)) continue;
        // The rule about GPUs says it better.
        if (set.size.gpus > Math.max(...nodes.map(({ gpus }) => gpus))) continue;
        yield {
          path: `services[${i}].resources`,
          expected: `at most ${nodes.map(roomText).join(" or ")}: what a node of ${set.pools.join(" or ")} has left`,
          got: sizeText(service),
          fix: "lower the requests, or take a larger instance type",
        };
      }
    },
  },
  {
    id: "capacity/max-replicas-exceed-nodes",
    severity: "error",
    because:
      "replicas beyond what the groups hold at maxSize stay pending for ever, and the HPA keeps counting on them",
    *check({ settings, written }) {
      const known = knownPools(settings);
      if (known === undefined) return;
      for (const { i, service, set } of placed(settings)) {
        const most = mostAlone(set, known);
        if (most === 0 || set.count <= most) continue;
        // A maximum that only follows from the partitions is a wish, which the rule about all services together warns of.
        const isWritten = written.services[i]?.scaling?.maxReplicaCount !== undefined;
        if (!isWritten && !set.onePerNode) continue;
        yield {
          path: `services[${i}].scaling.maxReplicaCount`,
          expected: `at most ${most}, what ${set.pools.join(" and ")} hold at maxSize${set.onePerNode ? ", one on a node" : ""}`,
          got: String(service.scaling.maxReplicaCount),
          fix: "lower it, raise maxSize of the node group, or lower the requests",
        };
      }
    },
  },
  {
    id: "capacity/any-architecture",
    severity: "warning",
    because:
      "an image for one architecture does not start on the other, and these nodes are of both",
    *check({ settings }) {
      for (const { i, service, set } of placed(settings)) {
        const groups = (settings.nodes?.groups ?? []).filter(({ name }) =>
          set.pools.includes(name),
        );
        const archs = new Set(
          groups.map(({ instanceTypes }) => instanceType(instanceTypes[0] ?? "")?.arch),
        );
        archs.delete(undefined);
        if (archs.size < 2) continue;
        yield {
          path: `services[${i}].placement`,
          expected: "nodes of one architecture",
          got: groups.map(({ name }) => name).join(", "),
          fix: `name a group, write nodeSelector {"kubernetes.io/arch": …}, or silence this when "${service.name}" is a multi-architecture image`,
        };
      }
    },
  },
];
