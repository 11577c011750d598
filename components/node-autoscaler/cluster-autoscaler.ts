import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { NodesArgs } from "../../settings/args/nodes";
import type { Environment } from "../../settings/args/platform";
import { partitionOf } from "../../settings/arn";
import { chartReference, clusterAutoscalerChart } from "../charts";
import { nodesParts } from "../node-groups/nodes-parts";
import { podIdentityTrustPolicy } from "../pod-identity";
import { settleOrStop } from "../settle";
import { imageTag } from "./image-tag";
import { autoscalerPolicy } from "./iam";
import { autoscalerServiceAccount, autoscalerValues } from "./values";

/** Cluster Autoscaler on an EKS cluster. */
export interface ClusterAutoscalerArgs {
  /** The groups that it scales, and its timings. */
  nodes: NodesArgs;
  /** Name of the cluster in AWS. */
  clusterName: pulumi.Input<string>;
  /** Region of the cluster. */
  region: string;
  /** Kubernetes minor version of the cluster, which is also the autoscaler's. Default: that of components/versions.ts. */
  version?: string;
  /** AWS account of the cluster, to which the role is then limited. */
  accountId?: string;
  /** How much is at stake: two replicas in production. */
  environment?: Environment;
  /** Permissions boundary of its role. */
  permissionsBoundaryArn?: string;
}

/**
 * Cluster Autoscaler of the cluster's own minor version, which finds its groups by tag and may change no other cluster's.
 *
 * Children, in order:
 * - `<name>-role`, `<name>-role-policy`, `<name>-pod-identity`: its AWS permissions.
 * - `<name>-release`: the chart, in `kube-system`.
 *
 * @example
 * ```ts
 * import { ClusterAutoscaler } from "chatbot-autoscaling-platform";
 *
 * export const autoscaler = new ClusterAutoscaler("autoscaler", {
 *   nodes: {
 *     groups: [
 *       { name: "workers", instanceTypes: ["m6i.large"], maxSize: 5, availabilityZones: ["eu-west-1a"] },
 *     ],
 *   },
 *   clusterName: "chatbot",
 *   region: "eu-west-1",
 * });
 * ```
 */
export class ClusterAutoscaler extends pulumi.ComponentResource {
  /** ARN of its role. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: ClusterAutoscalerArgs, opts?: pulumi.ComponentResourceOptions) {
    const { nodes, version } = settleOrStop((warn) => nodesParts(args, warn));
    super("chatbot-autoscaling-platform:index:ClusterAutoscaler", name, args, opts);
    const { clusterName, region, accountId, permissionsBoundaryArn } = args;

    const who = {
      ...(accountId === undefined ? {} : { accountId }),
      clusterName,
      namespace: "kube-system",
      serviceAccount: autoscalerServiceAccount,
    };
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        assumeRolePolicy: pulumi.jsonStringify(podIdentityTrustPolicy<pulumi.Input<string>>(who)),
        ...(permissionsBoundaryArn === undefined
          ? {}
          : { permissionsBoundary: permissionsBoundaryArn }),
      },
      { parent: this },
    );
    // The cluster's name stands in the key of a condition, which only an apply can make.
    const document = pulumi.output(clusterName).apply((cluster) =>
      JSON.stringify(
        autoscalerPolicy({
          partition: partitionOf(region),
          region,
          accountId: accountId ?? "*",
          clusterName: cluster,
        }),
      ),
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-role-policy`,
      { role: role.name, policy: document },
      { parent: this },
    );
    const identity = new aws.eks.PodIdentityAssociation(
      `${name}-pod-identity`,
      {
        clusterName,
        namespace: "kube-system",
        serviceAccount: autoscalerServiceAccount,
        roleArn: role.arn,
      },
      { parent: this, dependsOn: policy },
    );
    new k8s.helm.v3.Release(
      `${name}-release`,
      {
        name: "cluster-autoscaler",
        namespace: "kube-system",
        ...chartReference(clusterAutoscalerChart, nodes.autoscaler.chart.source),
        values: autoscalerValues<pulumi.Input<string>>(nodes.autoscaler, nodes.groups, {
          clusterName,
          region,
          imageTag: imageTag(version),
          production: args.environment === "production",
        }),
        atomic: false,
        cleanupOnFail: true,
        timeout: 600,
      },
      { parent: this, dependsOn: identity },
    );

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
