import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KafkaArgs } from "../../settings/args/kafka";
import type { KedaArgs } from "../../settings/args/keda";
import type { MonitoringArgs } from "../../settings/args/monitoring";
import type { Environment } from "../../settings/args/platform";
import { prometheusServer } from "../../settings/prometheus-server";
import { chartReference, prometheusChart } from "../charts";
import { defaultDenyManifest, dnsEgressManifest } from "../default-deny";
import { restrictedNamespaceManifest } from "../restricted-namespace";
import { settleOrStop } from "../settle";
import { versions } from "../versions";
import { monitoringParts } from "./monitoring-parts";
import { monitoringNetworkPolicies, type MonitoringNeighbours } from "./network-policies";
import { podMonitors } from "./pod-monitors";
import { prometheusRuleManifest } from "./prometheus-rule";
import { stackValues } from "./values";

/** A Prometheus on a cluster. */
export interface MonitoringStackArgs {
  /** Prometheus; `monitoring.stack` is required. */
  monitoring: MonitoringArgs;
  /** Namespaces whose ScaledObjects and HPAs are looked at. */
  watchNamespaces: string[];
  /** KEDA, which asks Prometheus; installed by the platform (the default), it is scraped too. */
  keda?: KedaArgs;
  /** Kafka; that of Strimzi is scraped. Default: none. */
  kafka?: KafkaArgs;
  /** Cluster Autoscaler runs in `kube-system`, as the class of this name installs it. Default: false. */
  clusterAutoscaler?: boolean;
  /** Storage class of the volume. Default: the cluster's default class. */
  storageClass?: pulumi.Input<string>;
  /** How much is at stake. */
  environment?: Environment;
}

/**
 * One Prometheus that records what arrives in each topic, which services scale by, and finds wrong what would keep them
 * from scaling. It scrapes Strimzi's Kafka exporter, KEDA, Cluster Autoscaler and the state of HPAs, and nothing else.
 * Alerts are shown at its page `/alerts` and as the series `ALERTS`; nobody is sent a message.
 *
 * Whoever lets it in must know its namespace: give the same `monitoring` to `KedaInstallation`, and its namespace to
 * `KafkaCluster`.
 *
 * Children, in order:
 * - `<name>-namespace`: Pod Security Standard "restricted".
 * - `<name>-default-deny`, `<name>-allow-dns`: the network's ground rules.
 * - `<name>-prometheus-policy`, `<name>-operator-policy`, `<name>-kube-state-metrics-policy`: who reaches each part, and whom it reaches.
 * - `<name>-release`: the chart, CRDs among it.
 * - `<name>-kafka-exporter`, `<name>-keda-operator`, `<name>-keda-metrics-server`, `<name>-cluster-autoscaler`: what is scraped, as far as it is there.
 * - `<name>-rules`: what is recorded, and the alerts.
 *
 * @example
 * ```ts
 * import { MonitoringStack } from "chatbot-autoscaling-platform";
 *
 * export const monitoring = new MonitoringStack("monitoring", {
 *   monitoring: { stack: { retentionDays: 7 } },
 *   kafka: { strimzi: {}, topics: [{ name: "questions", partitions: 12 }] },
 *   watchNamespaces: ["chatbot"],
 * });
 * ```
 */
export class MonitoringStack extends pulumi.ComponentResource {
  /** Address of Prometheus' HTTP API, inside the cluster. */
  readonly serverAddress: pulumi.Output<string>;
  /** Namespace of Prometheus. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: MonitoringStackArgs, opts?: pulumi.ComponentResourceOptions) {
    const { stack, keda, kafka } = settleOrStop((warn) =>
      monitoringParts<pulumi.Input<string>>(args, warn),
    );
    super("chatbot-autoscaling-platform:index:MonitoringStack", name, args, opts);

    const { watchNamespaces, storageClass, clusterAutoscaler = false } = args;
    const targets = {
      ...(kafka?.strimzi === undefined ? {} : { strimzi: kafka.strimzi }),
      ...(keda.operator === undefined ? {} : { kedaNamespace: keda.operator.namespace }),
      clusterAutoscaler,
    };
    const namespace = new k8s.core.v1.Namespace(
      `${name}-namespace`,
      restrictedNamespaceManifest({
        name: stack.namespace,
        kubernetesVersion: versions.kubernetes,
      }),
      { parent: this },
    );
    const askingNamespace = (keda.operator ?? keda.existing)?.namespace ?? "keda";
    const neighbours = { namespace: stack.namespace, askingNamespace, targets };
    const policies = policyChildren(name, this, namespace, neighbours);
    const release = new k8s.helm.v3.Release(
      `${name}-release`,
      {
        name: "prometheus",
        namespace: stack.namespace,
        createNamespace: false,
        ...chartReference(prometheusChart, stack.chart.source),
        values: stackValues<pulumi.Input<string>>(stack, { watchNamespaces, storageClass }),
        // Not atomic: a rollback would hide what went wrong. What a failed upgrade made new is removed.
        atomic: false,
        cleanupOnFail: true,
        skipAwait: false,
        timeout: 600,
        maxHistory: 5,
      },
      { parent: this, dependsOn: [namespace, ...policies] },
    );
    scrapeChildren(name, { parent: this, dependsOn: release }, neighbours);

    this.serverAddress = pulumi.output(prometheusServer({ stack })?.serverAddress ?? "");
    this.namespace = namespace.metadata.name;
    this.registerOutputs({ serverAddress: this.serverAddress, namespace: this.namespace });
  }
}

function policyChildren(
  name: string,
  parent: MonitoringStack,
  dependsOn: pulumi.Resource,
  neighbours: MonitoringNeighbours,
): pulumi.Resource[] {
  const { namespace } = neighbours;
  const policies = monitoringNetworkPolicies(neighbours);
  const make = (role: string, manifest: k8s.networking.v1.NetworkPolicyArgs) =>
    new k8s.networking.v1.NetworkPolicy(`${name}-${role}`, manifest, { parent, dependsOn });
  return [
    make("default-deny", defaultDenyManifest(namespace)),
    make("allow-dns", dnsEgressManifest(namespace)),
    make("prometheus-policy", policies.prometheus),
    make("operator-policy", policies.operator),
    make("kube-state-metrics-policy", policies.kubeStateMetrics),
  ];
}

/** What the operator hands to Prometheus, whose kinds come with the release. */
function scrapeChildren(
  name: string,
  opts: pulumi.CustomResourceOptions,
  { namespace, targets }: MonitoringNeighbours,
): void {
  const make = (role: string, manifest: k8s.apiextensions.CustomResourceArgs | undefined) =>
    manifest && new k8s.apiextensions.CustomResource(`${name}-${role}`, manifest, opts);
  const monitors = podMonitors(namespace, targets);
  make("kafka-exporter", monitors.kafkaExporter);
  make("keda-operator", monitors.kedaOperator);
  make("keda-metrics-server", monitors.kedaMetricsServer);
  make("cluster-autoscaler", monitors.clusterAutoscaler);
  make("rules", prometheusRuleManifest(namespace, targets));
}
