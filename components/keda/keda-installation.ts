import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KafkaArgs } from "../../settings/args/kafka";
import type { KedaArgs } from "../../settings/args/keda";
import type { MonitoringArgs } from "../../settings/args/monitoring";
import type { EgressArgs } from "../../settings/args/placement";
import type { Environment } from "../../settings/args/platform";
import type { PermissionArgs } from "../../settings/args/service";
import type { KedaOperatorSettings } from "../../settings/generated/settings";
import { chartReference, kedaChart } from "../charts";
import { defaultDenyManifest, dnsEgressManifest } from "../default-deny";
import { policyDocument } from "../iam-policy";
import { podIdentityTrustPolicy } from "../pod-identity";
import { restrictedNamespaceManifest } from "../restricted-namespace";
import { settleOrStop } from "../settle";
import { versions } from "../versions";
import { kedaParts, type KedaParts } from "./keda-parts";
import { kedaNetworkPolicies } from "./network-policies";
import { kedaServiceAccount } from "./parts";
import { kedaStatements } from "./permissions";
import { kedaValues } from "./values";

type Wire = pulumi.Input<string>;

/** KEDA on a cluster. Only `watchNamespaces` is required; the platform hands in the rest. */
export interface KedaInstallationArgs {
  /** KEDA: installed here (the default), or already there. */
  keda?: KedaArgs;
  /**
   * Namespaces whose ScaledObjects KEDA works for; KEDA has rights, to read Secrets among them, in these and its own
   * only. They must exist before KEDA: give what makes them as `dependsOn`.
   */
  watchNamespaces: string[];
  /**
   * What KEDA scales besides Deployments and StatefulSets, as the names of CRDs, such as `rollouts.argoproj.io`.
   * Default: none.
   */
  customScaleTargets?: string[];
  /** The Kafka whose lag KEDA reads. */
  kafka?: KafkaArgs;
  /** Prometheus, which KEDA asks and which scrapes KEDA. */
  monitoring?: MonitoringArgs;
  /** Other sources of metrics outside the cluster. Default: none. */
  egress?: EgressArgs[];
  /** AWS permissions of the operator, for triggers such as `aws-sqs-queue`. Default: none. */
  permissions?: PermissionArgs[];
  /** Name of the EKS cluster; needed for permissions and for MSK, which EKS Pod Identity gives. */
  clusterName?: pulumi.Input<string>;
  /**
   * AWS account of the cluster, which the operator's role then trusts alone.
   * @pattern ^[0-9]{12}$
   */
  accountId?: string;
  /** Permissions boundary of the operator's role. */
  permissionsBoundaryArn?: string;
  /** Tags of the operator's role. */
  tags?: Record<string, string>;
  /** Address range of the VPC, from which the API server reaches KEDA. Unknown: from anywhere. */
  vpcCidr?: pulumi.Input<string>;
  /** Address range of Kubernetes Services, by which KEDA reaches the API server. Unknown: it reaches port 443 anywhere. */
  serviceCidr?: string;
  /** How much is at stake. */
  environment?: Environment;
}

/**
 * The KEDA operator, hardened: two of each part in production, rights in the watched namespaces only, a network of
 * exactly what it needs, CRDs that outlive it. With `keda.existing`, it makes nothing.
 *
 * What KEDA works for (ScaledObjects, TriggerAuthentications) should have this component in its `dependsOn`: KEDA must
 * live until their finalizers are gone.
 *
 * Children, in order:
 * - `<name>-namespace`: Pod Security Standard "restricted".
 * - `<name>-default-deny`, `<name>-allow-dns`: the network's ground rules.
 * - `<name>-operator-policy`, `<name>-metrics-server-policy`, `<name>-webhooks-policy`: who reaches each part, and whom it reaches.
 * - `<name>-role`, `<name>-role-policy`, `<name>-pod-identity`: AWS permissions, when there are any.
 * - `<name>-release`: the chart, CRDs among it.
 *
 * @example
 * ```ts
 * import { KedaInstallation } from "chatbot-autoscaling-platform";
 *
 * export const keda = new KedaInstallation("keda", {
 *   keda: { operator: { replicas: 2 } },
 *   watchNamespaces: ["default"],
 * });
 * ```
 */
