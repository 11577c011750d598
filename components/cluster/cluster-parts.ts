import type { EksArgs } from "../../settings/args/cluster";
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
 * Through the door: an EKS cluster, complete.
 * @throws SettingsError
 */
export function clusterParts<W>(
  { eks, environment }: Given,
  warn: (finding: Finding) => void,
): EksSettings<W> {
  if (isSettled(eks)) return eks as EksSettings<W>;
  const { cluster } = settlePart<W>({ cluster: { eks }, environment }, versions, warn);
  return cluster.eks as EksSettings<W>;
}
