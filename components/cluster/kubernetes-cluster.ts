import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import type { EksArgs } from "../../settings/args/cluster";
import type { Environment } from "../../settings/args/platform";
import { partitionOf } from "../../settings/arn";
import type { EksSettings } from "../../settings/generated/settings";
import { settleOrStop } from "../settle";
import { addonsBeforeNodes } from "./addons";
import { awsProviderInputs } from "./aws-provider";
import { clusterParts } from "./cluster-parts";
import { controlPlaneInputs } from "./control-plane";
import { EksAddon } from "./eks-addon";
import { innerResourceProps } from "./inner-resources";

/** The control plane of a new EKS cluster. */
export interface KubernetesClusterArgs {
  /** The cluster. */
  eks: EksArgs;
  /** Id of its VPC. */
  vpcId: pulumi.Input<string>;
  /** Ids of private subnets in at least two zones. */
  privateSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** How much is at stake: in production, Pulumi refuses to delete the cluster and its key, unless `eks.deletionProtection` is off. */
  environment?: Environment;
}

/**
 * The control plane of an EKS cluster, and the add-ons that nodes need to become ready.
 *
 * `aws` must be a provider of the version of this package: the `eks` component pins an older one, which does not know all
 * fields. Without one in `opts`, it makes one from the region.
 *
 * Children, in order:
 * - `<name>-aws`: the provider, unless one is given.
 * - `<name>-key`, `<name>-key-alias`: encrypts Kubernetes Secrets; not with `kmsKeyArn`.
 * - `<name>-logs`: the log group, made first so that EKS does not make one that is kept for ever.
 * - `<name>-eks`: the control plane.
 * - `<name>-eks-pod-identity-agent`, `<name>-kube-proxy`, `<name>-vpc-cni`: add-ons.
 *
 * @example
 * ```ts
 * import { KubernetesCluster } from "chatbot-autoscaling-platform";
 *
 * export const cluster = new KubernetesCluster("cluster", {
 *   eks: {
 *     region: "eu-west-1",
 *     admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
 *   },
 *   vpcId: "vpc-0a1b2c3d",
 *   privateSubnetIds: ["subnet-0a1b2c3d", "subnet-4e5f6a7b"],
 * });
 * ```
 */
export class KubernetesCluster extends pulumi.ComponentResource {
  /** Kubeconfig as JSON text; secret. It calls `aws eks get-token`, and holds no credentials itself. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Name of the cluster in AWS. */
  readonly clusterName: pulumi.Output<string>;

  constructor(name: string, args: KubernetesClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = settleOrStop((warn) => clusterParts<pulumi.Input<string>>(args, warn));
    super("chatbot-autoscaling-platform:index:KubernetesCluster", name, args, opts);
    const provider =
      this.getProvider("aws:eks/cluster:Cluster") ??
      new aws.Provider(`${name}-aws`, awsProviderInputs(settings), { parent: this });
    const inside = { parent: this, provider };
    // Off in the settings, the next update takes the protection out of the state too: the way to a destroy.
    const protect = settings.deletionProtection || undefined;
    const partition = partitionOf(settings.region);

    const encryptionConfigKeyArn =
      settings.kmsKeyArn ?? keyChildren(name, settings, { ...inside, protect });
    const logs = new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      {
        name: `/aws/eks/${settings.name}/cluster`,
        retentionInDays: settings.logRetentionDays,
        tags: settings.tags,
      },
      { ...inside, retainOnDelete: args.environment === "production" },
    );
    const controlPlane = new eks.Cluster(
      `${name}-eks`,
      {
        ...controlPlaneInputs(settings, partition),
        vpcId: args.vpcId,
        privateSubnetIds: args.privateSubnetIds,
        encryptionConfigKeyArn,
      },
      {
        parent: this,
        providers: [provider],
        dependsOn: logs,
        protect,
        transforms: [
          ({ type, props, opts }) => {
            const changed = innerResourceProps(type, props, settings, partition);
            return changed === undefined ? undefined : { props: changed, opts };
          },
        ],
      },
    );
    const clusterName = controlPlane.eksCluster.name;
    for (const { addonName } of addonsBeforeNodes) {
      const { accountId, permissionsBoundaryArn } = settings;
      new EksAddon(
        `${name}-${addonName}`,
        { addonName, clusterName, partition, accountId, permissionsBoundaryArn },
        { parent: this, providers: [provider], dependsOn: controlPlane },
      );
    }

    this.kubeconfig = pulumi.secret(controlPlane.kubeconfigJson);
    this.clusterName = clusterName;
    this.registerOutputs({ kubeconfig: this.kubeconfig, clusterName: this.clusterName });
  }
}

/** The key of Kubernetes Secrets. Its policy is AWS' default: the account decides by IAM, nobody else has rights. */
function keyChildren(
  name: string,
  { name: clusterName, tags }: EksSettings<unknown>,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const key = new aws.kms.Key(
    `${name}-key`,
    {
      description: `Kubernetes Secrets of ${clusterName}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      tags,
    },
    options,
  );
  new aws.kms.Alias(
    `${name}-key-alias`,
    { name: `alias/eks/${clusterName}`, targetKeyId: key.keyId },
    { ...options, protect: false },
  );
  return key.arn;
}
