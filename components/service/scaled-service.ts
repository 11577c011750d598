import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KafkaArgs } from "../../settings/args/kafka";
import type { MonitoringArgs } from "../../settings/args/monitoring";
import type { NodesArgs } from "../../settings/args/nodes";
import type { Environment, SilenceArgs } from "../../settings/args/platform";
import type { ServiceArgs } from "../../settings/args/service";
import type { ServiceSettings } from "../../settings/generated/settings";
import { isSettled } from "../../settings/settled";
import { policyDocument } from "../iam-policy";
import { podIdentityTrustPolicy } from "../pod-identity";
import { settleOrStop } from "../settle";
import { addressOf } from "./address";
import { deploymentManifest, progressDeadlineSeconds } from "./deployment";
import { ingressManifest } from "./ingress";
import { networkPolicyManifest } from "./network-policy";
import { permissionStatements } from "./permissions";
import { podDisruptionBudgetManifest } from "./pod-disruption-budget";
import { scaledObjectManifest } from "./scaled-object";
import { hasService, serviceManifest } from "./service";
import { serviceAccountManifest } from "./service-account";
import { serviceParts } from "./service-parts";
import type { Surroundings } from "./surroundings";
import {
  needsTriggerAuthentication,
  triggerAuthenticationManifest,
  triggerAuthenticationName,
} from "./trigger-authentication";

type Wire = pulumi.Input<string>;

/** A service on a cluster that has KEDA. Only `service` is required; the platform hands in the rest. */
export interface ScaledServiceArgs {
  /** The service. */
  service: ServiceArgs;
  /** The Kafka that the service works with, and its topics. */
  kafka?: KafkaArgs;
  /** Brokers, where they are not those that `kafka` names. */
  bootstrapServers?: pulumi.Input<string>;
  /**
   * Secret in the service's namespace with the service's own Kafka credentials: keys `username`, `password` and `ca`.
   * For an external Kafka it is `kafka.external.credentialsSecret` when left out.
   */
  kafkaSecretName?: pulumi.Input<string>;
  /**
   * TriggerAuthentication in the service's namespace with KEDA's Kafka credentials. When left out, one is made from the
   * service's own.
   */
  kafkaAuthenticationName?: pulumi.Input<string>;
  /** Prometheus, which the arrival-rate trigger reads and which scrapes the service. */
  monitoring?: MonitoringArgs;
  /** Node groups, for the taints of `placement.nodeGroup` and the patience of the autoscaler. */
  nodes?: NodesArgs;
  /** How much is at stake. */
  environment?: Environment;
  /** PriorityClass of the pods. */
  priorityClassName?: pulumi.Input<string>;
  /** Name of the EKS cluster; needed for `service.permissions`, which EKS Pod Identity gives. */
  clusterName?: pulumi.Input<string>;
  /**
   * AWS account of the cluster, which the service's role then trusts alone.
   * @pattern ^[0-9]{12}$
   */
  accountId?: string;
  /** Permissions boundary of the service's role. */
  permissionsBoundaryArn?: string;
  /** Tags of the service's role. */
  tags?: Record<string, string>;
  /** Warnings that somebody has read and accepted. */
  silence?: SilenceArgs[];
}

/**
 * One service and the rule that scales it. Without an image there are no pods: only the rule, for what somebody else
 * runs.
 *
 * Children, in order:
 * - `<name>-service-account`: the pods' identity; its token is mounted nowhere.
 * - `<name>-role`, `<name>-role-policy`, `<name>-pod-identity`: AWS permissions, when the service has any.
 * - `<name>-network-policy`: who reaches the pods, and whom they reach.
 * - `<name>-service`: its address, when it has a port that somebody may reach.
 * - `<name>-ingress`: with `exposure: ingress`.
 * - `<name>-deployment`: the pods. It sets no replica count.
 * - `<name>-pod-disruption-budget`: how many a drain may take at once.
 * - `<name>-trigger-authentication`: KEDA's way to Kafka's credentials, unless one is handed in.
 * - `<name>-scaled-object`: KEDA's rule, which owns the replica count from then on.
 *
 * What the pods find in their environment is the contract of `components/service/consumer-env.ts`.
 *
 * @example
 * ```ts
 * import { ScaledService } from "chatbot-autoscaling-platform";
 *
 * export const chat = new ScaledService("chat", {
 *   service: {
 *     name: "chat",
 *     image: "ghcr.io/acme/chat:1.4.0",
 *     port: 8080,
 *     scaling: { minReplicaCount: 2, maxReplicaCount: 10 },
 *   },
 * });
 * ```
 */
