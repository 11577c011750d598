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
    // One works; the second takes over within its lease of 15 seconds.
    replicaCount: production ? 2 : 1,
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
    extraArgs: extraArgs(autoscaler, production),
    ...(autoscaler.expander === "priority"
      ? { expanderPriorities: expanderPriorities(groups) }
      : {}),
  };
}

function extraArgs(autoscaler: NodeAutoscalerSettings, production: boolean) {
  const seconds = (value: number): string => `${value}s`;
  return {
    "logging-format": "json",
    expander: autoscaler.expander === "priority" ? "priority,least-waste" : autoscaler.expander,
    "scan-interval": seconds(autoscaler.scanIntervalSeconds),
    // Groups of one name in several zones stay equally large. Labels of zones and of node groups do not count as
    // differences (cloudprovider/aws, nodegroupset), and all our other labels are equal among them.
    "balance-similar-node-groups": "true",
    "scale-down-utilization-threshold": String(autoscaler.scaleDownUtilizationThreshold),
    "scale-down-unneeded-time": seconds(autoscaler.scaleDownUnneededSeconds),
    "scale-down-delay-after-add": seconds(autoscaler.scaleDownDelayAfterAddSeconds),
    "max-node-provision-time": seconds(autoscaler.maxNodeProvisionSeconds),
    "max-graceful-termination-sec": String(autoscaler.maxGracefulTerminationSeconds),
    // Add-ons without a disruption budget would pin their node for an hour; ours have one.
    "skip-nodes-with-system-pods": "false",
    // Pods with writable paths say by annotation which of them may be lost.
    "skip-nodes-with-local-storage": "true",
    "leader-elect": String(production),
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
