import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NodesArgs } from "../../settings/args/nodes";
import type { Environment } from "../../settings/args/platform";
import { partitionOf } from "../../settings/arn";
import { settleOrStop } from "../settle";
import { ec2TrustPolicy, nodeRolePolicies } from "./node-role";
import { autoscalerTags } from "./autoscaler-tags";
import { launchTemplate } from "./launch-template";
import { managedGroups, type ManagedGroup } from "./managed-groups";
import { nodeGroup } from "./node-group";
import { nodesParts } from "./nodes-parts";

/** A subnet that nodes may be in. */
export interface NodeSubnetArgs {
  /** Zone of the subnet, such as `eu-central-1a`. */
  availabilityZone: string;
  /** Id of the subnet. */
  subnetId: pulumi.Input<string>;
}

/** Node groups of an EKS cluster. */
export interface NodeGroupsArgs {
  /** The groups. */
  nodes: NodesArgs;
  /** Name of the cluster in AWS. */
  clusterName: pulumi.Input<string>;
  /** Region of the cluster. */
  region: string;
  /** Kubernetes minor version of the nodes. Default: that of components/versions.ts. */
  version?: string;
  /** Private subnets. */
  subnets: NodeSubnetArgs[];
  /** How much is at stake. */
  environment?: Environment;
  /** Permissions boundary of the nodes' role. */
  permissionsBoundaryArn?: string;
  /** Tags of instances and volumes. */
  tags?: Record<string, string>;
}

/**
 * Managed node groups that scale from zero: Cluster Autoscaler knows their labels, taints and GPUs from tags before the
 * first node is there.
 *
 * Children, in order:
 * - `<name>-role` and `<name>-role-<policy>`: what a node may do, which is join and pull images.
 * - `<name>-<group>-launch-template`, `<name>-<group>`: for each group, and for each zone of a `perZone` group.
 * - `<name>-<group>-tag-<what>`: the tags of its Auto Scaling group, such as `tag-resources-cpu`.
 *
 * @example
 * ```ts
 * import { NodeGroups } from "chatbot-autoscaling-platform";
 *
 * export const nodes = new NodeGroups("nodes", {
 *   nodes: {
 *     groups: [
 *       { name: "workers", instanceTypes: ["m6i.large"], maxSize: 5, availabilityZones: ["eu-west-1a"] },
 *     ],
 *   },
 *   clusterName: "chatbot",
 *   region: "eu-west-1",
 *   subnets: [{ availabilityZone: "eu-west-1a", subnetId: "subnet-0a1b2c3d" }],
 * });
 * ```
 */
export class NodeGroups extends pulumi.ComponentResource {
  /** Names of the managed node groups. */
  readonly nodeGroupNames: pulumi.Output<string[]>;
  /** Names of their Auto Scaling groups. */
  readonly autoScalingGroupNames: pulumi.Output<string[]>;
  /** ARN of the nodes' role. */
  readonly nodeRoleArn: pulumi.Output<string>;

  constructor(name: string, args: NodeGroupsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { nodes, version } = settleOrStop((warn) => nodesParts(args, warn));
    // Only the groups wait: their role is made at once, because EKS refuses one that IAM has only just made.
    const { dependsOn = [], ...options } = opts ?? {};
    super("chatbot-autoscaling-platform:index:NodeGroups", name, args, options);
    const awaited = pulumi.output(dependsOn).apply((resources) => [resources].flat());

    const role = new aws.iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: JSON.stringify(ec2TrustPolicy(partitionOf(args.region))),
        ...(args.permissionsBoundaryArn === undefined
          ? {}
          : { permissionsBoundary: args.permissionsBoundaryArn }),
      },
      { parent: this },
    );
    const attachments = nodeRolePolicies(partitionOf(args.region)).map(
      ({ slug, policyArn }) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-role-${slug}`,
          { role: role.name, policyArn },
          { parent: this },
        ),
    );
    const groups = managedGroups(nodes.groups).map((managed) =>
      groupChildren(name, this, managed, { ...args, version, role, attachments, awaited }),
    );

    this.nodeGroupNames = pulumi.all(groups.map(({ group }) => group.nodeGroupName));
    this.autoScalingGroupNames = pulumi.all(
      groups.map(({ autoScalingGroupName }) => autoScalingGroupName),
    );
    this.nodeRoleArn = role.arn;
    this.registerOutputs({
      nodeGroupNames: this.nodeGroupNames,
      autoScalingGroupNames: this.autoScalingGroupNames,
      nodeRoleArn: this.nodeRoleArn,
    });
  }
}

interface GroupSurroundings extends NodeGroupsArgs {
  version: string;
  role: aws.iam.Role;
  attachments: pulumi.Resource[];
  /** What the caller wants to be there before the nodes. */
  awaited: pulumi.Output<pulumi.Resource[]>;
}

/** One managed node group: template, group, tags of its Auto Scaling group. */
function groupChildren(
  name: string,
  parent: NodeGroups,
  managed: ManagedGroup,
  { clusterName, subnets, tags = {}, version, role, attachments, awaited }: GroupSurroundings,
): { group: aws.eks.NodeGroup; autoScalingGroupName: pulumi.Output<string> } {
  const template = new aws.ec2.LaunchTemplate(
    `${name}-${managed.name}-launch-template`,
    launchTemplate(managed, tags),
    { parent },
  );
  const group = new aws.eks.NodeGroup(
    `${name}-${managed.name}`,
    {
      ...nodeGroup(managed, version),
      clusterName,
      nodeRoleArn: role.arn,
      subnetIds: subnets
        .filter(({ availabilityZone }) => managed.zones.includes(availabilityZone))
        .map(({ subnetId }) => subnetId),
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
    },
    {
      parent,
      dependsOn: awaited.apply((resources) => [...attachments, ...resources]),
      ignoreChanges: ["scalingConfig.desiredSize"],
    },
  );
  const autoScalingGroupName = group.resources.apply(
    (resources) => resources[0]?.autoscalingGroups?.[0]?.name ?? "",
  );
  for (const { slug, key, value } of autoscalerTags(managed)) {
    new aws.autoscaling.Tag(
      `${name}-${managed.name}-tag-${slug}`,
      {
        autoscalingGroupName: autoScalingGroupName,
        tag: { key, value, propagateAtLaunch: false },
      },
      { parent },
    );
  }
  return { group, autoScalingGroupName };
}