export class ScaledService extends pulumi.ComponentResource {
  /** Name of the Deployment (or other object) that is scaled. */
  readonly targetName: pulumi.Output<string>;
  /** Namespace of it. */
  readonly namespace: pulumi.Output<string>;
  /** URL of the service, empty when nobody may reach it. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: ScaledServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { service, surroundings } = settleOrStop((warn) => serviceParts<Wire>(args, warn));
    // With all of Kafka in the inputs of each, a platform's many services would cost the square of one.
    const own = isSettled(args.service) ? { service: args.service } : args;
    super("chatbot-autoscaling-platform:index:ScaledService", name, own, opts);

    const pods = podChildren(name, this, service, surroundings, args);

    const authentication = needsTriggerAuthentication(service, surroundings.connection)
      ? new k8s.apiextensions.CustomResource(
          `${name}-trigger-authentication`,
          triggerAuthenticationManifest(service, surroundings.connection),
          { parent: this },
        )
      : undefined;
    const connection =
      authentication === undefined || surroundings.connection === undefined
        ? surroundings.connection
        : {
            ...surroundings.connection,
            authenticationName: triggerAuthenticationName(service),
          };

    new k8s.apiextensions.CustomResource(
      `${name}-scaled-object`,
      scaledObjectManifest(service, connection),
      // The webhook looks at the Deployment's requests, and pods must be gone after their scaler (check 81, 107).
      {
        parent: this,
        dependsOn: [pods.deployment, authentication].filter((child) => child !== undefined),
      },
    );

    this.targetName = pulumi.output(service.scaling.scaleTargetRef?.name ?? service.name);
    this.namespace = pulumi.output(service.namespace);
    this.url = pods.url;
    const { targetName, namespace, url } = this;
    this.registerOutputs({ targetName, namespace, url });
  }
}

interface Pods {
  deployment?: k8s.apps.v1.Deployment;
  url: pulumi.Output<string>;
}

/** Everything that pods need, in deployment order; nothing when somebody else runs them. */
function podChildren(
  name: string,
  parent: ScaledService,
  service: ServiceSettings<Wire>,
  surroundings: Surroundings<Wire>,
  args: ScaledServiceArgs,
): Pods {
  const { image, ingress } = service;
  if (image === undefined) return { url: pulumi.output("") };
  const statements = permissionStatements(service, surroundings);
  const account = new k8s.core.v1.ServiceAccount(
    `${name}-service-account`,
    serviceAccountManifest(service),
    { parent },
  );
  const identity = identityChildren(name, parent, service, statements, args);
  const policy = new k8s.networking.v1.NetworkPolicy(
    `${name}-network-policy`,
    networkPolicyManifest(service, surroundings, statements.length > 0),
    { parent },
  );
  const address = hasService(service)
    ? new k8s.core.v1.Service(`${name}-service`, serviceManifest(service), { parent })
    : undefined;
  if (service.exposure === "ingress" && ingress !== undefined) {
    const manifest = ingressManifest(service, ingress);
    new k8s.networking.v1.Ingress(`${name}-ingress`, manifest, { parent, dependsOn: address });
  }
  const patience = `${progressDeadlineSeconds(service, surroundings)}s`;
  const deployment = new k8s.apps.v1.Deployment(
    `${name}-deployment`,
    deploymentManifest(service, image, surroundings),
    {
      parent,
      // A pod that starts before its role or its policy has no credentials, or no network (F-36).
      dependsOn: [account, ...identity, policy],
      customTimeouts: { create: patience, update: patience },
    },
  );
  new k8s.policy.v1.PodDisruptionBudget(
    `${name}-pod-disruption-budget`,
    podDisruptionBudgetManifest(service),
    { parent },
  );
  const balancers = address?.status.loadBalancer.ingress ?? pulumi.output([]);
  return { deployment, url: balancers.apply((list) => addressOf(service, list ?? [])) };
}

/** The service's role and its tie to the ServiceAccount. */
function identityChildren(
  name: string,
  parent: ScaledService,
  service: ServiceSettings<Wire>,
  statements: ReturnType<typeof permissionStatements<Wire>>,
  { clusterName, accountId, permissionsBoundaryArn, tags }: ScaledServiceArgs,
): pulumi.Resource[] {
  if (statements.length === 0 || clusterName === undefined) return [];
  const who = {
    ...(accountId === undefined ? {} : { accountId }),
    clusterName,
    namespace: service.namespace,
    serviceAccount: service.name,
  };
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      // AWS allows 38 characters before its own suffix.
      namePrefix: `${service.name.slice(0, 37)}-`,
      assumeRolePolicy: pulumi.jsonStringify(podIdentityTrustPolicy<Wire>(who)),
      permissionsBoundary: permissionsBoundaryArn,
      tags,
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
    {
      clusterName,
      namespace: service.namespace,
      serviceAccount: service.name,
      roleArn: role.arn,
    },
    { parent, dependsOn: policy },
  );
  return [association];
}
