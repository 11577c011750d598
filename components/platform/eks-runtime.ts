import * as pulumi from "@pulumi/pulumi";
import type { EksArgs } from "../../settings/args/cluster";
import type { NodesArgs } from "../../settings/args/nodes";
import type { Environment } from "../../settings/args/platform";
import { ClusterAddons } from "../cluster/cluster-addons";
import { ClusterAutoscaler } from "../node-autoscaler/cluster-autoscaler";
import { GpuDevicePlugin } from "../node-groups/gpu-device-plugin";
import { devicePluginGroups } from "../node-groups/managed-groups";
import { NodeHeadroom } from "../node-groups/node-headroom";
import { settleOrStop } from "../settle";
import { eksParts } from "./eks-parts";

/** What runs in an EKS cluster before any service does. */
export interface EksRuntimeArgs {
  /** The cluster. */
  eks: EksArgs;
  /** Its node groups. */
  nodes: NodesArgs;
  /** Name of the cluster in AWS. */
  clusterName: pulumi.Input<string>;
  /** How much is at stake. */
  environment?: Environment;
}

/**
 * Add-ons, storage and what scales the nodes. Give the foundation as `dependsOn`, and an `aws` and a `kubernetes` provider.
 *
 * Children, in order:
 * - `<name>-addons`: DNS, metrics, volumes, the storage class.
 * - `<name>-autoscaler`: Cluster Autoscaler.
 * - `<name>-gpu`: NVIDIA's device plugin, when a group of Amazon Linux nodes has GPUs.
 * - `<name>-headroom`: pause pods, when `nodes.headroom` asks for them.
 *
 * @example
 * ```ts
 * import { EksRuntime } from "chatbot-autoscaling-platform";
 *
 * export const runtime = new EksRuntime("chatbot", {
 *   eks: {
 *     region: "eu-west-1",
 *     admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
 *   },
 *   nodes: { groups: [{ name: "workers", instanceTypes: ["m6i.large"], minSize: 1, maxSize: 5 }] },
 *   clusterName: "chatbot",
 * });
 * ```
 */
export class EksRuntime extends pulumi.ComponentResource {
  /** Name of the storage class. */
  readonly storageClass: pulumi.Output<string>;

  constructor(name: string, args: EksRuntimeArgs, opts?: pulumi.ComponentResourceOptions) {
    const { eks, nodes } = settleOrStop((warn) => eksParts<pulumi.Input<string>>(args, warn));
    super("chatbot-autoscaling-platform:index:EksRuntime", name, args, opts);
    const { clusterName, environment } = args;
    const { region, version, accountId, permissionsBoundaryArn } = eks;
    const where = { clusterName, environment, region, accountId, permissionsBoundaryArn };

    const addons = new ClusterAddons(`${name}-addons`, where, { parent: this });
    const ready = { parent: this, dependsOn: addons };
    new ClusterAutoscaler(`${name}-autoscaler`, { ...where, nodes, version }, ready);
    const nodeGroups = devicePluginGroups(nodes.groups);
    if (nodeGroups.length > 0) new GpuDevicePlugin(`${name}-gpu`, { nodeGroups }, ready);
    if (nodes.headroom.length > 0) new NodeHeadroom(`${name}-headroom`, { nodes }, ready);

    this.storageClass = addons.storageClass;
    this.registerOutputs({ storageClass: this.storageClass });
  }
}
