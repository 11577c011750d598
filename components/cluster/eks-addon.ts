import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { podIdentityTrustPolicy } from "../pod-identity";
import { addonsAfterNodes, addonsBeforeNodes } from "./addons";

/** One managed add-on. */
export interface EksAddonArgs {
  /** EKS' name of the add-on, such as `coredns`, of those in components/cluster/addons.ts. */
  addonName: string;
  /** Name of the cluster in AWS. */
  clusterName: pulumi.Input<string>;
  /** Partition of the cluster, such as `aws`. */
  partition: string;
  /** AWS account of the cluster, which the add-on's role then trusts alone. */
  accountId?: string;
  /** Permissions boundary of the add-on's role. */
  permissionsBoundaryArn?: string;
}

/**
 * A managed add-on with its own role, if it needs one.
 *
 * Children, in order:
 * - `<name>-role`, `<name>-role-policy`: its AWS permissions.
 * - `<name>-addon`: the add-on.
 *
 * @example
 * ```ts
 * import { EksAddon } from "chatbot-autoscaling-platform";
 *
 * export const dns = new EksAddon("dns", {
 *   addonName: "coredns",
 *   clusterName: "chatbot",
 *   partition: "aws",
 * });
 * ```
 */
export class EksAddon extends pulumi.ComponentResource {
  /** ARN of the add-on. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: EksAddonArgs, opts?: pulumi.ComponentResourceOptions) {
    super("chatbot-autoscaling-platform:index:EksAddon", name, args, opts);
    const { addonName, clusterName, partition, accountId, permissionsBoundaryArn } = args;
    const known = [...addonsBeforeNodes, ...addonsAfterNodes];
    const { configurationValues, identity } =
      known.find((one) => one.addonName === addonName) ?? {};

    const roles = (identity === undefined ? [] : [identity]).map(({ serviceAccount, policy }) => {
      const who = {
        ...(accountId === undefined ? {} : { accountId }),
        clusterName,
        namespace: "kube-system",
        serviceAccount,
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
      const attachment = new aws.iam.RolePolicyAttachment(
        `${name}-role-policy`,
        { role: role.name, policyArn: `arn:${partition}:iam::aws:policy/${policy}` },
        { parent: this },
      );
      return { association: { serviceAccount, roleArn: role.arn }, attachment };
    });
    const addon = new aws.eks.Addon(
      `${name}-addon`,
      {
        addonName,
        clusterName,
        ...(configurationValues === undefined ? {} : { configurationValues }),
        ...(roles.length === 0
          ? {}
          : { podIdentityAssociations: roles.map(({ association }) => association) }),
        // A new cluster has nothing to preserve; later, what somebody tuned by hand stays.
        resolveConflictsOnCreate: "OVERWRITE",
        resolveConflictsOnUpdate: "PRESERVE",
      },
      { parent: this, dependsOn: roles.map(({ attachment }) => attachment) },
    );

    this.arn = addon.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
