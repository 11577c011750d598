import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KafkaArgs } from "../../settings/args/kafka";
import type { MonitoringArgs } from "../../settings/args/monitoring";
import type { NodesArgs } from "../../settings/args/nodes";
import type { Environment } from "../../settings/args/platform";
import type { ServiceArgs } from "../../settings/args/service";
import { defaultDenyManifest, dnsEgressManifest } from "../default-deny";
import { restrictedNamespaceManifest } from "../restricted-namespace";
import { settleOrStop } from "../settle";
import { versions } from "../versions";
import { namespaceServices } from "./namespace-services";
import { limitRangeManifest, quotaManifest } from "./quota";

/** A namespace for services. */
export interface ServiceNamespaceArgs {
  /** Name of the namespace: at most 63 small letters, digits and `-`. */
  namespace: string;
  /** The services; those of other namespaces are left out. */
  services: ServiceArgs[];
  /** The Kafka whose topics the services consume; their partitions bound the replicas. */
  kafka?: KafkaArgs;
  /** Node groups that the services ask for. */
  nodes?: NodesArgs;
  /** Prometheus, which the arrival-rate trigger reads. */
  monitoring?: MonitoringArgs;
  /** How much is at stake. */
  environment?: Environment;
}

/**
 * A namespace in which nothing is allowed that a service does not ask for.
 *
 * Children, in order:
 * - `<name>-namespace`: Pod Security Standard "restricted".
 * - `<name>-default-deny`, `<name>-allow-dns`: the network's ground rules.
 * - `<name>-quota`: twice what the services ask for at their maximum; not where somebody else's Deployments are scaled.
 * - `<name>-limit-range`: small requests for containers that state none; together with the quota.
 * - `<name>-default-service-account`: pods without an account of their own get no token of the API server.
 *
 * @example
 * ```ts
 * import { ServiceNamespace } from "chatbot-autoscaling-platform";
 *
 * export const chatbot = new ServiceNamespace("chatbot", {
 *   namespace: "chatbot",
 *   services: [{ name: "chat", image: "ghcr.io/acme/chat:1.4.0", port: 8080 }],
 * });
 * ```
 */
export class ServiceNamespace extends pulumi.ComponentResource {
  /** Name of the namespace. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: ServiceNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const services = settleOrStop((warn) =>
      namespaceServices<pulumi.Input<string>>(args, versions, warn),
    );
    const { namespace: own } = args;
    super("chatbot-autoscaling-platform:index:ServiceNamespace", name, { namespace: own }, opts);

    const namespace = new k8s.core.v1.Namespace(
      `${name}-namespace`,
      restrictedNamespaceManifest({ name: own, kubernetesVersion: versions.kubernetes }),
      { parent: this },
    );
    const inside = { parent: this, dependsOn: namespace };
    const { NetworkPolicy } = k8s.networking.v1;
    new NetworkPolicy(`${name}-default-deny`, defaultDenyManifest(own), inside);
    new NetworkPolicy(`${name}-allow-dns`, dnsEgressManifest(own), inside);
    const quota = quotaManifest(own, services);
    if (quota !== undefined) {
      new k8s.core.v1.ResourceQuota(`${name}-quota`, quota, inside);
      new k8s.core.v1.LimitRange(`${name}-limit-range`, limitRangeManifest(own), inside);
    }
    // Kubernetes makes this account with the namespace: it can only be patched.
    new k8s.core.v1.ServiceAccountPatch(
      `${name}-default-service-account`,
      {
        metadata: {
          name: "default",
          namespace: own,
          annotations: { "pulumi.com/patchForce": "true" },
        },
        automountServiceAccountToken: false,
      },
      inside,
    );

    this.namespace = namespace.metadata.name;
    this.registerOutputs({ namespace: this.namespace });
  }
}
