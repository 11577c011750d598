import { podsPerNode } from "../fit";
import type { NodeGroupSettings, PlatformSettings } from "../generated/settings";
import { maxNodes, poolOf } from "../node-pool";
import type { Rule } from "../rule";
import { kafkaPods } from "../workloads";

/** Groups that brokers may run on: the named one, or every one that admits any pod. */
function* brokerGroups(
  settings: PlatformSettings<unknown>,
): Generator<{ i: number; group: NodeGroupSettings }> {
  const [brokers] = kafkaPods(settings);
  for (const [i, group] of (settings.nodes?.groups ?? []).entries()) {
    if (brokers?.pools.includes(group.name)) yield { i, group };
  }
}

function zonesOf({ availabilityZones }: NodeGroupSettings): number {
  return availabilityZones?.length ?? 1;
}

/** Zones of a volume: whether a new node of the group may come up where the volume is not. */
function mayMissZone(group: NodeGroupSettings): boolean {
  return !group.perZone && zonesOf(group) > 1;
}

/** Nodes for brokers, whose volumes cannot leave their zone. */
export const kafkaNodeRules: readonly Rule[] = [
  {
    id: "kafka/too-few-nodes",
    severity: "error",
    because: "brokers on one node go down together, and with them the quorum",
    *check({ settings }) {
      const strimzi = settings.kafka?.strimzi;
      const groups = [...brokerGroups(settings)];
      if (strimzi === undefined || groups.length === 0) return;
      const nodes = groups.reduce((sum, { group }) => sum + maxNodes(group), 0);
      if (nodes >= strimzi.brokers.replicas) return;
      yield {
        path: groups.length === 1 ? `nodes.groups[${groups[0]?.i}].maxSize` : "nodes.groups",
        expected: `at least ${strimzi.brokers.replicas} nodes for ${strimzi.brokers.replicas} brokers`,
        got: `${nodes} in ${groups.map(({ group }) => `"${group.name}"`).join(", ")}`,
        fix: "raise maxSize, or make the group perZone",
      };
    },
  },
  {
    id: "kafka/volumes-across-zones",
    severity: "error",
    because:
      "a group over several zones that is at zero may start its node where the volume is not, again and again: autoscaler#3845, #6000",
    *check({ settings }) {
      const groups = [...brokerGroups(settings)];
      if (
        groups.length === 0 ||
        !groups.every(({ group }) => mayMissZone(group) && group.minSize === 0)
      )
        return;
      for (const { i, group } of groups) {
        yield {
          path: `nodes.groups[${i}].perZone`,
          expected: "true for a group that Kafka's volumes need, because it goes to zero",
          got: `false over ${zonesOf(group)} zones`,
          fix: "write perZone: true, or keep the group in one zone",
        };
      }
    },
  },
  {
    id: "kafka/nodes-not-by-zone",
    severity: "warning",
    because:
      "when the node of a broker is lost, the group may start the next one in another zone than the volume's: F-27",
    *check({ settings }) {
      const groups = [...brokerGroups(settings)];
      if (groups.length === 0 || !groups.every(({ group }) => mayMissZone(group))) return;
      if (groups.every(({ group }) => group.minSize === 0)) return;
      // A node that stands in every zone is always where the volume is.
      if (groups.some(({ group }) => group.minSize >= 2 * zonesOf(group))) return;
      const [first] = groups;
      yield {
        path: `nodes.groups[${first?.i}].perZone`,
        expected: "a group for each zone, for Kafka's volumes",
        got: `one group over ${first === undefined ? 0 : zonesOf(first.group)} zones`,
        fix: "write perZone: true, or give Kafka a perZone group in kafka.strimzi.nodeGroup",
      };
    },
  },
  {
    id: "kafka/brokers-on-spot",
    severity: "warning",
    because: "a broker that goes with two minutes' notice makes every partition it leads move",
    *check({ settings }) {
      if (settings.environment === "production") return;
      const groups = [...brokerGroups(settings)];
      if (groups.length === 0 || groups.some(({ group }) => group.capacityType !== "SPOT")) return;
      yield {
        path: `nodes.groups[${groups[0]?.i}].capacityType`,
        expected: "ON_DEMAND for Kafka",
        got: "SPOT",
        fix: "name an on-demand group in kafka.strimzi.nodeGroup",
      };
    },
  },
  {
    id: "production/brokers-on-spot",
    severity: "error",
    because:
      "AWS takes spot instances of a zone and type together: brokers go at once, and with them the quorum",
    *check({ settings }) {
      if (settings.environment !== "production") return;
      const groups = [...brokerGroups(settings)];
      if (groups.length === 0 || groups.some(({ group }) => group.capacityType !== "SPOT")) return;
      yield {
        path: `nodes.groups[${groups[0]?.i}].capacityType`,
        expected: "ON_DEMAND for Kafka in production",
        got: "SPOT",
        fix: "name an on-demand group in kafka.strimzi.nodeGroup",
      };
    },
  },
  {
    id: "kafka/larger-than-node",
    severity: "error",
    because:
      "what the system, the kubelet and the DaemonSets leave of a node is less than EC2 advertises: F-38",
    *check({ settings }) {
      const groups = [...brokerGroups(settings)].map(({ group }) => poolOf(group));
      if (groups.length === 0 || groups.includes(undefined)) return;
      for (const [key, set] of kafkaPods(settings).entries()) {
        if (
          set.count === 0 ||
          groups.some((pool) => pool !== undefined && podsPerNode(set.size, pool.node) > 0)
        )
          continue;
        const most = groups.map((pool) => `${pool?.node.milliCpu}m CPU, ${pool?.node.memoryMiB}Mi`);
        yield {
          path: `kafka.strimzi.${key === 0 ? "brokers" : "controllers"}`,
          expected: `at most ${most.join(" or ")}: what a node of ${set.pools.join(" or ")} has left`,
          got: `${set.size.milliCpu}m CPU, ${set.size.memoryMiB}Mi`,
          fix: "lower cpu or memory, or take a larger instance type",
        };
      }
    },
  },
];
