import { endpointsWithoutNat, knownEndpoints } from "../facts/vpc-endpoints";
import type { PlatformSettings, VpcSettings } from "../generated/settings";
import type { Rule } from "../rule";
import { didYouMean } from "../suggest";

const vpcPath = "cluster.eks.network.vpc";
const subnetsPath = "cluster.eks.network.existing.subnets";

/** AWS services that the nodes and pods of these settings talk to. */
function neededEndpoints({ services }: PlatformSettings<unknown>): string[] {
  const balanced = services.some(
    ({ exposure }) => exposure === "loadBalancer" || exposure === "ingress",
  );
  const queued = services.some(({ scaling }) =>
    scaling.triggers.some(({ awsSqsQueue }) => awsSqsQueue !== undefined),
  );
  return [
    ...endpointsWithoutNat,
    ...(balanced ? ["elasticloadbalancing"] : []),
    ...(queued ? ["sqs"] : []),
  ];
}

function vpcWithoutNat(settings: PlatformSettings<unknown>): VpcSettings | undefined {
  const vpc = settings.cluster.eks?.network.vpc;
  return vpc?.natGateways === "None" ? vpc : undefined;
}

/** The VPC, its ways out and its subnets. */
export const networkRules: readonly Rule[] = [
  {
    id: "network/no-way-out",
    severity: "error",
    because:
      "without NAT, nodes join and pull images by VPC endpoints only: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html",
    *check({ settings }) {
      const vpc = vpcWithoutNat(settings);
      if (vpc === undefined) return;
      const missing = neededEndpoints(settings).filter(
        (name) => !vpc.interfaceEndpoints.includes(name),
      );
      if (missing.length === 0) return;
      yield {
        path: `${vpcPath}.interfaceEndpoints`,
        expected: `endpoints for ${missing.join(", ")}, because natGateways is None`,
        got: vpc.interfaceEndpoints.join(", ") || "none",
        fix: "add them, or give the VPC a NAT gateway",
      };
    },
  },
  {
    id: "network/image-out-of-reach",
    severity: "error",
    because: "without NAT, only Amazon ECR can be reached",
    *check({ settings }) {
      if (vpcWithoutNat(settings) === undefined) return;
      for (const [i, { image }] of settings.services.entries()) {
        if (typeof image !== "string" || /^\d{12}\.dkr\.ecr\./.test(image)) continue;
        yield {
          path: `services[${i}].image`,
          expected: "an image in Amazon ECR, because natGateways is None",
          got: JSON.stringify(image),
          fix: "copy it to ECR (a pull-through cache does it), or give the VPC a NAT gateway",
        };
      }
    },
  },
  {
    id: "network/unknown-vpc-endpoint",
    severity: "warning",
    because: "AWS refuses an endpoint for a service that it does not have in the region",
    *check({ settings }) {
      for (const [i, name] of (
        settings.cluster.eks?.network.vpc?.interfaceEndpoints ?? []
      ).entries()) {
        if (knownEndpoints.includes(name)) continue;
        yield {
          path: `${vpcPath}.interfaceEndpoints[${i}]`,
          expected: "the last part of an endpoint service's name, such as ecr.api",
          got: JSON.stringify(name),
          fix:
            didYouMean(name.replace(/^com\.amazonaws\.[a-z0-9-]+\./, ""), knownEndpoints) ||
            "see `aws ec2 describe-vpc-endpoint-services`",
        };
      }
    },
  },
  {
    id: "network/duplicate-vpc-endpoint",
    severity: "error",
    because: "AWS refuses a second endpoint with private DNS for the same service",
    *check({ settings }) {
      const names = settings.cluster.eks?.network.vpc?.interfaceEndpoints ?? [];
      for (const [i, name] of names.entries()) {
        if (names.indexOf(name) === i) continue;
        yield {
          path: `${vpcPath}.interfaceEndpoints[${i}]`,
          expected: "every service once",
          got: JSON.stringify(name),
          fix: "remove one",
        };
      }
    },
  },
  {
    id: "production/nat-in-one-zone",
    severity: "warning",
    because: "when that zone is lost, no node pulls an image and no service reaches a model API",
    *check({ settings, written }) {
      const given = written.cluster.eks?.network?.vpc?.natGateways;
      if (settings.environment !== "production" || given !== "Single") return;
      yield {
        path: `${vpcPath}.natGateways`,
        expected: "OnePerAz in production",
        got: "Single",
        fix: "write OnePerAz",
      };
    },
  },
  {
    id: "production/no-flow-logs",
    severity: "warning",
    because: "without flow logs nobody can say later who talked to whom: check 15, CKV2_AWS_11",
    *check({ settings }) {
      if (
        settings.environment !== "production" ||
        settings.cluster.eks?.network.vpc?.flowLogs !== false
      )
        return;
      yield {
        path: `${vpcPath}.flowLogs`,
        expected: "true in production",
        got: "false",
        fix: "remove it",
      };
    },
  },
  {
    id: "network/no-private-subnet",
    severity: "error",
    because: "nodes are only put into private subnets: CIS EKS 5.4.3",
    *check({ settings }) {
      const subnets = settings.cluster.eks?.network.existing?.subnets ?? [];
      if (subnets.length === 0 || subnets.some((subnet) => !subnet.public)) return;
      yield {
        path: subnetsPath,
        expected: "a private subnet for the nodes",
        got: "public ones only",
        fix: "add private subnets with a route to a NAT gateway",
      };
    },
  },
  {
    id: "network/duplicate-subnet",
    severity: "error",
    because: "EKS refuses a subnet that is listed twice",
    *check({ settings }) {
      const ids = (settings.cluster.eks?.network.existing?.subnets ?? []).map(
        (subnet) => subnet.subnetId,
      );
      for (const [i, id] of ids.entries()) {
        if (typeof id !== "string" || ids.indexOf(id) === i) continue;
        yield {
          path: `${subnetsPath}[${i}].subnetId`,
          expected: "every subnet once",
          got: JSON.stringify(id),
          fix: "remove one",
        };
      }
    },
  },
  {
    id: "network/resource-id",
    severity: "error",
    because: "AWS's ids begin with the kind of the resource",
    *check({ settings }) {
      const existing = settings.cluster.eks?.network.existing;
      if (existing === undefined) return;
      const ids: [string, unknown, string][] = [
        ["cluster.eks.network.existing.vpcId", existing.vpcId, "vpc-"],
        ...existing.subnets.map(({ subnetId }, i): [string, unknown, string] => [
          `${subnetsPath}[${i}].subnetId`,
          subnetId,
          "subnet-",
        ]),
      ];
      for (const [path, id, prefix] of ids) {
        if (typeof id !== "string" || new RegExp(`^${prefix}[0-9a-z]+$`).test(id)) continue;
        yield {
          path,
          expected: `an id that begins with "${prefix}"`,
          got: JSON.stringify(id),
          fix: "copy the id from AWS; names and ARNs are not ids",
        };
      }
    },
  },
];
