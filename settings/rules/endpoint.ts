import {
  cidr,
  coverage,
  isWithin,
  privateRanges,
  sharedRange,
  unusableRanges,
  type AddressRange,
} from "../cidr";
import type { EndpointSettings, PlatformSettings } from "../generated/settings";
import type { Rule } from "../rule";

const path = "cluster.eks.endpoint";

function endpoint({ cluster }: PlatformSettings<unknown>): EndpointSettings | undefined {
  return cluster.eks?.endpoint;
}

function ranges({ publicAccessCidrs }: EndpointSettings): AddressRange[] {
  return publicAccessCidrs.map(cidr).filter((range) => range !== undefined);
}

/** Who reaches the Kubernetes API server. */
export const endpointRules: readonly Rule[] = [
  {
    id: "endpoint/open-to-the-world",
    severity: "error",
    because:
      "the API server must not be reachable from everywhere: CIS EKS 5.4.1 and 5.4.2, CKV_AWS_38, CKV_AWS_39",
    *check({ settings }) {
      const settled = endpoint(settings);
      if (settled?.publicAccess !== true) return;
      if (settled.publicAccessCidrs.length === 0) {
        yield {
          path: `${path}.publicAccessCidrs`,
          expected: "the ranges that may reach the public endpoint",
          got: "an empty list, which EKS reads as the whole internet",
          fix: "list them, or turn publicAccess off",
        };
      }
      for (const version of [4, 6] as const) {
        const share = coverage(ranges(settled), version);
        if (share < 0.5) continue;
        yield {
          path: `${path}.publicAccessCidrs`,
          expected: "only the addresses of your offices and pipelines",
          got: `ranges that are together ${Math.round(share * 100)} percent of all IPv${version} addresses`,
          fix: "list the addresses that need it, or turn publicAccess off and work from inside the VPC",
        };
      }
    },
  },
  {
    id: "endpoint/wide-public-cidrs",
    severity: "warning",
    because: "a range of more than 65,536 addresses is hardly all yours: CIS EKS 5.4.2",
    *check({ settings }) {
      const settled = endpoint(settings);
      if (settled?.publicAccess !== true || coverage(ranges(settled), 4) >= 0.5) return;
      for (const [i, text] of settled.publicAccessCidrs.entries()) {
        const range = cidr(text);
        if (range?.version !== 4 || range.prefix >= 16 || isReserved(range)) continue;
        yield {
          path: `${path}.publicAccessCidrs[${i}]`,
          expected: "a /16 or smaller",
          got: text,
          fix: "list the addresses that need it",
        };
      }
    },
  },
  {
    id: "endpoint/no-internet-address",
    severity: "error",
    because:
      "nobody comes from private addresses over the internet, and EKS refuses them and, for an IPv4 cluster, IPv6",
    *check({ settings }) {
      const settled = endpoint(settings);
      for (const [i, text] of (settled?.publicAccessCidrs ?? []).entries()) {
        const range = cidr(text);
        if (range === undefined || range.prefix === 0) continue;
        if (range.version === 4 ? !isReserved(range) : range.prefix < 3) continue;
        yield {
          path: `${path}.publicAccessCidrs[${i}]`,
          expected: "public IPv4 addresses",
          got: text,
          fix: "give the address that your traffic has on the internet; privateAccess lets the VPC in",
        };
      }
    },
  },
  {
    id: "endpoint/unreachable",
    severity: "error",
    because: "with both endpoints off nobody reaches the cluster, and EKS refuses it",
    *check({ settings }) {
      const settled = endpoint(settings);
      if (settled === undefined || settled.privateAccess || settled.publicAccess) return;
      yield {
        path,
        expected: "privateAccess or publicAccess",
        got: "both off",
        fix: "turn privateAccess on",
      };
    },
  },
  {
    id: "endpoint/nodes-go-outside",
    severity: "warning",
    because:
      "without the private endpoint, nodes reach the API server through NAT, and its addresses must be in publicAccessCidrs: CIS EKS 5.4.2",
    *check({ settings }) {
      const settled = endpoint(settings);
      if (settled === undefined || settled.privateAccess || !settled.publicAccess) return;
      yield {
        path: `${path}.privateAccess`,
        expected: "true",
        got: "false",
        fix: "turn it on; it costs nothing",
      };
    },
  },
  {
    id: "endpoint/unused-cidrs",
    severity: "warning",
    because: "ranges have no effect while the public endpoint is off",
    *check({ settings, written }) {
      const settled = endpoint(settings);
      if (written.cluster.eks?.endpoint?.publicAccess !== false) return;
      if (settled === undefined || settled.publicAccess || settled.publicAccessCidrs.length === 0)
        return;
      yield {
        path: `${path}.publicAccessCidrs`,
        expected: "no ranges while publicAccess is false",
        got: `a list of ${settled.publicAccessCidrs.length}`,
        fix: "remove publicAccess: false, or the ranges",
      };
    },
  },
];

function isReserved(range: AddressRange): boolean {
  return isWithin(range, [...privateRanges, sharedRange, ...unusableRanges]);
}
