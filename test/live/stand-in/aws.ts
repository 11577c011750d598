import type { Cloud } from "./cloud";
import { awsRefuses, awsRefusesToDelete } from "./aws-refusals";
import { hexOf, type Kind, type Model } from "./model";
import { notPropagated, propagated } from "./propagation";
import type { Properties } from "./wire";

/** The account that AWS' own documentation uses. */
const account = "111122223333";
const region = "eu-central-1";

const arn = (service: string, what: string): string =>
  `arn:aws:${service}:${region}:${account}:${what}`;

/** A thing that EC2 numbers itself. */
function numbered(prefix: string, kind: Partial<Kind> = {}): Kind {
  return {
    id: (_, serial) => `${prefix}-${hexOf(serial)}`,
    outputs: (_, id) => ({ arn: arn("ec2", `${prefix}/${id}`), ownerId: account }),
    ...kind,
  };
}

/** A thing that AWS knows by something in its inputs. */
function known(id: (inputs: Properties) => string, kind: Partial<Kind> = {}): Kind {
  return { id: ({ inputs }) => id(inputs), ...kind };
}

const iam: Record<string, Kind> = {
  "aws:iam/role:Role": {
    id: ({ inputs: { name, namePrefix } }, serial) => name ?? `${namePrefix}${hexOf(serial)}`,
    autoName: "name",
    replaceOn: ["name", "namePrefix", "path"],
    outputs: (_, id) => ({
      name: id,
      arn: `arn:aws:iam::${account}:role/${id}`,
      uniqueId: `AROA${id}`,
    }),
  },
  "aws:iam/rolePolicy:RolePolicy": known(({ role, name }) => `${role}:${name}`, {
    autoName: "name",
    replaceOn: ["name", "role"],
  }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": known(
    ({ role, policyArn }) => `${role}/${policyArn}`,
    { replaceOn: ["role", "policyArn"] },
  ),
};

const ec2: Record<string, Kind> = {
  "aws:ec2/vpc:Vpc": numbered("vpc", {
    replaceOn: ["cidrBlock", "instanceTenancy"],
    outputs: (_, id) => ({
      arn: arn("ec2", `vpc/${id}`),
      defaultSecurityGroupId: `sg-default-of-${id}`,
      mainRouteTableId: `rtb-main-of-${id}`,
    }),
  }),
  "aws:ec2/subnet:Subnet": numbered("subnet", {
    replaceOn: ["vpcId", "cidrBlock", "availabilityZone"],
  }),
  "aws:ec2/internetGateway:InternetGateway": numbered("igw"),
  "aws:ec2/eip:Eip": numbered("eipalloc", {
    outputs: (_, id) => ({ allocationId: id, publicIp: "198.51.100.1" }),
  }),
  "aws:ec2/natGateway:NatGateway": numbered("nat", {
    replaceOn: ["subnetId", "allocationId", "connectivityType"],
  }),
  "aws:ec2/routeTable:RouteTable": numbered("rtb", { replaceOn: ["vpcId"] }),
  "aws:ec2/route:Route": known(
    ({ routeTableId, destinationCidrBlock }) => `${routeTableId}/${destinationCidrBlock}`,
    { replaceOn: ["routeTableId", "destinationCidrBlock"] },
  ),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": numbered("rtbassoc", {
    replaceOn: ["subnetId", "gatewayId"],
  }),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": known(
    ({ vpcId }) => `sg-default-of-${vpcId}`,
    {
      replaceOn: ["vpcId"],
    },
  ),
  "aws:ec2/securityGroup:SecurityGroup": numbered("sg", {
    autoName: "name",
    replaceOn: ["name", "namePrefix", "description", "vpcId"],
  }),
  "aws:ec2/vpcEndpoint:VpcEndpoint": numbered("vpce", {
    replaceOn: ["vpcId", "serviceName", "vpcEndpointType", "autoAccept"],
    outputs: (_, id) => ({ arn: arn("ec2", `vpc-endpoint/${id}`), prefixListId: `pl-${id}` }),
  }),
  "aws:ec2/flowLog:FlowLog": numbered("fl", {
    replaceOn: ["vpcId", "trafficType", "logDestination", "logDestinationType", "iamRoleArn"],
  }),
  "aws:ec2/launchTemplate:LaunchTemplate": numbered("lt", {
    replaceOn: ["name", "namePrefix"],
    movedByUpdate: ["latestVersion", "defaultVersion"],
    outputs: ({ inputs, before }, id) => {
      const version = Number(before?.outputs.latestVersion ?? 0) + 1;
      const name = inputs.name ?? before?.outputs.name ?? `${inputs.namePrefix ?? ""}${id}`;
      return {
        arn: arn("ec2", `launch-template/${id}`),
        name,
        latestVersion: version,
        defaultVersion: version,
      };
    },
  }),
};

