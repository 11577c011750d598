import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import type { KafkaArgs } from "../../settings/args/kafka";
import type { TolerationArgs } from "../../settings/args/placement";
import type { Environment } from "../../settings/args/platform";
import type { StrimziSettings } from "../../settings/generated/settings";
import { chartReference, strimziChart } from "../charts";
import { defaultDenyManifest, dnsEgressManifest } from "../default-deny";
import { restrictedNamespaceManifest } from "../restricted-namespace";
import { settleOrStop } from "../settle";
import { versions } from "../versions";
import { kafkaManifest } from "./kafka";
import { settleStrimzi } from "./kafka-parts";
import {
  caSubject,
  certificateHours,
  certificateKeys,
  listenerDnsNames,
  listenerSecretManifest,
  listenerSubject,
} from "./listener-certificate";
import { bootstrapAddress } from "./names";
import { kafkaNetworkPolicies, type KafkaNeighbours } from "./network-policies";
import { brokerPoolManifest, controllerPoolManifest } from "./node-pool";
import { operatorValues } from "./operator-values";
import { topicManifest } from "./topic";

/** A Kafka cluster of Strimzi. */
export interface KafkaClusterArgs {
  /** Kafka and its topics; `kafka.strimzi` is required. */
  kafka: KafkaArgs;
  /** How much is at stake: in production there are two operators, spreads are strict, and data is protected. */
  environment?: Environment;
  /** Namespaces whose pods are clients; no other reaches the brokers. */
  clientNamespaces: string[];
  /** Namespace of KEDA, which reads the lag. */
  kedaNamespace: string;
  /** Namespace of Prometheus, which scrapes operator, brokers and the lag exporter. Default: nobody does. */
  monitoringNamespace?: string;
  /** Storage class of the volumes where the settings name none. Default: the cluster's default class. */
  storageClass?: pulumi.Input<string>;
  /** Zones of the nodes that Kafka runs on; more than one makes the brokers aware of racks. Default: unknown. */
  zones?: string[];
  /** Taints of these nodes that brokers and controllers tolerate. Default: none. */
  tolerations?: TolerationArgs[];
}

/**
 * Strimzi and one Kafka cluster in a namespace of their own: TLS and SCRAM-SHA-512 only, an ACL for everything, a network
 * of exactly what it needs, volumes that outlive the cluster.
 *
 * The certificate that the brokers show is signed by a CA made here, so that clients and KEDA know whom to trust before
 * there is a broker. Users are made by `KafkaAccess` and `KafkaScalerAccess`, which should have this component in their
 * `dependsOn`.
 *
 * In production, the namespace, the node pools, the Kafka resource and the topics are protected: to give up the data, first
 * bring the stack up with the option `protect: false`, which the platform gives when `cluster.eks.deletionProtection` is off.
 *
 * Children, in order:
 * - `<name>-namespace`: Pod Security Standard "restricted".
 * - `<name>-default-deny`, `<name>-allow-dns`: the network's ground rules.
 * - `<name>-operator-policy`, `<name>-kafka-policy`, `<name>-entity-operator-policy`, `<name>-exporter-policy`, `<name>-cruise-control-policy` (from three brokers on): who reaches each part, and whom it reaches.
 * - `<name>-ca-key`, `<name>-ca`: the CA that clients trust.
 * - `<name>-listener-key`, `<name>-listener-request`, `<name>-listener-certificate`, `<name>-listener-secret`: what the brokers show.
 * - `<name>-release`: the operator.
 * - `<name>-broker-pool`, `<name>-controller-pool`: the nodes; no controllers of their own when brokers are controllers too.
 * - `<name>-kafka`: the cluster.
 * - `<name>-topic-<topic>`: one for each topic.
 *
 * @example
 * ```ts
 * import { KafkaCluster } from "chatbot-autoscaling-platform";
 *
 * export const kafka = new KafkaCluster("kafka", {
 *   kafka: { strimzi: {}, topics: [{ name: "ai.chatbot", partitions: 12 }] },
 *   clientNamespaces: ["chatbot"],
 *   kedaNamespace: "keda",
 * });
 * ```
 */
export class KafkaCluster extends pulumi.ComponentResource {
  /** Brokers as `host:port`. */
  readonly bootstrapServers: pulumi.Output<string>;
  /** Certificate of the CA that signed the brokers', in PEM. */
  readonly caCertificate: pulumi.Output<string>;

