import type { AccessEntrySettings, EksSettings } from "../../settings/generated/settings";

/** Inputs of `eks.Cluster` that settings alone decide. */
export function controlPlaneInputs<W>(eks: EksSettings<W>, partition: string) {
  const { endpoint, network, deletionProtection } = eks;
  return {
    name: eks.name,
    version: eks.version,
    // Access entries only: who made the cluster gets no rights by that, and no ConfigMap is in between.
    authenticationMode: "API" as const,
    accessEntries: accessEntries(eks.admins, partition),
    endpointPrivateAccess: endpoint.privateAccess,
    endpointPublicAccess: endpoint.publicAccess,
    ...(endpoint.publicAccess ? { publicAccessCidrs: endpoint.publicAccessCidrs } : {}),
    enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
    // Extended support costs six times as much for each hour, and comes without asking.
    upgradePolicy: { supportType: "STANDARD" },
    deletionProtection,
    kubernetesServiceIpAddressRange: network.serviceCidr,
    // Nodes, security groups and add-ons are resources of our own, which tests and policies can see.
    skipDefaultNodeGroup: true,
    skipDefaultSecurityGroups: true,
    nodeAssociatePublicIpAddress: false,
    bootstrapSelfManagedAddons: false,
    useDefaultVpcCni: true,
    corednsAddonOptions: { enabled: false },
    kubeProxyAddonOptions: { enabled: false },
    tags: eks.tags,
  };
}

/** Access entries by a name that does not depend on their order. */
function accessEntries(admins: readonly AccessEntrySettings[], partition: string) {
  const entries = admins.map(({ principalArn, policy, namespaces }) => {
    const accessScope =
      namespaces.length === 0 ? { type: "cluster" } : { type: "namespace", namespaces };
    return [
      principalArn.split("/").at(-1) ?? principalArn,
      {
        principalArn,
        accessPolicies: {
          granted: {
            policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${policy}`,
            accessScope,
          },
        },
      },
    ] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * What a transform sets on the `aws.eks.Cluster` inside `eks.Cluster`, which the component does not expose: no rights for
 * whoever creates the cluster, and what the scheduler prefers (EKS, August 2026: control plane configuration).
 */
export function openControlPlane(
  props: Readonly<Record<string, unknown>>,
  { schedulerScoring }: Pick<EksSettings<unknown>, "schedulerScoring">,
): Record<string, unknown> {
  const accessConfig = (props.accessConfig ?? {}) as Record<string, unknown>;
  const resources = ["cpu", "memory"].map((name) => ({ name, weight: 1 }));
  return {
    ...props,
    accessConfig: { ...accessConfig, bootstrapClusterCreatorAdminPermissions: false },
    kubeSchedulerConfig: {
      nodeResourcesFit: { scoringStrategy: { type: schedulerScoring, resources } },
    },
  };
}
