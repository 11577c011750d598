import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../../settings/args/platform";
import { partitionOf } from "../../settings/arn";
import { addonsAfterNodes } from "./addons";
import { EksAddon } from "./eks-addon";
import { storageClassManifest } from "./storage-class";

/** What a cluster needs once it has nodes. */
export interface ClusterAddonsArgs {
  /** Name of the cluster in AWS. */
  clusterName: pulumi.Input<string>;
  /** Region of the cluster. */
  region: string;
  /** AWS account of the cluster, which the add-ons' roles then trust alone. */
  accountId?: string;
  /** How much is at stake: in production, volumes outlive their claims. */
  environment?: Environment;
  /** Permissions boundary of the add-ons' roles. */
  permissionsBoundaryArn?: string;
}

/**
 * Add-ons whose pods need nodes, and the storage class. Give the node groups as `dependsOn`.
 *
 * Children, in order:
 * - `<name>-coredns`, `<name>-metrics-server`, `<name>-aws-ebs-csi-driver`: add-ons.
 * - `<name>-storage-class`: encrypted gp3, the cluster's default.
 *
 * @example
 * ```ts
 * import { ClusterAddons } from "chatbot-autoscaling-platform";
 *
 * export const addons = new ClusterAddons("addons", { clusterName: "chatbot", region: "eu-west-1" });
 * ```
 */
export class ClusterAddons extends pulumi.ComponentResource {
  /** Name of the storage class. */
  readonly storageClass: pulumi.Output<string>;

  constructor(name: string, args: ClusterAddonsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("chatbot-autoscaling-platform:index:ClusterAddons", name, args, opts);
    const { region, environment, ...rest } = args;

    const addons = addonsAfterNodes.map(
      ({ addonName }) =>
        new EksAddon(
          `${name}-${addonName}`,
          { addonName, partition: partitionOf(region), ...rest },
          { parent: this },
        ),
    );
    const storageClass = new k8s.storage.v1.StorageClass(
      `${name}-storage-class`,
      storageClassManifest(environment === "production"),
      { parent: this, dependsOn: addons },
    );

    this.storageClass = storageClass.metadata.name;
    this.registerOutputs({ storageClass: this.storageClass });
  }
}
