import { clusterParts } from "../../../components/cluster/cluster-parts";
import type { EksArgs } from "../../../settings/args/cluster";
import type { Environment } from "../../../settings/args/platform";
import type { EksSettings } from "../../../settings/generated/settings";

/** A cluster of which the door has nothing to say. */
export const eksArgs: EksArgs = {
  region: "eu-west-1",
  admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
};

/** The same through the door, after a change. */
export function settledEks(
  change: Partial<EksArgs> = {},
  environment?: Environment,
): EksSettings<string> {
  return clusterParts<string>({ eks: { ...eksArgs, ...change }, environment }, () => undefined);
}

/** A boundary that is not made by the platform. */
export const boundary = "arn:aws:iam::111122223333:policy/boundary";
