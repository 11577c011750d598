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
    blockDeviceMappings: isBottlerocket
      ? // Bottlerocket has its system on the first disk, of the image's own size, and images and volumes on the second.
        [encryptedDisk("/dev/xvda"), encryptedDisk("/dev/xvdb", group.diskGiB)]
      : [encryptedDisk("/dev/xvda", group.diskGiB)],
    tagSpecifications: ["instance", "volume"].map((resourceType) => ({
      resourceType,
      tags: { ...clusterTags, Name: name },
    })),
    userData: Buffer.from(userData(group)).toString("base64"),
  };
}

/** AWS does not encrypt a disk by default, not even from its own images. */
function encryptedDisk(deviceName: string, volumeSize?: number) {
  return {
    deviceName,
    ebs: {
      ...(volumeSize === undefined ? {} : { volumeSize }),
      volumeType: "gp3",
      encrypted: "true",
      deleteOnTermination: "true",
    },
  };
}
