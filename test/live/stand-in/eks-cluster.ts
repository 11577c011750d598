import type { ComponentOutput, Inside } from "./construct";
import { hasUnknown, secret, unknown, type Properties } from "./wire";

/** `eks.Cluster` for the inputs that our control plane gives: role, cluster, and access entries; no nodes, no groups. */
export async function cluster({
  name,
  inputs,
  child,
}: Inside): Promise<Record<string, ComponentOutput>> {
  const role = await child("aws:iam/role:Role", `${name}-eksRole-role`, {
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "eks.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    }),
  });
  const rights = await child(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    `${name}-eksRole-policy`,
    { role: role.id, policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
    [role],
  );
  const made = await child(
    "aws:eks/cluster:Cluster",
    `${name}-eksCluster`,
    clusterInputs(inputs, role.state.arn ?? unknown),
    [role, rights],
  );
  for (const [key, entry] of Object.entries<Properties>(inputs.accessEntries ?? {})) {
    const { principalArn, accessPolicies = {} } = entry;
    const accessEntry = await child(
      "aws:eks/accessEntry:AccessEntry",
      `${name}-${key}`,
      { clusterName: made.id, principalArn, type: "STANDARD" },
      [made],
    );
    for (const [policy, { policyArn, accessScope }] of Object.entries<Properties>(accessPolicies)) {
      await child(
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        `${name}-${key}-${policy}`,
        { clusterName: made.id, principalArn, policyArn, accessScope },
        [accessEntry],
      );
    }
  }
  const kubeconfig = kubeconfigOf(made.state);
  return {
    eksCluster: { value: made.reference, from: [made] },
    kubeconfig: { value: secret(kubeconfig), from: [made] },
    kubeconfigJson: {
      value: secret(kubeconfig === unknown ? unknown : JSON.stringify(kubeconfig)),
      from: [made],
    },
  };
}

function clusterInputs(inputs: Properties, roleArn: string): Properties {
  return {
    name: inputs.name,
    version: inputs.version,
    roleArn,
    vpcConfig: {
      subnetIds: inputs.privateSubnetIds,
      endpointPrivateAccess: inputs.endpointPrivateAccess,
      endpointPublicAccess: inputs.endpointPublicAccess,
      publicAccessCidrs: inputs.publicAccessCidrs,
    },
    accessConfig: { authenticationMode: inputs.authenticationMode },
    encryptionConfig: {
      provider: { keyArn: inputs.encryptionConfigKeyArn },
      resources: ["secrets"],
    },
    enabledClusterLogTypes: inputs.enabledClusterLogTypes,
    kubernetesNetworkConfig: { serviceIpv4Cidr: inputs.kubernetesServiceIpAddressRange },
    deletionProtection: inputs.deletionProtection,
    upgradePolicy: inputs.upgradePolicy,
    bootstrapSelfManagedAddons: inputs.bootstrapSelfManagedAddons,
    tags: inputs.tags,
  };
}

function kubeconfigOf({ name, endpoint, certificateAuthority }: Properties): unknown {
  if (hasUnknown([name, endpoint]) || endpoint === undefined) return unknown;
  const args = ["eks", "get-token", "--cluster-name", name, "--output", "json"];
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "aws",
    clusters: [
      {
        name: "kubernetes",
        cluster: { server: endpoint, "certificate-authority-data": certificateAuthority?.data },
      },
    ],
    contexts: [{ name: "aws", context: { cluster: "kubernetes", user: "aws" } }],
    users: [
      {
        name: "aws",
        user: {
          exec: { apiVersion: "client.authentication.k8s.io/v1beta1", command: "aws", args },
        },
      },
    ],
  };
}
