import type { EksArgs } from "../../settings/args/cluster";
import type { NodesArgs } from "../../settings/args/nodes";
import type { Environment } from "../../settings/args/platform";
import type { Finding } from "../../settings/finding";
import type { EksSettings } from "../../settings/generated/settings";
import { settlePart } from "../../settings/parts";
import { isSettled } from "../../settings/settled";
import { versions } from "../versions";

/** What is known about a cluster that is made alone, or handed on by the platform. */
interface Given {
  eks: EksArgs;
  environment?: Environment;
}

/**
 * A platform with a new cluster must have nodes, while whoever makes a cluster alone adds them elsewhere: the door gets one
 * node of which it has nothing to say.
 */
const nodesOfSomebodyElse: NodesArgs = {
  groups: [{ name: "others", instanceTypes: ["m6i.large"], minSize: 1, maxSize: 1 }],
};

/**
 * Through the door: an EKS cluster, complete.
 * @throws SettingsError
 */
export function clusterParts<W>(
  { eks, environment }: Given,
  warn: (finding: Finding) => void,
): EksSettings<W> {
  if (isSettled(eks)) return eks as EksSettings<W>;
  const warnOfCluster = (finding: Finding): void => {
    if (finding.path.startsWith("cluster")) warn(finding);
  };
  const { cluster } = settlePart<W>(
    { cluster: { eks }, nodes: nodesOfSomebodyElse, environment },
    versions,
    warnOfCluster,
  );
  return cluster.eks as EksSettings<W>;
}
