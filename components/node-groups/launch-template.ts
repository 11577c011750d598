import type { ManagedGroup } from "./managed-groups";
import { userData } from "./user-data";

/**
 * The launch template of a managed node group: IMDSv2 with a hop limit that keeps pods away from the node's role, an
 * encrypted root volume, no SSH key. It names no security group, so that EKS puts nodes into the cluster's own, in which
 * the control plane reaches every port of a node: the kubelet, KEDA's metrics (6443) and webhooks (9443).
 */
export function launchTemplate({ name, group }: ManagedGroup, clusterTags: Record<string, string>) {
  const isBottlerocket = group.amiType.startsWith("BOTTLEROCKET");
  return {
    namePrefix: `${name}-`,
    updateDefaultVersion: true,
    metadataOptions: {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: group.metadataHopLimit,
    },
    blockDeviceMappings: [
      {
        // Bottlerocket keeps images and volumes on its second disk.
        deviceName: isBottlerocket ? "/dev/xvdb" : "/dev/xvda",
        ebs: {
          volumeSize: group.diskGiB,
          volumeType: "gp3",
          encrypted: "true",
          deleteOnTermination: "true",
        },
      },
    ],
    tagSpecifications: ["instance", "volume"].map((resourceType) => ({
      resourceType,
      tags: { ...clusterTags, Name: name },
    })),
    userData: Buffer.from(userData(group)).toString("base64"),
  };
}
