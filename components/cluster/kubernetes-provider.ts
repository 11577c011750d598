import type { ExistingClusterSettings } from "../../settings/generated/settings";

/** Inputs of the `kubernetes` provider of a cluster that the platform makes. */
export function madeClusterProvider<W>(kubeconfig: W, clusterIdentifier: W) {
  return {
    kubeconfig,
    // A changed kubeconfig is an update, not a replacement of everything in the cluster.
    clusterIdentifier,
    enableServerSideApply: true,
  };
}

/** Inputs of the `kubernetes` provider of a cluster that exists. */
export function existingClusterProvider<W>(existing: ExistingClusterSettings<W> | undefined) {
  const { kubeconfig, context } = existing ?? {};
  return {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    enableServerSideApply: true,
  };
}
