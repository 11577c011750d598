import type { EksArgs } from "../args/cluster";
import type { NetworkArgs } from "../args/network";
import type { PlatformArgs } from "../args/platform";
import type { Deriver } from "../derivation";
import { defaultZones } from "../facts/regions";
import type { VersionMatrix } from "../versions";

/** Derived values of the cluster. */
export function resolveCluster(
  args: PlatformArgs,
  versions: VersionMatrix,
  deriver: Deriver,
): void {
  const { eks, existing } = args.cluster;
  const checked = "the minor that all versions of this release were checked with";
  if (existing !== undefined) {
    deriver.fill(existing, "version", "cluster.existing", versions.kubernetes, checked);
  }
  if (eks === undefined) return;
  deriver.fill(eks, "version", "cluster.eks", versions.kubernetes, checked);
  const production = args.environment === "production";
  deriver.fill(
    eks,
    "deletionProtection",
    "cluster.eks",
    production,
    `environment is ${args.environment}`,
  );
  resolveEndpoint(eks, deriver);
  if (eks.network?.vpc !== undefined) resolveVpc(eks.network, eks.region, production, deriver);
}

function resolveEndpoint({ endpoint }: EksArgs, deriver: Deriver): void {
  if (endpoint === undefined) return;
  const cidrs = endpoint.publicAccessCidrs ?? [];
  const formula = `publicAccessCidrs has ${cidrs.length} entries`;
  deriver.fill(endpoint, "publicAccess", "cluster.eks.endpoint", cidrs.length > 0, formula);
}

function resolveVpc(
  { vpc }: NetworkArgs,
  region: string,
  production: boolean,
  deriver: Deriver,
): void {
  if (vpc === undefined) return;
  const path = "cluster.eks.network.vpc";
  deriver.fill(
    vpc,
    "availabilityZones",
    path,
    defaultZones(region),
    `the first zones of ${region}`,
  );
  deriver.fill(
    vpc,
    "natGateways",
    path,
    production ? "OnePerAz" : "Single",
    production ? "production survives the loss of a zone" : "one is cheapest",
  );
}
