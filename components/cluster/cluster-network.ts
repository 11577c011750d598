import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { EksSettings, VpcSettings } from "../../settings/generated/settings";
import type { EksArgs } from "../../settings/args/cluster";
import type { Environment } from "../../settings/args/platform";
import { settleOrStop } from "../settle";
import { clusterParts } from "./cluster-parts";
import { flowLogsPolicy, flowLogsTrustPolicy } from "./flow-logs";
import { endpointService, vpcInputs } from "./network-plan";

/** The network of a new EKS cluster. */
export interface ClusterNetworkArgs {
  /** The cluster; its `network` is what is made, or taken as given. */
  eks: EksArgs;
  /** How much is at stake: in production, a NAT gateway in every zone, and flow logs outlive the VPC. */
  environment?: Environment;
}

/**
 * The network of a cluster: a new VPC with a private and a public subnet in every zone, or one that exists, of which
 * nothing is touched.
 *
 * Children, in order:
 * - `<name>-vpc`: VPC, subnets, routes and NAT gateways.
 * - `<name>-default-security-group`: closed, so that nothing is reachable by forgetting a group.
 * - `<name>-flow-logs-group`, `<name>-flow-logs-role`, `<name>-flow-logs-role-policy`, `<name>-flow-logs`: the VPC's traffic.
 * - `<name>-endpoint-s3`: a gateway, which is free.
 * - `<name>-endpoints`, `<name>-endpoint-<service>`: AWS services that are reached without NAT, when there are any.
 *
 * @example
 * ```ts
 * import { ClusterNetwork } from "chatbot-autoscaling-platform";
 *
 * export const network = new ClusterNetwork("network", {
 *   eks: {
 *     region: "eu-west-1",
 *     admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
 *   },
 * });
 * ```
 */
export class ClusterNetwork extends pulumi.ComponentResource {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Address range of the VPC. */
  readonly vpcCidr: pulumi.Output<string>;
  /** Ids of the private subnets, in the order of the zones, or of the private ones among those given. */
  readonly privateSubnetIds: pulumi.Output<string[]>;

  constructor(name: string, args: ClusterNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const eks = settleOrStop((warn) => clusterParts<pulumi.Input<string>>(args, warn));
    super("chatbot-autoscaling-platform:index:ClusterNetwork", name, args, opts);
    const { vpc, existing } = eks.network;

    if (vpc !== undefined) {
      const made = vpcChildren(name, this, vpc, eks, args.environment === "production");
      this.vpcId = made.vpcId;
      this.vpcCidr = pulumi.output(vpc.cidr);
      this.privateSubnetIds = made.privateSubnetIds;
    } else {
      const subnets = (existing?.subnets ?? []).filter((subnet) => !subnet.public);
      this.vpcId = pulumi.output(existing?.vpcId ?? "");
      this.vpcCidr = pulumi.output(existing?.cidr ?? "");
      this.privateSubnetIds = pulumi.output(subnets.map(({ subnetId }) => subnetId));
    }
    this.registerOutputs({
      vpcId: this.vpcId,
      vpcCidr: this.vpcCidr,
      privateSubnetIds: this.privateSubnetIds,
    });
  }
}

function vpcChildren(
  name: string,
  parent: ClusterNetwork,
  vpc: VpcSettings,
  eks: EksSettings<unknown>,
  keepsLogs: boolean,
): awsx.ec2.Vpc {
  const made = new awsx.ec2.Vpc(`${name}-vpc`, vpcInputs(vpc, eks.name), { parent });
  new aws.ec2.DefaultSecurityGroup(
    `${name}-default-security-group`,
    { vpcId: made.vpcId, ingress: [], egress: [] },
    { parent },
  );
  if (vpc.flowLogs) flowLogChildren(name, parent, made.vpcId, eks, keepsLogs);
  s3Gateway(name, parent, made, eks.region);
  if (vpc.interfaceEndpoints.length > 0) endpointChildren(name, parent, made, vpc, eks.region);
  return made;
}

function flowLogChildren(
  name: string,
  parent: ClusterNetwork,
  vpcId: pulumi.Input<string>,
  { name: clusterName, accountId, permissionsBoundaryArn }: EksSettings<unknown>,
  keepsLogs: boolean,
): void {
  const group = new aws.cloudwatch.LogGroup(
    `${name}-flow-logs-group`,
    { name: `/aws/vpc/${clusterName}/flow-logs`, retentionInDays: 30 },
    { parent, retainOnDelete: keepsLogs },
  );
  const role = new aws.iam.Role(
    `${name}-flow-logs-role`,
    {
      assumeRolePolicy: JSON.stringify(flowLogsTrustPolicy(accountId)),
      ...(permissionsBoundaryArn === undefined
        ? {}
        : { permissionsBoundary: permissionsBoundaryArn }),
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-flow-logs-role-policy`,
    {
      role: role.name,
      policy: pulumi.jsonStringify(flowLogsPolicy(pulumi.interpolate`${group.arn}:*`)),
    },
    { parent },
  );
  new aws.ec2.FlowLog(
    `${name}-flow-logs`,
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
    },
    { parent, dependsOn: policy },
  );
}

function endpointChildren(
  name: string,
  parent: ClusterNetwork,
  made: awsx.ec2.Vpc,
  vpc: VpcSettings,
  region: string,
): void {
  const group = new aws.ec2.SecurityGroup(
    `${name}-endpoints`,
    {
      vpcId: made.vpcId,
      description: "HTTPS from the VPC to endpoints of AWS services",
      ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [vpc.cidr] }],
    },
    { parent },
  );
  for (const service of vpc.interfaceEndpoints.filter((service) => service !== "s3")) {
    new aws.ec2.VpcEndpoint(
      `${name}-endpoint-${service.replaceAll(".", "-")}`,
      {
        vpcId: made.vpcId,
        serviceName: endpointService(region, service),
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: made.privateSubnetIds,
        securityGroupIds: [group.id],
      },
      { parent },
    );
  }
}

/** Layers of images come from S3: by the gateway they cost nothing, by a NAT gateway every gigabyte is paid for. */
function s3Gateway(name: string, parent: ClusterNetwork, made: awsx.ec2.Vpc, region: string): void {
  new aws.ec2.VpcEndpoint(
    `${name}-endpoint-s3`,
    {
      vpcId: made.vpcId,
      serviceName: endpointService(region, "s3"),
      vpcEndpointType: "Gateway",
      routeTableIds: made.routeTables
        .apply((tables) => tables.map(({ id }) => id))
        .apply((ids) => pulumi.all(ids)),
    },
    { parent },
  );
}
