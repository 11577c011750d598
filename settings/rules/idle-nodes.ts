import { podsPerNode } from "../fit";
import { maxNodes, poolOf, refusal, regionOf } from "../node-pool";
import type { Rule } from "../rule";
import { servicePods } from "../workloads";

/** Nodes beyond twice of what can ever be filled, and at least this many, are worth a word. */
const spareNodes = 5;

/** Node groups that can grow beyond what their services can ever use. */
export const idleNodeRules: readonly Rule[] = [
  {
    id: "capacity/nodes-beyond-partitions",
    severity: "warning",
    because:
      "a partition has one consumer of a group, so nodes beyond what the partitions' consumers fill are a promise of capacity that does not hold",
    *check({ settings }) {
      const region = regionOf(settings);
      const pods = servicePods(settings, ({ scaling }) => scaling.maxReplicaCount);
      const services = new Map(settings.services.map((service) => [service.name, service]));
      for (const [i, group] of (settings.nodes?.groups ?? []).entries()) {
        const pool = poolOf(group);
        const sets = pods.filter((set) => set.pools.includes(group.name));
        const open =
          refusal(group, { placement: { nodeSelector: {}, tolerations: [] }, gpus: 0 }, region) ===
          undefined;
        const dedicated = sets.every(
          ({ name }) => services.get(name)?.placement.nodeGroup === group.name || !open,
        );
        if (
          pool === undefined ||
          sets.length === 0 ||
          !dedicated ||
          settings.kafka?.strimzi?.nodeGroup === group.name
        )
          continue;
        let needed = 0;
        let bounded = true;
        for (const set of sets) {
          const consumes = services.get(set.name)?.consumes;
          const topic = settings.kafka?.topics.find(({ name }) => name === consumes?.topic);
          bounded &&= topic !== undefined;
          const members = Math.max(
            1,
            Math.floor((topic?.partitions ?? 0) / (consumes?.consumersPerReplica ?? 1)),
          );
          const each = podsPerNode(set.size, pool.node);
          needed +=
            each === 0
              ? Infinity
              : Math.ceil(
                  Math.min(set.count, members) / (set.onePerNode ? Math.min(1, each) : each),
                );
        }
        const most = maxNodes(group);
        if (!bounded || most <= 2 * needed || most < needed + spareNodes) continue;
        yield {
          path: `nodes.groups[${i}].maxSize`,
          expected: `about ${needed}, which hold every consumer that the partitions can keep busy`,
          got: `${most} nodes`,
          fix: "lower maxSize, or raise the partitions and maxReplicaCount",
        };
      }
    },
  },
];
