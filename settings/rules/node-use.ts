import { podsPerNode } from "../fit";
import { maxNodes, poolOf, refusal, regionOf, roomText } from "../node-pool";
import type { Rule } from "../rule";
import { sizeOf } from "../workloads";

/** What node groups are there for. */
export const nodeUseRules: readonly Rule[] = [
  {
    id: "capacity/group-for-nobody",
    severity: "warning",
    because:
      "no pod tolerates the group's taints or asks for its GPUs, so that it costs money, if it ever has a node, and does nothing",
    *check({ settings }) {
      const { nodes, services, kafka } = settings;
      if (services.length === 0) return;
      const region = regionOf(settings);
      for (const [i, group] of (nodes?.groups ?? []).entries()) {
        const used =
          kafka?.strimzi?.nodeGroup === group.name ||
          services.some(({ image }) => image === undefined) ||
          refusal(group, { placement: { nodeSelector: {}, tolerations: [] }, gpus: 0 }, region) ===
            undefined ||
          services.some(
            ({ placement, resources }) =>
              refusal(group, { placement, gpus: resources.gpus }, region) === undefined,
          );
        if (used) continue;
        yield {
          path: `nodes.groups[${i}]`,
          expected: "a service that tolerates its taints",
          got: `none for "${group.name}"`,
          fix: "name it in a service's placement.nodeGroup, or remove it",
        };
      }
    },
  },
  {
    id: "capacity/no-group-for-operators",
    severity: "error",
    because:
      "CoreDNS, KEDA and the other operators tolerate no taints of yours and need a node without any",
    *check({ settings }) {
      const { cluster, nodes } = settings;
      if (cluster.eks === undefined || nodes === undefined) return;
      const region = regionOf(settings);
      const open = nodes.groups.some(
        (group) =>
          refusal(group, { placement: { nodeSelector: {}, tolerations: [] }, gpus: 0 }, region) ===
          undefined,
      );
      if (open) return;
      yield {
        path: "nodes.groups",
        expected: "a group without taints and GPUs",
        got: "tainted groups only",
        fix: "add one, such as two m6i.large",
      };
    },
  },
  {
    id: "capacity/headroom-larger-than-node",
    severity: "error",
    because: "a pause pod that fits no node makes the autoscaler add nodes again and again",
    *check({ settings }) {
      for (const [i, headroom] of (settings.nodes?.headroom ?? []).entries()) {
        const group = settings.nodes?.groups.find(({ name }) => name === headroom.nodeGroup);
        const pool = group === undefined ? undefined : poolOf(group);
        if (group === undefined || pool === undefined) continue;
        const size = sizeOf(headroom);
        const each = podsPerNode(size, pool.node);
        const path = `nodes.headroom[${i}]`;
        if (each === 0) {
          yield {
            path,
            expected: `at most ${roomText(pool.node)}, what a node of "${group.name}" has left`,
            got: `${headroom.cpu} CPU, ${headroom.memory}`,
            fix: "lower cpu and memory",
          };
        } else if (each * maxNodes(group) < headroom.replicas) {
          yield {
            path: `${path}.replicas`,
            expected: `at most ${each * maxNodes(group)}, what "${group.name}" holds at maxSize`,
            got: String(headroom.replicas),
            fix: "lower it, or raise maxSize",
          };
        }
      }
    },
  },
];
