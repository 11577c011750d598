import {
  cidr,
  isWithin,
  overlaps,
  parseCidr,
  privateRanges,
  sharedRange,
  unusableRanges,
} from "../cidr";
import type { PlatformSettings } from "../generated/settings";
import type { Rule } from "../rule";

/** Every CIDR of the settings with its path. */
function* cidrs({
  cluster,
  kafka,
  services,
}: PlatformSettings<unknown>): Generator<[string, string]> {
  const network = cluster.eks?.network;
  const net = "cluster.eks.network";
  if (network !== undefined) yield [`${net}.serviceCidr`, network.serviceCidr];
  if (network?.vpc !== undefined) yield [`${net}.vpc.cidr`, network.vpc.cidr];
  if (network?.existing !== undefined) {
    yield [`${net}.existing.cidr`, network.existing.cidr];
    yield* list(
      `${net}.existing.subnets`,
      network.existing.subnets.map((subnet) => subnet.cidr),
      ".cidr",
    );
  }
  yield* list(
    "cluster.eks.endpoint.publicAccessCidrs",
    cluster.eks?.endpoint.publicAccessCidrs ?? [],
  );
  yield* list("kafka.external.cidrs", kafka?.external?.cidrs ?? []);
  yield* list("kafka.msk.cidrs", kafka?.msk?.cidrs ?? []);
  for (const [i, service] of services.entries()) {
    yield* list(`services[${i}].loadBalancerSourceRanges`, service.loadBalancerSourceRanges);
    yield* list(
      `services[${i}].egress`,
      service.egress.map((egress) => egress.cidr),
      ".cidr",
    );
  }
}

function* list(path: string, texts: readonly string[], suffix = ""): Generator<[string, string]> {
  for (const [i, text] of texts.entries()) yield [`${path}[${i}]${suffix}`, text];
}

/** Address ranges: their syntax and how they lie to each other. */
export const cidrRules: readonly Rule[] = [
  {
    id: "network/cidr",
    severity: "error",
    because:
      "AWS and Kubernetes refuse a range that is not canonical, minutes into a deploy: https://datatracker.ietf.org/doc/html/rfc4632",
    *check({ settings }) {
      for (const [path, text] of cidrs(settings)) {
        const parsed = parseCidr(text);
        if (!("problem" in parsed)) continue;
        yield {
          path,
          expected: "an address range in CIDR form",
          got: `${parsed.problem} in ${JSON.stringify(text)}`,
          fix: parsed.fix,
        };
      }
    },
  },
  {
    id: "network/duplicate-cidr",
    severity: "error",
    because: "AWS refuses a security group or endpoint that names a range twice",
    *check({ settings }) {
      const seen = new Map<string, string>();
      for (const [path, text] of cidrs(settings)) {
        const list = path.replace(/\[\d+\](\.cidr)?$/, "");
        // Several egress entries may open different ports of one range.
        if (list === path || list.endsWith(".egress") || list.endsWith(".subnets")) continue;
        const first = seen.get(`${list} ${text}`);
        seen.set(`${list} ${text}`, first ?? path);
        if (first === undefined) continue;
        yield {
          path,
          expected: "every range once",
          got: `${JSON.stringify(text)}, as in ${first}`,
          fix: "remove one",
        };
      }
    },
  },
  {
    id: "network/vpc-cidr",
    severity: "error",
    because:
      "AWS takes /16 to /28, of addresses that a network can have: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    *check({ settings }) {
      const network = settings.cluster.eks?.network;
      const key = network?.vpc === undefined ? "existing" : "vpc";
      const range = cidr(network?.[key]?.cidr ?? "");
      const path = `cluster.eks.network.${key}.cidr`;
      if (range === undefined) return;
      if (range.version !== 4 || range.prefix < 16 || range.prefix > 28) {
        yield {
          path,
          expected: "an IPv4 range of /16 to /28",
          got: range.text,
          fix: "AWS makes no VPC of another size: change the prefix length",
        };
      } else if (isWithin(range, unusableRanges)) {
        yield {
          path,
          expected: "addresses that hosts can have",
          got: range.text,
          fix: `take a part of ${privateRanges.join(", ")}`,
        };
      }
    },
  },
  {
    id: "network/public-vpc-cidr",
    severity: "warning",
    because: "hosts on the internet that have the same addresses cannot be reached: RFC 1918",
    *check({ settings, written }) {
      const network = settings.cluster.eks?.network;
      const key = network?.vpc === undefined ? "existing" : "vpc";
      const range = cidr(network?.[key]?.cidr ?? "");
      if (range === undefined || written.cluster.eks === undefined) return;
      if (isWithin(range, [...privateRanges, sharedRange, ...unusableRanges])) return;
      yield {
        path: `cluster.eks.network.${key}.cidr`,
        expected: `a part of ${privateRanges.join(", ")} or ${sharedRange}`,
        got: range.text,
        fix: "take private addresses, unless you own these",
      };
    },
  },
  {
    id: "network/service-cidr",
    severity: "error",
    because:
      "EKS takes /12 to /24 of RFC 1918 only, and never changes it: https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html",
    *check({ settings }) {
      const range = cidr(settings.cluster.eks?.network.serviceCidr ?? "");
      if (range === undefined) return;
      const path = "cluster.eks.network.serviceCidr";
      if (range.prefix < 12 || range.prefix > 24) {
        yield {
          path,
          expected: "a range of /12 to /24",
          got: range.text,
          fix: 'take a /16, such as "172.20.0.0/16"',
        };
      } else if (!isWithin(range, privateRanges)) {
        yield {
          path,
          expected: `a part of ${privateRanges.join(", ")}`,
          got: range.text,
          fix: 'take "172.20.0.0/16" or "10.100.0.0/16"',
        };
      }
    },
  },
  {
    id: "network/service-cidr-overlap",
    severity: "error",
    because:
      "an address of a Service would never reach the host that has it: EKS refuses it for the VPC, and brokers behind it cannot be reached",
    *check({ settings }) {
      const { cluster, kafka } = settings;
      const range = cidr(cluster.eks?.network.serviceCidr ?? "");
      if (range === undefined) return;
      const { vpc, existing } = cluster.eks?.network ?? {};
      const others: [string, string][] = [
        ["the VPC", vpc?.cidr ?? existing?.cidr ?? ""],
        ...(existing?.subnets ?? []).map((subnet, i): [string, string] => [
          `subnets[${i}]`,
          subnet.cidr,
        ]),
        ...(kafka?.external?.cidrs ?? []).map((text): [string, string] => ["brokers", text]),
        ...(kafka?.msk?.cidrs ?? []).map((text): [string, string] => ["brokers", text]),
      ];
      for (const [what, text] of others) {
        const other = cidr(text);
        if (other === undefined || !overlaps(range, other)) continue;
        yield {
          path: "cluster.eks.network.serviceCidr",
          expected: `a range apart from that of ${what}, ${other.text}`,
          got: range.text,
          fix: "take another private range",
        };
        return;
      }
    },
  },
];
