import type { Cloud, Made } from "./cloud";
import type { Asked } from "./model";

/**
 * A role that IAM has made is unknown to EKS for some seconds. Where the provider repeats the call by itself for two minutes,
 * a program need not care: here such a call waits. Where it does not, EKS' refusal reaches the program.
 *
 * Waits: CreateCluster, CreateAddon, CreatePodIdentityAssociation, CreateAccessEntry. Not: CreateNodegroup. Source: `propagationTimeout` in
 * https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/eks (cluster.go, addon.go,
 * pod_identity_association.go, access_entry.go; node_group.go has none), which Pulumi's provider is made from.
 *
 * EC2's own delays (a subnet, a security group, a launch template that is not found yet) are waited for by the provider when
 * it makes them, so the stand-in has none.
 */
const patient = /^aws:eks\/(cluster|addon|podIdentityAssociation|accessEntry):/;

/** Waits as the provider does. */
export async function propagated(cloud: Cloud, asked: Asked): Promise<void> {
  if (!patient.test(asked.type)) return;
  while (unknownRole(cloud, asked) !== undefined) await new Promise((done) => setTimeout(done, 50));
}

/** What EKS says of a role that it does not know yet. */
export function notPropagated(cloud: Cloud, asked: Asked): string | undefined {
  if (!asked.type.startsWith("aws:eks/")) return undefined;
  const role = unknownRole(cloud, asked);
  return role && `InvalidParameterException: role ${role.outputs.arn} does not exist`;
}

function unknownRole(cloud: Cloud, { inputs }: Asked): Made | undefined {
  const text = JSON.stringify(inputs);
  return cloud
    .ofType("aws:iam/role:Role")
    .find((role) => text.includes(`"${role.outputs.arn}"`) && cloud.isUnknown(role));
}
