import type { NodeAutoscalerSettings, NodeGroupSettings } from "../../settings/generated/settings";
import { managedGroups } from "../node-groups/managed-groups";
import { restrictedContainer } from "../restricted-pod";

/** ServiceAccount of the autoscaler, which its role is bound to. */
export const autoscalerServiceAccount = "cluster-autoscaler";

/** What the values need besides the settings. */
export interface AutoscalerSurroundings<W> {
  clusterName: W;
  region: string;
  /** Tag of the image: the newest patch of the cluster's minor. */
  imageTag: string;
  production: boolean;
}

/** Values of the chart `cluster-autoscaler`: what differs from its defaults. */
export function autoscalerValues<W>(
  autoscaler: NodeAutoscalerSettings,
  groups: readonly NodeGroupSettings[],
  { clusterName, region, imageTag, production }: AutoscalerSurroundings<W>,
) {
  return {
    fullnameOverride: autoscalerServiceAccount,
    cloudProvider: "aws",
    awsRegion: region,
    // Without it the chart renders nothing, and the release "succeeds".
    autoDiscovery: { clusterName },
    image: { repository: "registry.k8s.io/autoscaling/cluster-autoscaler", tag: imageTag },
    rbac: { serviceAccount: { create: true, name: autoscalerServiceAccount } },
    // One works, the other takes over when its lease of 15 seconds runs out.
    replicaCount: production ? 2 : 1,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { "app.kubernetes.io/instance": autoscalerServiceAccount } },
      },
    ],
    podDisruptionBudget: { maxUnavailable: 1 },
    priorityClassName: "system-cluster-critical",
    resources: { requests: { cpu: "100m", memory: "600Mi" }, limits: { memory: "600Mi" } },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containerSecurityContext: restrictedContainer,
    extraArgs: extraArgs(autoscaler),
    ...(autoscaler.expander === "priority"
      ? { expanderPriorities: expanderPriorities(groups) }
      : {}),
  };
}

/**
 * Labels in which equal groups differ, besides those that the autoscaler knows of (processors/nodegroupset/aws_nodegroups.go):
 * EKS labels nodes with their launch template, and every group has its own; the cloud provider adds the id of the zone.
 * With any other difference groups would not be kept equally large.
 */
const ignoredLabels = [
  "eks.amazonaws.com/sourceLaunchTemplateId",
  "eks.amazonaws.com/sourceLaunchTemplateVersion",
  "topology.k8s.aws/zone-id",
];

/** Command line flags. The chart's own for logging stay: with `stderrthreshold` no other format than text is allowed. */
function extraArgs(autoscaler: NodeAutoscalerSettings) {
  const seconds = (value: number): string => `${value}s`;
  const threshold = String(autoscaler.scaleDownUtilizationThreshold);
  return {
    expander: autoscaler.expander === "priority" ? "priority,least-waste" : autoscaler.expander,
    "scan-interval": seconds(autoscaler.scanIntervalSeconds),
    // The parts of a group in several zones stay equally large.
    "balance-similar-node-groups": "true",
    // The chart cuts what follows the first underscore, so that a flag can be given several times.
    ...Object.fromEntries(
      ignoredLabels.map((label, i) => [`balancing-ignore-label_${i + 1}`, label]),
    ),
    "scale-down-utilization-threshold": threshold,
    "scale-down-gpu-utilization-threshold": threshold,
    "scale-down-unneeded-time": seconds(autoscaler.scaleDownUnneededSeconds),
    "scale-down-delay-after-add": seconds(autoscaler.scaleDownDelayAfterAddSeconds),
    "max-node-provision-time": seconds(autoscaler.maxNodeProvisionSeconds),
    "max-graceful-termination-sec": String(autoscaler.maxGracefulTerminationSeconds),
    // Add-ons without a disruption budget would pin their node for an hour; ours have one.
    "skip-nodes-with-system-pods": "false",
    // Pods with writable paths say by annotation which of them may be lost.
    "skip-nodes-with-local-storage": "true",
  };
}

/**
 * Spot groups first, then everything. The names are those of Auto Scaling groups, `eks-<node group>-<id>`, where the node
 * group's own name ends in the 26 hexadecimal digits of its prefix. What matches no expression would be left out.
 */
export function expanderPriorities(groups: readonly NodeGroupSettings[]): Record<string, string[]> {
  const spot = managedGroups(groups)
    .filter(({ group }) => group.capacityType === "SPOT")
    .map(({ name }) => `^eks-${name}-[0-9a-f]{26}-.*`);
  return { "10": [".*"], ...(spot.length === 0 ? {} : { "50": spot }) };
}
