import type { StrimziSettings } from "../../settings/generated/settings";
import { brokerConfig, hasRacks, isBalanced } from "./broker-config";
import { clientPort, listenerSecretName, memberLabels } from "./names";
import { clientPeers, type KafkaNeighbours } from "./network-policies";

/** Days that Strimzi's own certificates live, and days before their end in which it renews them. */
const certificates = {
  generateCertificateAuthority: true,
  validityDays: 365,
  renewalDays: 30,
  certificateExpirationPolicy: "renew-certificate",
};

/** Share of a volume that stays free: below it producers wait, and the broker lives (check 64). */
const minAvailableRatio = 0.1;

/** The Kafka cluster. */
export function kafkaManifest(
  strimzi: StrimziSettings,
  neighbours: KafkaNeighbours,
  zones: readonly string[],
) {
  const { clusterName: name, namespace } = strimzi;
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "Kafka",
    metadata: {
      name,
      namespace,
      labels: memberLabels(strimzi),
      // A wrong resource is accepted, and its fault stands in the status only (check 67, F-47).
      annotations: { "pulumi.com/waitFor": "condition=Ready" },
    },
    spec: {
      kafka: kafkaSpec(strimzi, neighbours, zones),
      entityOperator: {
        topicOperator: { resources: small("512Mi") },
        userOperator: { resources: small("512Mi") },
      },
      // Lag by group and topic, for dashboards and the arrival-rate trigger.
      kafkaExporter: { topicRegex: ".*", groupRegex: ".*", resources: small("128Mi") },
      clusterCa: certificates,
      clientsCa: certificates,
      // Renewals restart brokers one by one: at night (UTC), and there are 30 of them to do it in.
      maintenanceTimeWindows: ["* * 2-4 * * ?"],
      ...(isBalanced(strimzi)
        ? {
            // New brokers get partitions; brokers that are to go lose theirs first (check 70).
            cruiseControl: {
              resources: small("1Gi"),
              autoRebalance: [{ mode: "add-brokers" }, { mode: "remove-brokers" }],
            },
          }
        : {}),
    },
  };
}

function kafkaSpec(
  strimzi: StrimziSettings,
  neighbours: KafkaNeighbours,
  zones: readonly string[],
) {
  return {
    version: strimzi.version,
    listeners: [
      {
        name: "tls",
        port: clientPort,
        type: "internal",
        tls: true,
        authentication: { type: "scram-sha-512" },
        configuration: {
          brokerCertChainAndKey: {
            secretName: listenerSecretName(strimzi),
            certificate: "tls.crt",
            key: "tls.key",
          },
        },
        networkPolicyPeers: clientPeers(neighbours),
      },
    ],
    authorization: { type: "simple" },
    config: brokerConfig(strimzi, zones),
    quotas: { type: "strimzi", minAvailableRatioPerVolume: minAvailableRatio },
    ...(hasRacks(strimzi, zones)
      ? { rack: { type: "topology-label", topologyKey: "topology.kubernetes.io/zone" } }
      : {}),
    metricsConfig: { type: "strimziMetricsReporter" },
    template: {
      // One at a time, and never none: with 0, Cluster Autoscaler could not drain a broker's node (check 62).
      podDisruptionBudget: { maxUnavailable: 1 },
    },
  };
}

/** Memory whole, CPU as it comes: none of these is on a message's way. */
function small(memory: string) {
  return { requests: { cpu: "50m", memory }, limits: { memory } };
}
