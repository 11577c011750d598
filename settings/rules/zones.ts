import type { PlatformSettings } from "../generated/settings";
import { regions } from "../facts/regions";
import type { Rule, RuleFinding } from "../rule";
import { didYouMean } from "../suggest";

/** Every list of zones with its path. */
function* zoneLists({
  cluster,
  nodes,
}: PlatformSettings<unknown>): Generator<[string, readonly string[]]> {
  const vpc = cluster.eks?.network.vpc;
  if (vpc !== undefined) yield ["cluster.eks.network.vpc.availabilityZones", vpc.availabilityZones];
  for (const [i, group] of (nodes?.groups ?? []).entries()) {
    yield [`nodes.groups[${i}].availabilityZones`, group.availabilityZones ?? []];
  }
}

/** Zones that have a subnet for nodes. */
export function nodeZones({ cluster }: PlatformSettings<unknown>): string[] {
  const network = cluster.eks?.network;
  const subnets = (network?.existing?.subnets ?? []).filter((subnet) => !subnet.public);
  return [
    ...new Set(network?.vpc?.availabilityZones ?? subnets.map((subnet) => subnet.availabilityZone)),
  ];
}

/** What is wrong with a zone's name in a region; nothing to say about a region that is unknown itself. */
function zoneFault(path: string, zone: string, region: string): RuleFinding | undefined {
  if (!regions.includes(region) || new RegExp(`^${region}[a-f]$`).test(zone)) return undefined;
  const id = /^[a-z0-9]+-az\d$/.test(zone);
  return {
    path,
    expected: `a zone of ${region}, such as "${region}a"`,
    got: JSON.stringify(zone),
    fix: id
      ? "give the zone's name, not its id: `aws ec2 describe-availability-zones` shows both"
      : "take a zone of the cluster's region; EKS runs in no local zones",
  };
}

/** Regions and zones. */
export const zoneRules: readonly Rule[] = [
  {
    id: "network/unknown-region",
    severity: "error",
    because:
      "a region that does not exist, or has no EKS, fails after the first resources: https://docs.aws.amazon.com/general/latest/gr/eks.html",
    *check({ settings: { cluster, services } }) {
      const named: [string, string | undefined][] = [["cluster.eks.region", cluster.eks?.region]];
      for (const [i, { scaling }] of services.entries()) {
        for (const [j, { kafka, awsSqsQueue }] of scaling.triggers.entries()) {
          const at = `services[${i}].scaling.triggers[${j}]`;
          named.push(
            [`${at}.kafka.awsRegion`, kafka?.awsRegion],
            [`${at}.awsSqsQueue.awsRegion`, awsSqsQueue?.awsRegion],
          );
        }
      }
      for (const [path, region] of named) {
        if (region === undefined || regions.includes(region)) continue;
        yield {
          path,
          expected: "an AWS region with EKS",
          got: JSON.stringify(region),
          fix: didYouMean(region, regions) || "see AWS's list of regions",
        };
      }
    },
  },
  {
    id: "network/zone-of-another-region",
    severity: "error",
    because: "AWS refuses a zone that its region does not have",
    *check({ settings }) {
      const eks = settings.cluster.eks;
      if (eks === undefined) return;
      for (const [path, zones] of zoneLists(settings)) {
        for (const [i, zone] of zones.entries()) {
          const fault = zoneFault(`${path}[${i}]`, zone, eks.region);
          if (fault !== undefined) yield fault;
        }
      }
      for (const [i, subnet] of (eks.network.existing?.subnets ?? []).entries()) {
        const path = `cluster.eks.network.existing.subnets[${i}].availabilityZone`;
        const fault = zoneFault(path, subnet.availabilityZone, eks.region);
        if (fault !== undefined) yield fault;
      }
    },
  },
  {
    id: "network/duplicate-zone",
    severity: "error",
    because: "a zone that is listed twice gets two subnets with one name",
    *check({ settings }) {
      for (const [path, zones] of zoneLists(settings)) {
        for (const [i, zone] of zones.entries()) {
          if (zones.indexOf(zone) === i) continue;
          yield {
            path: `${path}[${i}]`,
            expected: "every zone once",
            got: JSON.stringify(zone),
            fix: "remove one",
          };
        }
      }
    },
  },
  {
    id: "network/one-zone",
    severity: "error",
    because:
      "EKS needs subnets in two zones: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
    *check({ settings }) {
      const network = settings.cluster.eks?.network;
      if (network === undefined) return;
      const subnets = network.existing?.subnets ?? [];
      const zones = new Set(
        network.vpc?.availabilityZones ?? subnets.map(({ availabilityZone }) => availabilityZone),
      );
      if (zones.size >= 2) return;
      yield {
        path:
          network.vpc === undefined
            ? "cluster.eks.network.existing.subnets"
            : "cluster.eks.network.vpc.availabilityZones",
        expected: "at least two zones",
        got: [...zones].join(", ") || "none",
        fix: "add a zone",
      };
    },
  },
  {
    id: "nodes/zone-outside-network",
    severity: "error",
    because: "nodes need a private subnet in their zone",
    *check({ settings, written }) {
      const zones = nodeZones(settings);
      if (zones.length === 0) return;
      for (const [i, group] of (written.nodes?.groups ?? []).entries()) {
        for (const [j, zone] of (group.availabilityZones ?? []).entries()) {
          if (zones.includes(zone)) continue;
          yield {
            path: `nodes.groups[${i}].availabilityZones[${j}]`,
            expected: `a zone with a private subnet: ${zones.join(", ")}`,
            got: JSON.stringify(zone),
            fix: "add the zone to the network, or take it from the group",
          };
        }
      }
    },
  },
  {
    id: "production/two-zones",
    severity: "warning",
    because:
      "with brokers in two zones, the loss of the zone that has most of them takes the quorum with it",
    *check({ settings, written }) {
      const listed = written.cluster.eks?.network;
      if (settings.environment !== "production" || settings.kafka?.strimzi === undefined) return;
      if (listed?.vpc?.availabilityZones === undefined && listed?.existing === undefined) return;
      const zones = nodeZones(settings);
      if (zones.length !== 2) return;
      yield {
        path:
          listed.existing === undefined
            ? "cluster.eks.network.vpc.availabilityZones"
            : "cluster.eks.network.existing.subnets",
        expected: "three zones in production",
        got: zones.join(" and "),
        fix: "add a third zone",
      };
    },
  },
];
