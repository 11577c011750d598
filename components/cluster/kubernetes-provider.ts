import type { ExistingClusterSettings } from "../../settings/generated/settings";

/** What both kinds of provider have. */
const common = {
  enableServerSideApply: true,
  // A rotated password changes its Secret in place: replacing it would leave a moment without one.
  enableSecretMutable: true,
};

/** Inputs of the `kubernetes` provider of a cluster that the platform makes. */
export function madeClusterProvider<W>(kubeconfig: W, clusterIdentifier: W) {
  return {
    kubeconfig,
    // A changed kubeconfig is an update, not a replacement of everything in the cluster.
    clusterIdentifier,
    ...common,
  };
}

/** Inputs of the `kubernetes` provider of a cluster that exists. */
export function existingClusterProvider<W>(existing: ExistingClusterSettings<W> | undefined) {
  const { kubeconfig, context } = existing ?? {};
  return {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    ...common,
  };
}