const eks: Record<string, Kind> = {
  "aws:eks/cluster:Cluster": known(({ name }) => name, {
    replaceOn: [
      "name",
      "roleArn",
      "encryptionConfig",
      "kubernetesNetworkConfig",
      "bootstrapSelfManagedAddons",
    ],
    outputs: (_, id) => ({
      arn: arn("eks", `cluster/${id}`),
      endpoint: process.env.LIVE_KUBERNETES_ENDPOINT ?? "https://127.0.0.1:1",
      certificateAuthority: { data: Buffer.from("a certificate").toString("base64") },
      status: "ACTIVE",
      platformVersion: "eks.1",
      clusterId: "",
    }),
  }),
  "aws:eks/nodeGroup:NodeGroup": {
    replaceOn: [
      ...["amiType", "capacityType", "clusterName", "diskSize", "instanceTypes", "nodeGroupName"],
      ...["nodeGroupNamePrefix", "nodeRoleArn", "remoteAccess", "subnetIds"],
    ],
    id: ({ inputs, name }, serial) =>
      `${inputs.clusterName}:${inputs.nodeGroupName ?? `${inputs.nodeGroupNamePrefix ?? name}${hexOf(serial)}`}`,
    outputs: (_, id) => {
      const nodeGroupName = id.split(":")[1] ?? id;
      return {
        arn: arn("eks", `nodegroup/${id}`),
        nodeGroupName,
        resources: [{ autoscalingGroups: [{ name: `eks-${nodeGroupName}-${hexOf(id.length)}` }] }],
        status: "ACTIVE",
      };
    },
  },
  "aws:eks/addon:Addon": known(({ clusterName, addonName }) => `${clusterName}:${addonName}`, {
    replaceOn: ["clusterName", "addonName"],
    outputs: (_, id) => ({ arn: arn("eks", `addon/${id}`), addonVersion: "v1-eksbuild.1" }),
  }),
  "aws:eks/accessEntry:AccessEntry": known(
    ({ clusterName, principalArn }) => `${clusterName}:${principalArn}`,
    { replaceOn: ["clusterName", "principalArn", "type"] },
  ),
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": known(
    ({ clusterName, principalArn, policyArn }) => `${clusterName}#${principalArn}#${policyArn}`,
    { replaceOn: ["clusterName", "principalArn", "policyArn", "accessScope"] },
  ),
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": numbered("a", {
    replaceOn: ["clusterName", "namespace", "serviceAccount"],
    outputs: (_, id) => ({ associationId: id, associationArn: arn("eks", `podidentity/${id}`) }),
  }),
};

const rest: Record<string, Kind> = {
  "aws:cloudwatch/logGroup:LogGroup": known(({ name }) => name, {
    autoName: "name",
    replaceOn: ["name", "namePrefix"],
    outputs: (_, id) => ({ arn: arn("logs", `log-group:${id}`) }),
  }),
  "aws:kms/key:Key": {
    id: (_, serial) => `key-${hexOf(serial)}`,
    outputs: (_, id) => ({ arn: arn("kms", `key/${id}`), keyId: id }),
  },
  "aws:kms/alias:Alias": known(({ name }) => name, {
    replaceOn: ["name", "namePrefix"],
    outputs: (_, id) => ({ arn: arn("kms", id) }),
  }),
  "aws:autoscaling/tag:Tag": known(
    ({ autoscalingGroupName, tag }) => `${autoscalingGroupName},${tag?.key}`,
    { replaceOn: ["autoscalingGroupName"] },
  ),
};

export const aws: Model = {
  kinds: { ...iam, ...ec2, ...eks, ...rest },
  waits: propagated,
  refuses: (cloud, asked) => notPropagated(cloud, asked) ?? awsRefuses(cloud, asked),
  refusesToDelete: awsRefusesToDelete,
};

/** What programs and components ask AWS without making anything. */
export const awsFunctions: Readonly<
  Record<string, (args: Properties, cloud: Cloud) => Properties>
> = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    id: account,
    accountId: account,
    arn: `arn:aws:iam::${account}:user/live`,
    userId: "AIDALIVE",
  }),
  "aws:index/getPartition:getPartition": () => ({ id: "aws", partition: "aws" }),
  "aws:index/getRegion:getRegion": () => ({ id: region, name: region, region }),
};
