import { cidr, contains, isWithin, overlaps, sharedRange } from "../cidr";
import type { Rule } from "../rule";

/** How the ranges of subnets lie in their VPC. */
export const subnetRangeRules: readonly Rule[] = [
  {
    id: "network/subnet-cidr",
    severity: "error",
    because:
      "a subnet is a part of its VPC, /16 to /28; one that is not is a subnet of another VPC",
    *check({ settings }) {
      const existing = settings.cluster.eks?.network.existing;
      const vpc = cidr(existing?.cidr ?? "");
      for (const [i, subnet] of (existing?.subnets ?? []).entries()) {
        const range = cidr(subnet.cidr);
        if (range === undefined) continue;
        const path = `cluster.eks.network.existing.subnets[${i}].cidr`;
        if (range.version !== 4 || range.prefix < 16 || range.prefix > 28) {
          yield {
            path,
            expected: "an IPv4 range of /16 to /28",
            got: range.text,
            fix: "copy the subnet's range from AWS",
          };
          continue;
        }
        // Pods often live in a secondary range of the VPC from the shared address space.
        if (vpc === undefined || contains(vpc, range) || isWithin(range, [sharedRange])) continue;
        yield {
          path,
          expected: `a part of the VPC's range ${vpc.text}`,
          got: range.text,
          fix: "name a subnet of this VPC, or correct one of the ranges",
        };
      }
    },
  },
  {
    id: "network/subnets-overlap",
    severity: "error",
    because: "AWS lets no two subnets of a VPC share addresses",
    *check({ settings }) {
      const subnets = settings.cluster.eks?.network.existing?.subnets ?? [];
      const ranges = subnets.map((subnet) => cidr(subnet.cidr));
      for (const [i, range] of ranges.entries()) {
        const j = ranges.findIndex(
          (other, at) =>
            at < i && range !== undefined && other !== undefined && overlaps(range, other),
        );
        if (j < 0) continue;
        yield {
          path: `cluster.eks.network.existing.subnets[${i}].cidr`,
          expected: "a range of its own",
          got: `${subnets[i]?.cidr}, which overlaps ${subnets[j]?.cidr} of subnets[${j}]`,
          fix: "copy the subnets' ranges from AWS",
        };
      }
    },
  },
  {
    id: "network/vpc-too-small",
    severity: "error",
    because: "every zone gets a public and a private subnet, and AWS makes none smaller than /28",
    *check({ settings }) {
      const vpc = settings.cluster.eks?.network.vpc;
      const range = cidr(vpc?.cidr ?? "");
      if (vpc === undefined || range === undefined || range.prefix > 28) return;
      const prefix = range.prefix + Math.ceil(Math.log2(2 * vpc.availabilityZones.length));
      if (prefix <= 28) return;
      yield {
        path: "cluster.eks.network.vpc.cidr",
        expected: `room for ${2 * vpc.availabilityZones.length} subnets of at least /28`,
        got: `${range.text}, whose subnets would be /${prefix}`,
        fix: "take a larger range, such as a /16",
      };
    },
  },
];