export class KedaInstallation extends pulumi.ComponentResource {
  /** Namespace of KEDA. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: KedaInstallationArgs, opts?: pulumi.ComponentResourceOptions) {
    const parts = settleOrStop((warn) => kedaParts<Wire>(args, versions, warn));
    super("chatbot-autoscaling-platform:index:KedaInstallation", name, args, opts);

    const { operator, existing } = parts.keda;
    this.namespace =
      operator === undefined
        ? pulumi.output(existing?.namespace ?? "keda")
        : operatorChildren(name, this, operator, parts, args);
    this.registerOutputs({ namespace: this.namespace });
  }
}

/** Everything that the operator needs, in deployment order. */
function operatorChildren(
  name: string,
  parent: KedaInstallation,
  operator: KedaOperatorSettings,
  parts: KedaParts<Wire>,
  args: KedaInstallationArgs,
): pulumi.Output<string> {
  const statements = kedaStatements<Wire>(args.permissions ?? [], parts.kafka?.msk);
  const namespace = new k8s.core.v1.Namespace(
    `${name}-namespace`,
    restrictedNamespaceManifest({
      name: operator.namespace,
      kubernetesVersion: versions.kubernetes,
    }),
    { parent },
  );
  const policies = policyChildren(name, parent, namespace, {
    ...parts,
    namespace: operator.namespace,
    watchNamespaces: args.watchNamespaces,
    vpcCidr: args.vpcCidr,
    serviceCidr: args.serviceCidr,
    usesAws: statements.length > 0,
    egress: args.egress ?? [],
  });
  const identity = identityChildren(name, parent, operator.namespace, statements, args);
  const { watchNamespaces, customScaleTargets = [] } = args;
  new k8s.helm.v3.Release(
    `${name}-release`,
    {
      name: "keda",
      namespace: operator.namespace,
      createNamespace: false,
      ...chartReference(kedaChart, operator.chart.source),
      values: kedaValues(operator, { watchNamespaces, customScaleTargets }),
      // Not atomic: a rollback would hide what went wrong. What a failed upgrade made new is removed.
      atomic: false,
      cleanupOnFail: true,
      skipAwait: false,
      timeout: 600,
      maxHistory: 5,
    },
    // A pod that starts before its role or its policies has no credentials, or no network (F-36).
    { parent, dependsOn: [namespace, ...policies, ...identity] },
  );
  return namespace.metadata.name;
}

function policyChildren(
  name: string,
  parent: KedaInstallation,
  namespace: k8s.core.v1.Namespace,
  neighbours: Parameters<typeof kedaNetworkPolicies<Wire>>[0],
): pulumi.Resource[] {
  const policies = kedaNetworkPolicies<Wire>(neighbours);
  const make = (role: string, manifest: k8s.networking.v1.NetworkPolicyArgs) =>
    new k8s.networking.v1.NetworkPolicy(`${name}-${role}`, manifest, {
      parent,
      dependsOn: namespace,
    });
  return [
    make("default-deny", defaultDenyManifest(neighbours.namespace)),
    make("allow-dns", dnsEgressManifest(neighbours.namespace)),
    make("operator-policy", policies.operator),
    make("metrics-server-policy", policies.metricsServer),
    make("webhooks-policy", policies.webhooks),
  ];
}

/** The operator's role and its tie to the ServiceAccount. */
function identityChildren(
  name: string,
  parent: KedaInstallation,
  namespace: string,
  statements: ReturnType<typeof kedaStatements<Wire>>,
  { clusterName, accountId, permissionsBoundaryArn, tags }: KedaInstallationArgs,
): pulumi.Resource[] {
  if (statements.length === 0 || clusterName === undefined) return [];
  const who = {
    ...(accountId === undefined ? {} : { accountId }),
    clusterName,
    namespace,
    serviceAccount: kedaServiceAccount,
  };
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      namePrefix: `${kedaServiceAccount}-`,
      assumeRolePolicy: pulumi.jsonStringify(podIdentityTrustPolicy<Wire>(who)),
      ...(permissionsBoundaryArn === undefined
        ? {}
        : { permissionsBoundary: permissionsBoundaryArn }),
      ...(tags === undefined ? {} : { tags }),
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-role-policy`,
    { role: role.name, policy: pulumi.jsonStringify(policyDocument<Wire>(...statements)) },
    { parent },
  );
  const association = new aws.eks.PodIdentityAssociation(
    `${name}-pod-identity`,
    { clusterName, namespace, serviceAccount: kedaServiceAccount, roleArn: role.arn },
    { parent, dependsOn: policy },
  );
  return [association];
}
