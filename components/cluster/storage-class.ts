/** Name of the platform's storage class. */
export const storageClassName = "gp3";

/**
 * The default storage class: EKS has none since 1.30, and the old `gp2` is not encrypted. A volume is made where its pod
 * is scheduled, not before, because it can never leave its zone.
 */
export function storageClassManifest(keepsData: boolean) {
  return {
    metadata: {
      name: storageClassName,
      annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
    },
    provisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3", encrypted: "true" },
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true,
    reclaimPolicy: keepsData ? "Retain" : "Delete",
  };
}
