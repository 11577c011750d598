import { modelRefuses } from "./aws-models";
import type { Cloud, Made } from "./cloud";
import type { Asked } from "./model";
import type { Properties } from "./wire";

type Refusal = (inputs: Properties, cloud: Cloud, asked: Asked) => string | undefined;

/** Says the first that does not hold. */
function unless(...claims: [boolean, string][]): string | undefined {
  return claims.find(([holds]) => !holds)?.[1];
}

/** Why AWS would not take an input, by type: rules between fields and between resources, which no schema says. */
const refusals: Readonly<Record<string, Refusal>> = {
  "aws:iam/role:Role": ({ name, namePrefix, assumeRolePolicy }) =>
    unless(
      [fits(name ?? namePrefix, /^[\w+=,.@-]{1,64}$/), `role name ${name ?? namePrefix}`],
      [(namePrefix ?? "").length <= 38, `role name prefix ${namePrefix}: 38 characters at most`],
      [sizeOf(assumeRolePolicy) <= 2048, "LimitExceeded: a trust policy has 2048 characters"],
    ) ?? badPolicy(assumeRolePolicy, "Principal"),
  "aws:iam/rolePolicy:RolePolicy": ({ role, policy }, cloud) => {
    const others = cloud
      .ofType("aws:iam/rolePolicy:RolePolicy")
      .filter(({ inputs }) => inputs.role === role && inputs.policy !== policy);
    const size = others.reduce((sum, { inputs }) => sum + sizeOf(inputs.policy), sizeOf(policy));
    return (
      unless(
        [hasRole(cloud, role), `NoSuchEntity: role ${role}`],
        [size <= 10240, `LimitExceeded: the inline policies of ${role} have ${size} characters`],
      ) ?? badPolicy(policy, "Resource")
    );
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ role, policyArn }, cloud) =>
    unless(
      [hasRole(cloud, role), `NoSuchEntity: role ${role}`],
      [fits(policyArn, /^arn:aws[\w-]*:iam::(aws|\d{12}):policy\//), `policy ${policyArn}`],
      [
        cloud
          .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
          .filter(({ inputs }) => inputs.role === role).length < 10,
        `LimitExceeded: ten managed policies for ${role}`,
      ],
    ),
  "aws:kms/alias:Alias": ({ name, targetKeyId }, cloud) =>
    unless(
      [fits(name, /^alias\/(?!aws\/)[\w/-]{1,250}$/), `InvalidAliasName: ${name}`],
      [cloud.find("aws:kms/key:Key", targetKeyId) !== undefined, `NotFound: key ${targetKeyId}`],
    ),
  "aws:kms/key:Key": ({ deletionWindowInDays: days = 30 }) =>
    unless([days >= 7 && days <= 30, `pending window of ${days} days`]),
  "aws:cloudwatch/logGroup:LogGroup": ({ name, retentionInDays = 0 }) =>
    unless(
      [fits(name, /^[\w./#-]{1,512}$/), `log group name ${name}`],
      [retentions.includes(retentionInDays), `retention of ${retentionInDays} days`],
    ),
  "aws:ec2/subnet:Subnet": ({ cidrBlock, vpcId }, cloud, { before }) => {
    const others = cloud.ofType("aws:ec2/subnet:Subnet").filter(({ id }) => id !== before?.id);
    const taken = others.map(({ inputs }) => inputs);
    return unless(
      [cloud.find("aws:ec2/vpc:Vpc", vpcId) !== undefined, `InvalidVpcID.NotFound: ${vpcId}`],
      [
        !taken.some((other) => other.vpcId === vpcId && other.cidrBlock === cidrBlock),
        `InvalidSubnet.Conflict: ${cidrBlock}`,
      ],
      [fits(cidrBlock, /\/(1[6-9]|2[0-8])$/), `InvalidSubnet.Range: ${cidrBlock}`],
    );
  },
  "aws:ec2/securityGroup:SecurityGroup": ({ name, description = "" }) =>
    unless(
      [!String(name).startsWith("sg-"), `group name ${name}`],
      [fits(description, /^[\w .:/()#,@[\]+=&;{}!$*-]{0,255}$/), `description ${description}`],
    ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": (
    { vpcEndpointType, routeTableIds, subnetIds, vpcId },
    cloud,
  ) =>
    unless(
      [cloud.find("aws:ec2/vpc:Vpc", vpcId) !== undefined, `InvalidVpcId.NotFound: ${vpcId}`],
      [
        vpcEndpointType !== "Gateway" || routeTableIds?.length > 0,
        "a gateway endpoint without route tables is reached by nobody",
      ],
      [vpcEndpointType !== "Gateway" || subnetIds === undefined, "a gateway has no subnets"],
      [vpcEndpointType !== "Interface" || subnetIds?.length > 0, "an interface needs subnets"],
      [
        (routeTableIds ?? []).every(
          (id: string) => cloud.find("aws:ec2/routeTable:RouteTable", id) !== undefined,
        ),
        `InvalidRouteTableId.NotFound: ${routeTableIds}`,
      ],
    ),
  "aws:ec2/flowLog:FlowLog": ({ logDestinationType, iamRoleArn, logDestination }, cloud) =>
    unless(
      [
        logDestinationType !== "cloud-watch-logs" || iamRoleArn !== undefined,
        "DeliverLogsPermissionArn is required for CloudWatch Logs",
      ],
      [
        cloud
          .ofType("aws:cloudwatch/logGroup:LogGroup")
          .some(({ outputs }) => outputs.arn === logDestination),
        `no log group ${logDestination}`,
      ],
    ),
  "aws:ec2/launchTemplate:LaunchTemplate": launchTemplateRefusal,
  "aws:eks/cluster:Cluster": ({ name, vpcConfig, roleArn, encryptionConfig }, cloud) => {
    const subnets: string[] = vpcConfig?.subnetIds ?? [];
    const zones = new Set(
      subnets.map((id) => cloud.find("aws:ec2/subnet:Subnet", id)?.inputs.availabilityZone),
    );
    const { keyArn } = encryptionConfig?.provider ?? {};
    return unless(
      [fits(name, /^[0-9A-Za-z][\w-]{0,99}$/), `cluster name ${name}`],
      [zones.size >= 2 && !zones.has(undefined), "subnets of a cluster are in two zones or more"],
      [hasArn(cloud, "aws:iam/role:Role", roleArn), `role ${roleArn}`],
      [keyArn === undefined || hasArn(cloud, "aws:kms/key:Key", keyArn), `key ${keyArn}`],
      [
        vpcConfig?.endpointPrivateAccess === true || vpcConfig?.endpointPublicAccess === true,
        "a cluster without any endpoint",
      ],
    );
  },
  "aws:eks/nodeGroup:NodeGroup": nodeGroupRefusal,
  "aws:eks/addon:Addon": addonRefusal,
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ({ clusterName, roleArn }, cloud) =>
    noCluster(cloud, clusterName) ?? badPodRole(cloud, roleArn),
  "aws:eks/accessEntry:AccessEntry": ({ clusterName, principalArn }, cloud) =>
    noCluster(cloud, clusterName) ??
    unless([fits(principalArn, /^arn:aws[\w-]*:iam::\d{12}:(role|user)\//), `${principalArn}`]),
  "aws:autoscaling/tag:Tag": ({ autoscalingGroupName, tag }, cloud) => {
    const groups = cloud
      .ofType("aws:eks/nodeGroup:NodeGroup")
      .flatMap(({ outputs }) => outputs.resources[0].autoscalingGroups)
      .map(({ name }: Properties) => name);
    const tags = cloud
      .ofType("aws:autoscaling/tag:Tag")
      .filter(({ inputs }) => inputs.autoscalingGroupName === autoscalingGroupName);
    return unless(
      [groups.includes(autoscalingGroupName), `no Auto Scaling group ${autoscalingGroupName}`],
      [fits(tag?.key, /^[\s\S]{1,128}$/), `tag key ${tag?.key}`],
      [fits(tag?.value, /^[\s\S]{0,256}$/), `tag value ${tag?.value}`],
      [tags.length < 50, `50 tags on ${autoscalingGroupName}`],
    );
  },
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  ...[0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557],
  ...[2922, 3288, 3653],
];

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateInstanceMetadataOptionsRequest.html */
function launchTemplateRefusal(inputs: Properties): string | undefined {
  const {
    metadataOptions,
    blockDeviceMappings = [],
    userData = "",
    tagSpecifications = [],
  } = inputs;
  const { httpPutResponseHopLimit: hops = 1, httpTokens, httpEndpoint } = metadataOptions ?? {};
  const devices = blockDeviceMappings.map(({ deviceName }: Properties) => deviceName);
  return unless(
    [hops >= 1 && hops <= 64, `InvalidParameterValue: hop limit ${hops}`],
    [["optional", "required", undefined].includes(httpTokens), `http tokens ${httpTokens}`],
    [["enabled", "disabled", undefined].includes(httpEndpoint), `http endpoint ${httpEndpoint}`],
    [new Set(devices).size === devices.length, `two disks on ${devices}`],
    [
      blockDeviceMappings.every(
        ({ ebs }: Properties) => ebs?.volumeType !== "gp3" || (ebs.volumeSize ?? 20) <= 65536,
      ),
      "volume size",
    ],
    [Buffer.from(userData, "base64").length <= 16384, "user data has 16 KB"],
    [
      Buffer.from(userData, "base64").toString("base64") === userData,
      "InvalidUserData.Malformed: not base64",
    ],
    [
      tagSpecifications.every(({ tags }: Properties) => Object.keys(tags ?? {}).length > 0),
      "a tag specification without tags",
    ],
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html */
function nodeGroupRefusal(inputs: Properties, cloud: Cloud, asked: Asked): string | undefined {
  const { clusterName, launchTemplate, scalingConfig, nodeGroupName, nodeGroupNamePrefix } = inputs;
  const { labels = {}, taints = [], instanceTypes = [], nodeRoleArn, subnetIds = [] } = inputs;
  const template = cloud.find("aws:ec2/launchTemplate:LaunchTemplate", launchTemplate?.id ?? "");
  const { minSize, maxSize, desiredSize } = scalingConfig;
  const running = asked.before?.inputs.scalingConfig.desiredSize ?? desiredSize;
  const name = nodeGroupName ?? nodeGroupNamePrefix ?? "";
  return (
    noCluster(cloud, clusterName) ??
    badTrust(cloud, nodeRoleArn, "ec2.amazonaws.com", ["sts:AssumeRole"]) ??
    unless(
      [launchTemplate === undefined || template !== undefined, `no template ${launchTemplate?.id}`],
      [
        template === undefined || inputs.diskSize === undefined,
        "InvalidParameterException: Disk size must be specified within the launch template",
      ],
      [
        template === undefined || inputs.remoteAccess === undefined,
        "InvalidParameterException: Remote access configuration cannot be specified with a launch template",
      ],
      [
        template?.inputs.instanceType === undefined || instanceTypes.length === 0,
        "InvalidParameterException: instance type in the template and in the group",
      ],
      [
        Number(launchTemplate?.version ?? 1) <= Number(template?.outputs.latestVersion ?? 1),
        `InvalidLaunchTemplateId.VersionNotFound: ${launchTemplate?.version}`,
      ],
      [template?.inputs.iamInstanceProfile === undefined, "an instance profile in the template"],
      [minSize >= 0 && maxSize >= 1, `sizes ${minSize} to ${maxSize}`],
      [minSize <= running && running <= maxSize, `desired ${running} of ${minSize} to ${maxSize}`],
      [fits(name, /^[0-9A-Za-z][\w-]{0,62}$/), `node group name ${name}`],
      [(nodeGroupNamePrefix ?? "").length <= 37, `node group name prefix ${nodeGroupNamePrefix}`],
      [instanceTypes.length <= 20, "20 instance types"],
      [taints.length <= 50, "50 taints"],
      [
        taints.every(({ effect }: Properties) =>
          ["NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"].includes(effect),
        ),
        `taints ${JSON.stringify(taints)}`,
      ],
      [
        Object.entries(labels).every(
          ([key, value]) =>
            fits(key, /^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/) &&
            fits(value, /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/) &&
            !/^(eks|alpha\.eksctl\.io|.*kubernetes\.io)\//.test(key),
        ),
        `labels ${JSON.stringify(labels)}`,
      ],
      [
        subnetIds.every((id: string) => cloud.find("aws:ec2/subnet:Subnet", id) !== undefined),
        `subnets ${subnetIds}`,
      ],
    )
  );
}

/** Those that are Deployments: without a node they never become healthy, and their creation times out. */
const needNodes = ["coredns", "aws-ebs-csi-driver", "metrics-server"];
/** Those that do nothing without rights in AWS. */
const needRole = ["aws-ebs-csi-driver", "vpc-cni"];

function addonRefusal(inputs: Properties, cloud: Cloud): string | undefined {
  const { clusterName, addonName, podIdentityAssociations = [], serviceAccountRoleArn } = inputs;
  const has = (addon: string): boolean =>
    cloud.find("aws:eks/addon:Addon", `${clusterName}:${addon}`) !== undefined;
  const groups = cloud
    .ofType("aws:eks/nodeGroup:NodeGroup")
    .filter(({ inputs }) => inputs.clusterName === clusterName && inputs.scalingConfig.minSize > 0);
  const roles = podIdentityAssociations.map(({ roleArn }: Properties) => roleArn);
  return (
    noCluster(cloud, clusterName) ??
    unless(
      [
        !needRole.includes(addonName) || roles.length > 0 || serviceAccountRoleArn !== undefined,
        `${addonName} has no role: DEGRADED`,
      ],
      [roles.length === 0 || has("eks-pod-identity-agent"), `${addonName}: no Pod Identity agent`],
      [!needNodes.includes(addonName) || groups.length > 0, `${addonName} has no node: DEGRADED`],
    ) ??
    roles.map((roleArn: string) => badPodRole(cloud, roleArn)).find(Boolean) ??
    badJson(inputs.configurationValues)
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
function badPodRole(cloud: Cloud, roleArn: string): string | undefined {
  return badTrust(cloud, roleArn, "pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]);
}

function badTrust(
  cloud: Cloud,
  roleArn: string,
  service: string,
  actions: readonly string[],
): string | undefined {
  const role = cloud.ofType("aws:iam/role:Role").find(({ outputs }) => outputs.arn === roleArn);
  if (role === undefined) return `no role ${roleArn}`;
  const { Statement } = JSON.parse(role.inputs.assumeRolePolicy) as { Statement: Properties[] };
  const allowed = Statement.filter(
    ({ Principal, Effect }) => Effect === "Allow" && [Principal?.Service].flat().includes(service),
  ).flatMap(({ Action }) => Action);
  return unless([
    actions.every((action) => allowed.includes(action)),
    `Trust policy of role ${roleArn} is invalid: ${service} needs ${actions.join(", ")}`,
  ]);
}

function badPolicy(text: string, mustHave: string): string | undefined {
  let policy: Properties;
  try {
    policy = JSON.parse(text);
  } catch {
    return `MalformedPolicyDocument: ${text}`;
  }
  const statements: Properties[] = [policy.Statement].flat();
  const sids: string[] = statements.flatMap(({ Sid }) => (Sid === undefined ? [] : [Sid]));
  return unless(
    [policy.Version === "2012-10-17", "MalformedPolicyDocument: version"],
    [statements.length > 0, "MalformedPolicyDocument: no statement"],
    [statements.every((one) => mustHave in one), `MalformedPolicyDocument: no ${mustHave}`],
    [new Set(sids).size === sids.length, `MalformedPolicyDocument: a Sid twice in ${sids}`],
    [sids.every((sid) => /^[A-Za-z0-9]*$/.test(sid)), `MalformedPolicyDocument: Sid in ${sids}`],
    [
      mustHave !== "Resource" ||
        statements.every(({ Resource }) =>
          [Resource].flat().every((arn) => arn === "*" || /^arn:(\*|aws)/.test(String(arn))),
        ),
      "MalformedPolicyDocument: a resource that is no ARN",
    ],
  );
}

function badJson(text: string | undefined): string | undefined {
  try {
    JSON.parse(text ?? "{}");
    return undefined;
  } catch {
    return `ConfigurationValue is not JSON: ${text}`;
  }
}

function noCluster(cloud: Cloud, name: string): string | undefined {
  const found = cloud.find("aws:eks/cluster:Cluster", name);
  return found === undefined ? `ResourceNotFoundException: no cluster ${name}` : undefined;
}

const hasRole = (cloud: Cloud, name: string): boolean =>
  cloud.find("aws:iam/role:Role", name) !== undefined;

const hasArn = (cloud: Cloud, type: string, arn: string): boolean =>
  cloud.ofType(type).some(({ outputs }) => outputs.arn === arn);

const fits = (text: unknown, pattern: RegExp): boolean => pattern.test(String(text));

/** AWS does not count white space. */
const sizeOf = (policy: string): number => policy.replace(/\s/g, "").length;

export function awsRefuses(cloud: Cloud, asked: Asked): string | undefined {
  const reason =
    refusals[asked.type]?.(asked.inputs, cloud, asked) ?? modelRefuses(asked.type, asked.inputs);
  return reason === undefined ? undefined : `${asked.name}: ${reason}`;
}

/** What is still used cannot be deleted: AWS says DependencyViolation, DeleteConflict or ResourceInUse. */
export function awsRefusesToDelete(cloud: Cloud, made: Made): string | undefined {
  if (made.type === "aws:eks/cluster:Cluster" && made.inputs.deletionProtection === true) {
    return `InvalidRequestException: deletion protection of ${made.id}`;
  }
  const names = new Set<unknown>(
    [made.id, made.outputs.arn].filter((name) => typeof name === "string"),
  );
  const inTheWay = cloud.all().find((other) => {
    if (other === made) return false;
    // What is in a cluster cannot be deleted properly once its control plane is gone.
    if (other.type.startsWith("kubernetes:")) return made.type === "aws:eks/cluster:Cluster";
    return valuesOf(other.inputs).some((value) => names.has(value));
  });
  return inTheWay === undefined
    ? undefined
    : `DependencyViolation: ${inTheWay.urn} uses ${made.id}`;
}

/** Everything in an input that may name another thing: tags do not. */
function valuesOf(value: unknown): unknown[] {
  if (value === null || typeof value !== "object") return [value];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "tags" || key === "tagSpecifications" ? [] : valuesOf(inner),
  );
}
