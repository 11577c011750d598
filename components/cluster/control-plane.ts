import type { EksSettings } from "../../settings/generated/settings";
import { accessEntries } from "./access-entries";

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
    // Control plane and nodes share the group that EKS makes and deletes itself: every port between them is open, nothing
    // else is. One of our own is what a destroy most often hangs on (pulumi-eks#382, #640, #1226).
    skipDefaultSecurityGroups: true,
    // Nodes and add-ons are resources of our own, which tests and policies can see.
    skipDefaultNodeGroup: true,
    nodeAssociatePublicIpAddress: false,
    bootstrapSelfManagedAddons: false,
    useDefaultVpcCni: true,
    corednsAddonOptions: { enabled: false },
    kubeProxyAddonOptions: { enabled: false },
    tags: eks.tags,
  };
}
