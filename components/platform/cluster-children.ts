import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformSettings } from "../../settings/generated/settings";
import { awsProviderInputs } from "../cluster/aws-provider";
import { existingClusterProvider, madeClusterProvider } from "../cluster/kubernetes-provider";
import { EksFoundation } from "./eks-foundation";
import { EksRuntime } from "./eks-runtime";

type Settings = PlatformSettings<pulumi.Input<string>>;

/** The cluster, as everything in it needs to know it. */
export interface PlatformCluster {
  provider: k8s.Provider;
  providers: pulumi.ProviderResource[];
  kubeconfig: pulumi.Input<string>;
  /** What AWS permissions need: EKS Pod Identity associates by cluster. */
  aws: {
    clusterName?: pulumi.Input<string>;
    accountId?: string;
    permissionsBoundaryArn?: string;
    tags?: Record<string, string>;
  };
  storageClass?: pulumi.Input<string>;
  /** What must be there before pods can run, and stay until they are gone. */
  ready: pulumi.Resource[];
}

/** A new EKS cluster, or the provider of one that exists. */
export function clusterChildren(
  name: string,
  parent: pulumi.ComponentResource,
  settings: Settings,
): PlatformCluster {
  const { cluster, nodes, environment } = settings;
  const { eks, existing } = cluster;
  if (eks === undefined || nodes === undefined) {
    const inputs = existingClusterProvider<pulumi.Input<string>>(existing);
    const provider = new k8s.Provider(`${name}-kubernetes`, inputs, { parent });
    const clusterName = existing?.clusterName;
    return {
      provider,
      providers: [provider],
      kubeconfig: "",
      aws: clusterName === undefined ? {} : { clusterName },
      ready: [],
    };
  }
  const awsProvider =
    parent.getProvider("aws:eks/cluster:Cluster") ??
    new aws.Provider(`${name}-aws`, awsProviderInputs(eks), { parent });
  const foundation = new EksFoundation(
    `${name}-foundation`,
    { eks, nodes, environment },
    { parent, providers: [awsProvider] },
  );
  const { kubeconfig, clusterName } = foundation;
  const provider = new k8s.Provider(
    `${name}-kubernetes`,
    madeClusterProvider(kubeconfig, clusterName),
    { parent, dependsOn: foundation },
  );
  const runtime = new EksRuntime(
    `${name}-runtime`,
    { eks, nodes, environment, clusterName },
    { parent, providers: [awsProvider, provider], dependsOn: foundation },
  );
  const { accountId, permissionsBoundaryArn, tags } = eks;
  return {
    provider,
    providers: [awsProvider, provider],
    kubeconfig,
    aws: { clusterName, accountId, permissionsBoundaryArn, tags },
    storageClass: runtime.storageClass,
    ready: [foundation, runtime],
  };
}