  constructor(name: string, args: KafkaClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const { strimzi, kafka } = settleOrStop((warn) =>
      settleStrimzi<pulumi.Input<string>>(args, warn),
    );
    super("chatbot-autoscaling-platform:index:KafkaCluster", name, args, opts);

    const production = args.environment === "production";
    const protect = opts?.protect ?? (production || undefined);
    const { namespace: house } = strimzi;
    const namespace = new k8s.core.v1.Namespace(
      `${name}-namespace`,
      restrictedNamespaceManifest({ name: house, kubernetesVersion: versions.kubernetes }),
      // It holds the volumes' claims.
      { parent: this, protect },
    );
    const policies = policyChildren(name, this, namespace, strimzi, args);
    const certificate = certificateChildren(name, this, namespace, strimzi);
    const release = new k8s.helm.v3.Release(
      `${name}-release`,
      {
        name: "strimzi",
        namespace: house,
        createNamespace: false,
        ...chartReference(strimziChart, strimzi.chart.source),
        values: operatorValues(production),
        // Not atomic: a rollback would hide what went wrong. What a failed upgrade made new is removed.
        atomic: false,
        cleanupOnFail: true,
        skipAwait: false,
        timeout: 600,
        maxHistory: 5,
      },
      { parent: this, dependsOn: [namespace, ...policies] },
    );
    const operated = { parent: this, dependsOn: [release], protect };
    const cluster = clusterChildren(name, operated, strimzi, certificate.secret, args);
    for (const topic of kafka.topics) {
      new k8s.apiextensions.CustomResource(
        `${name}-topic-${topic.name}`,
        topicManifest(strimzi, topic),
        // Deleted while the cluster and its operators live, who take the finalizer off (F-42).
        { ...operated, dependsOn: [release, cluster], customTimeouts: minutes(5) },
      );
    }

    this.bootstrapServers = pulumi.output(bootstrapAddress(strimzi));
    this.caCertificate = certificate.ca;
    this.registerOutputs({
      bootstrapServers: this.bootstrapServers,
      caCertificate: this.caCertificate,
    });
  }
}

function policyChildren(
  name: string,
  parent: KafkaCluster,
  dependsOn: pulumi.Resource,
  strimzi: StrimziSettings,
  neighbours: KafkaNeighbours,
): pulumi.Resource[] {
  const { namespace } = strimzi;
  const policies = kafkaNetworkPolicies(strimzi, neighbours);
  const make = (role: string, manifest: k8s.networking.v1.NetworkPolicyArgs) =>
    new k8s.networking.v1.NetworkPolicy(`${name}-${role}`, manifest, { parent, dependsOn });
  return [
    make("default-deny", defaultDenyManifest(namespace)),
    make("allow-dns", dnsEgressManifest(namespace)),
    make("operator-policy", policies.operator),
    make("kafka-policy", policies.kafka),
    make("entity-operator-policy", policies.entityOperator),
    make("exporter-policy", policies.exporter),
    ...(policies.cruiseControl === undefined
      ? []
      : [make("cruise-control-policy", policies.cruiseControl)]),
  ];
}

/** The CA, the brokers' certificate and the Secret with it. */
function certificateChildren(
  name: string,
  parent: KafkaCluster,
  namespace: pulumi.Resource,
  strimzi: StrimziSettings,
) {
  const caKey = new tls.PrivateKey(`${name}-ca-key`, certificateKeys.ca, { parent });
  const ca = new tls.SelfSignedCert(
    `${name}-ca`,
    {
      privateKeyPem: pulumi.secret(caKey.privateKeyPem),
      subject: caSubject(strimzi),
      isCaCertificate: true,
      setSubjectKeyId: true,
      allowedUses: ["cert_signing", "crl_signing", "digital_signature"],
      ...certificateHours.ca,
    },
    { parent },
  );
  const key = new tls.PrivateKey(`${name}-listener-key`, certificateKeys.listener, { parent });
  const request = new tls.CertRequest(
    `${name}-listener-request`,
    {
      privateKeyPem: pulumi.secret(key.privateKeyPem),
      subject: listenerSubject(strimzi),
      dnsNames: listenerDnsNames(strimzi),
    },
    { parent },
  );
  const certificate = new tls.LocallySignedCert(
    `${name}-listener-certificate`,
    {
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: pulumi.secret(caKey.privateKeyPem),
      caCertPem: ca.certPem,
      allowedUses: ["digital_signature", "key_encipherment", "server_auth"],
      ...certificateHours.listener,
    },
    { parent },
  );
  const chain = pulumi.concat(certificate.certPem, ca.certPem);
  const secret = new k8s.core.v1.Secret(
    `${name}-listener-secret`,
    listenerSecretManifest(strimzi, chain, pulumi.secret(key.privateKeyPemPkcs8)),
    { parent, dependsOn: namespace },
  );
  return { ca: ca.certPem, secret };
}

/** The node pools and the cluster, which is ready when its brokers are. */
function clusterChildren(
  name: string,
  operated: pulumi.CustomResourceOptions & { dependsOn: pulumi.Resource[] },
  strimzi: StrimziSettings,
  certificate: pulumi.Resource,
  args: KafkaClusterArgs,
): pulumi.Resource {
  const { zones = [], tolerations = [], storageClass, environment } = args;
  const strict = environment === "production";
  const placement = { zones, tolerations, nodeGroup: strimzi.nodeGroup, strict };
  const brokers = brokerPoolManifest(strimzi, placement, storageClass);
  const controllers = controllerPoolManifest(strimzi, placement, storageClass);
  const make = (role: string, manifest: k8s.apiextensions.CustomResourceArgs) =>
    new k8s.apiextensions.CustomResource(`${name}-${role}`, manifest, operated);
  const pools = [
    make("broker-pool", brokers),
    ...(controllers === undefined ? [] : [make("controller-pool", controllers)]),
  ];
  return new k8s.apiextensions.CustomResource(
    `${name}-kafka`,
    kafkaManifest(strimzi, args, zones),
    {
      ...operated,
      dependsOn: [...operated.dependsOn, ...pools, certificate],
      // Nodes for brokers may have to start first; then brokers, controllers and the entity operator, one after the other.
      customTimeouts: minutes(30),
    },
  );
}

function minutes(count: number): pulumi.CustomTimeouts {
  const time = `${count}m`;
  return { create: time, update: time, delete: time };
}
