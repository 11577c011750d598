import type { VpcSettings } from "../../settings/generated/settings";

/** Prefix length of each subnet: a private and a public one of equal size in every zone. */
export function subnetPrefix({ cidr, availabilityZones }: VpcSettings): number {
  const vpcPrefix = Number(cidr.split("/")[1]);
  return vpcPrefix + Math.ceil(Math.log2(2 * availabilityZones.length));
}

/** Inputs of `awsx.ec2.Vpc`. Its private subnets come in the order of the zones. */
export function vpcInputs(vpc: VpcSettings, clusterName: string) {
  const cidrMask = subnetPrefix(vpc);
  const role = (kind: string): Record<string, string> => ({ [`kubernetes.io/role/${kind}`]: "1" });
  return {
    cidrBlock: vpc.cidr,
    availabilityZoneNames: vpc.availabilityZones,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    natGateways: { strategy: vpc.natGateways },
    // awsx asks for it to be stated; Auto packs the subnets of a zone without gaps.
    subnetStrategy: "Auto" as const,
    subnetSpecs: [
      // Load balancers find their subnets by these tags.
      { type: "Private" as const, cidrMask, tags: role("internal-elb") },
      { type: "Public" as const, cidrMask, tags: role("elb") },
    ],
    tags: { Name: clusterName },
  };
}

/** What private subnets reach without NAT: AWS' own names of services, such as `ecr.api`. S3 has a gateway, which costs nothing. */
export function endpointService(region: string, service: string): string {
  const prefix = region.startsWith("cn-") ? "cn.com.amazonaws" : "com.amazonaws";
  return `${prefix}.${region}.${service}`;
}
