import * as pulumi from "@pulumi/pulumi";
import type { EksArgs } from "../../settings/args/cluster";
import type { NodesArgs } from "../../settings/args/nodes";
import type { Environment } from "../../settings/args/platform";
import { settleOrStop } from "../settle";
import { ClusterNetwork } from "../cluster/cluster-network";
import { KubernetesCluster } from "../cluster/kubernetes-cluster";
import { privateZones } from "../cluster/zone-subnets";
import { NodeGroups } from "../node-groups/node-groups";
import { eksParts } from "./eks-parts";

/** An EKS cluster with its network and nodes. */
export interface EksFoundationArgs {
  /** The cluster. */
  eks: EksArgs;
  /** Its node groups. */
  nodes: NodesArgs;
  /** How much is at stake. */
  environment?: Environment;
}

/**
 * What AWS gives: network, control plane and nodes. Nothing in it needs the Kubernetes API. Give an `aws` provider of the
 * cluster's region in `opts`, unless that is the default one.
 *
 * Children, in order:
 * - `<name>-network`, `<name>-cluster`, `<name>-nodes`.
 *
 * @example
 * ```ts
 * import { EksFoundation } from "chatbot-autoscaling-platform";
 *
 * export const foundation = new EksFoundation("chatbot", {
 *   eks: {
 *     region: "eu-west-1",
 *     admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
 *   },
 *   nodes: { groups: [{ name: "workers", instanceTypes: ["m6i.large"], minSize: 1, maxSize: 5 }] },
 * });
 * ```
 */
export class EksFoundation extends pulumi.ComponentResource {
  /** Kubeconfig as JSON text; secret. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Name of the cluster in AWS. */
  readonly clusterName: pulumi.Output<string>;
  /** Address range of the VPC. */
  readonly vpcCidr: pulumi.Output<string>;

  constructor(name: string, args: EksFoundationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { eks, nodes } = settleOrStop((warn) => eksParts<pulumi.Input<string>>(args, warn));
    super("chatbot-autoscaling-platform:index:EksFoundation", name, args, opts);
    const { environment } = args;
    const inside = { parent: this };

    const network = new ClusterNetwork(`${name}-network`, { eks, environment }, inside);
    const { vpcId, privateSubnetIds } = network;
    const cluster = new KubernetesCluster(
      `${name}-cluster`,
      { eks, environment, vpcId, privateSubnetIds },
      { ...inside, dependsOn: network },
    );
    new NodeGroups(
      `${name}-nodes`,
      {
        nodes,
        environment,
        // Not the output, for which the role would wait as well.
        clusterName: eks.name,
        region: eks.region,
        version: eks.version,
        permissionsBoundaryArn: eks.permissionsBoundaryArn,
        tags: eks.tags,
        subnets: privateZones(eks).map((availabilityZone, i) => ({
          availabilityZone,
          subnetId: privateSubnetIds.apply((ids) => ids[i] ?? ""),
        })),
      },
      // Nodes become ready only with the network add-on.
      { ...inside, dependsOn: cluster },
    );

    this.kubeconfig = cluster.kubeconfig;
    this.clusterName = cluster.clusterName;
    this.vpcCidr = network.vpcCidr;
    this.registerOutputs({
      kubeconfig: this.kubeconfig,
      clusterName: this.clusterName,
      vpcCidr: this.vpcCidr,
    });
  }
}
