import * as pulumi from "@pulumi/pulumi";
import type { PlatformArgs } from "../../settings/args/platform";
import { settle } from "../../settings/door";
import { PriorityTiers } from "../service/priority-tiers";
import { ScaledService } from "../service/scaled-service";
import { ServiceNamespace } from "../service/service-namespace";
import { settleOrStop } from "../settle";
import { versions } from "../versions";
import { clusterChildren } from "./cluster-children";
import { kafkaChildren, kedaChild, kedaReady } from "./kafka-children";
import { monitoringChild } from "./monitoring-children";
import { brokersElsewhere, kafkaSecretName, serviceNamespaces } from "./shares";

/**
 * Chatbots and AI workers that pay for the traffic they have: cluster, nodes, Kafka, KEDA and services as one.
 *
 * Children, in order:
 * - `<name>-aws`, `<name>-foundation`, `<name>-kubernetes`, `<name>-runtime`: a new EKS cluster, and what runs in it before any service does.
 * - `<name>-kubernetes`: alone, for a cluster that exists.
 * - `<name>-priority`, `<name>-namespace-<namespace>`: who goes first, and where services live.
 * - `<name>-keda`: KEDA.
 * - `<name>-monitoring`: Prometheus, where the platform installs it.
 * - `<name>-kafka` or `<name>-topics`: Kafka in the cluster, or topics of one elsewhere.
 * - `<name>-scaler-access`, `<name>-kafka-access-<service>`: users of Kafka.
 * - `<name>-service-<service>`: the services.
 *
 * @example
 * ```ts
 * import { ChatbotAutoscalingPlatform } from "chatbot-autoscaling-platform";
 *
 * export const platform = new ChatbotAutoscalingPlatform("support", {
 *   cluster: { existing: { context: "staging" } },
 *   kafka: { strimzi: {}, topics: [{ name: "questions", partitions: 12 }] },
 *   services: [
 *     {
 *       name: "answer",
 *       image: "ghcr.io/acme/answer:1.0.0",
 *       consumes: { topic: "questions" },
 *       capacity: { messagesPerSecond: 2, startupSeconds: 20, maxProcessingSeconds: 30 },
 *       slo: { waitSeconds: 30 },
 *       probes: { command: ["/app/alive"] },
 *     },
 *   ],
 * });
 * ```
 */
export class ChatbotAutoscalingPlatform extends pulumi.ComponentResource {
  /** Kubeconfig of a new cluster as JSON text; secret. Empty for a cluster that exists. */
  readonly kubeconfig: pulumi.Output<string>;
  /** Name of the cluster in AWS; empty where it has none. */
  readonly clusterName: pulumi.Output<string>;
  /** Kafka's brokers as `host:port`; empty without Kafka. */
  readonly bootstrapServers: pulumi.Output<string>;
  /** URL of every service that has one, by the service's name. */
  readonly serviceUrls: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = settleOrStop((warn) => settle<pulumi.Input<string>>(args, versions, warn));
    super("chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform", name, args, opts);

    const cluster = clusterChildren(name, this, settings);
    const { kafka: kafkaSettings, nodes, monitoring, environment } = settings;
    const shared = { kafka: kafkaSettings, nodes, monitoring, environment };
    const inCluster = { parent: this, provider: cluster.provider };
    const tiers = new PriorityTiers(
      `${name}-priority`,
      { prefix: name },
      { ...inCluster, dependsOn: cluster.ready },
    );
    const namespaces = serviceNamespaces(settings).map(
      (namespace) =>
        new ServiceNamespace(
          `${name}-namespace-${namespace}`,
          { ...shared, namespace, services: settings.services },
          { ...inCluster, dependsOn: cluster.ready },
        ),
    );
    const installed = kedaChild(name, this, settings, cluster, namespaces);
    const keda = kedaReady(settings, installed, cluster, namespaces);
    const prometheus = monitoringChild(name, this, settings, cluster);
    const kafka = kafkaChildren(name, this, settings, cluster, { keda, prometheus });
    const services = settings.services.map(
      (service) =>
        new ScaledService(
          `${name}-service-${service.name}`,
          {
            ...shared,
            service,
            bootstrapServers: kafka.bootstrapServers,
            kafkaSecretName: kafkaSecretName(settings, service),
            kafkaAuthenticationName: kafka.authenticationName,
            priorityClassName: tiers[service.priority],
            ...cluster.aws,
          },
          {
            parent: this,
            providers: cluster.providers,
            dependsOn: [...keda, ...kafka.ready, ...(kafka.accesses.get(service.name) ?? [])],
          },
        ),
    );

    this.kubeconfig = pulumi.secret(cluster.kubeconfig);
    this.clusterName = pulumi.output(cluster.aws.clusterName ?? "");
    this.bootstrapServers = pulumi.output(
      kafka.bootstrapServers ?? brokersElsewhere(settings) ?? "",
    );
    this.serviceUrls = pulumi
      .all(settings.services.map(({ name: key }, i) => pulumi.all([key, services[i]?.url ?? ""])))
      .apply((urls) => Object.fromEntries(urls.filter(([, url]) => url !== "")));
    this.registerOutputs({
      kubeconfig: this.kubeconfig,
      clusterName: this.clusterName,
      bootstrapServers: this.bootstrapServers,
      serviceUrls: this.serviceUrls,
    });
  }
}
