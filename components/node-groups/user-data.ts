import { maxPods } from "../../settings/facts/allocatable";
import { instanceType } from "../../settings/facts/instances";
import type { NodeGroupSettings } from "../../settings/generated/settings";

/** Pods on each node of a group: the fewest that any of its types takes with prefix delegation. */
export function groupMaxPods({ instanceTypes }: NodeGroupSettings): number {
  const limits = instanceTypes.flatMap((name) => {
    const type = instanceType(name);
    return type === undefined ? [] : [maxPods(type)];
  });
  return Math.min(110, ...limits);
}

/**
 * User data that tells a node how many pods it takes. Without it nodeadm counts addresses without prefix delegation, and
 * small types would take fewer pods than Cluster Autoscaler plans with (https://awslabs.github.io/amazon-eks-ami/nodeadm/).
 */
export function userData(group: NodeGroupSettings): string {
  const pods = groupMaxPods(group);
  return group.amiType.startsWith("BOTTLEROCKET") ? bottlerocket(pods) : nodeadm(pods);
}

function nodeadm(pods: number): string {
  return [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="//"',
    "",
    "--//",
    "Content-Type: application/node.eks.aws",
    "",
    "---",
    "apiVersion: node.eks.aws/v1alpha1",
    "kind: NodeConfig",
    "spec:",
    "  kubelet:",
    "    config:",
    `      maxPods: ${pods}`,
    "",
    "--//--",
    "",
  ].join("\n");
}

function bottlerocket(pods: number): string {
  return ["[settings.kubernetes]", `max-pods = ${pods}`, ""].join("\n");
}
