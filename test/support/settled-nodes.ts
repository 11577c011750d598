import { versions } from "../../components/versions";
import type { NodeGroupArgs } from "../../settings/args/node-group";
import type { NodesArgs } from "../../settings/args/nodes";
import type { NodeGroupSettings, NodesSettings } from "../../settings/generated/settings";
import { settlePart } from "../../settings/parts";

/** Node groups that passed the door. */
export function settledNodes(nodes: NodesArgs): NodesSettings {
  const { nodes: settled } = settlePart({ nodes }, versions);
  if (settled === undefined) throw new Error("the door lost the nodes");
  return settled;
}

/** One node group that passed the door: `workers`, up to 5 m6i.large in one zone, but for what is given. */
export function settledGroup(group: Partial<NodeGroupArgs> = {}): NodeGroupSettings {
  const { groups } = settledNodes({ groups: [{ ...workers, ...group }] });
  const [settled] = groups;
  if (settled === undefined) throw new Error("the door lost the group");
  return settled;
}

const workers: NodeGroupArgs = {
  name: "workers",
  instanceTypes: ["m6i.large"],
  maxSize: 5,
  availabilityZones: ["eu-west-1a"],
};
