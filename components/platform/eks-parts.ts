import type { EksArgs } from "../../settings/args/cluster";
import type { NodesArgs } from "../../settings/args/nodes";
import type { Environment } from "../../settings/args/platform";
import type { Finding } from "../../settings/finding";
import type { EksSettings, NodesSettings } from "../../settings/generated/settings";
import { settlePart } from "../../settings/parts";
import { isSettled } from "../../settings/settled";
import { versions } from "../versions";

/** What is known about a cluster with nodes that is made alone, or handed on by the platform. */
interface Given {
  eks: EksArgs;
  nodes: NodesArgs;
  environment?: Environment;
}

/**
 * Through the door: an EKS cluster and its nodes, complete.
 * @throws SettingsError
 */
export function eksParts<W>(
  { eks, nodes, environment }: Given,
  warn: (finding: Finding) => void,
): { eks: EksSettings<W>; nodes: NodesSettings } {
  if (isSettled(eks) && isSettled(nodes)) {
    return { eks: eks as EksSettings<W>, nodes: nodes as NodesSettings };
  }
  const settings = settlePart<W>({ cluster: { eks }, nodes, environment }, versions, warn);
  return {
    eks: settings.cluster.eks as EksSettings<W>,
    nodes: settings.nodes as NodesSettings,
  };
}
