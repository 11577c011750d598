/** A managed add-on of EKS. Without a version EKS takes its default for the cluster's minor, which it has tested. */
export interface ManagedAddon {
  addonName: string;
  /** JSON text of its configuration. */
  configurationValues?: string;
  /** ServiceAccount and AWS managed policy of its role. */
  identity?: { serviceAccount: string; policy: string };
}

/** Add-ons that run before there is a node, because nodes need them to become ready. */
export const addonsBeforeNodes: readonly ManagedAddon[] = [
  { addonName: "eks-pod-identity-agent" },
  { addonName: "kube-proxy" },
  {
    addonName: "vpc-cni",
    configurationValues: JSON.stringify({
      // Without the agent every NetworkPolicy would be an empty promise.
      enableNetworkPolicy: "true",
      env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
    }),
    identity: { serviceAccount: "aws-node", policy: "AmazonEKS_CNI_Policy" },
  },
];

/** Add-ons whose pods need a node. */
export const addonsAfterNodes: readonly ManagedAddon[] = [
  { addonName: "coredns" },
  // For cpu and memory triggers.
  { addonName: "metrics-server" },
  {
    addonName: "aws-ebs-csi-driver",
    // Since EKS 1.33 it no longer falls back to the node's role: without one, volumes stay Pending without a word. V2 limits
    // it to volumes with the driver's own tag, and unlike the first it does not stand under `service-role/`:
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html
    identity: { serviceAccount: "ebs-csi-controller-sa", policy: "AmazonEBSCSIDriverPolicyV2" },
  },
];
