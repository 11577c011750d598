import type { PlatformSettings } from "../../settings/generated/settings";
import { taintsOf } from "../../settings/node-pool";

/** Where Kafka runs. */
export interface KafkaPlace {
  /** Zones of its nodes; undefined on a cluster whose nodes are not ours. */
  zones?: string[];
  /** Taints of its own nodes, which it tolerates. */
  tolerations: { key: string; value: string; effect: string }[];
}

/** Zones and taints of the nodes that Kafka's pods may be on: its own group's, or those of all groups that keep nobody out. */
export function kafkaPlace({ nodes, kafka }: PlatformSettings<unknown>): KafkaPlace {
  const own = nodes?.groups.find(({ name }) => name === kafka?.strimzi?.nodeGroup);
  if (own !== undefined) {
    return { zones: own.availabilityZones, tolerations: [...taintsOf(own)] };
  }
  if (nodes === undefined) return { tolerations: [] };
  const open = nodes.groups.filter((group) => taintsOf(group).length === 0);
  return { zones: [...new Set(open.flatMap((group) => group.availabilityZones))], tolerations: [] };
}
