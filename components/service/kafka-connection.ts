import type { KafkaSettings } from "../../settings/generated/settings";
import { bootstrapAddress } from "../kafka/names";

/** What a service, and KEDA for it, learn about Kafka. */
export interface KafkaConnection<W> {
  bootstrapServers: W | string;
  /** Kafka's `security.protocol`. */
  securityProtocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
  /** Kafka's `sasl.mechanism`. */
  saslMechanism?: string;
  /** Trigger metadata about encryption and authentication, such as `{tls: "enable", sasl: "scram_sha512"}`. */
  triggerSecurity: Readonly<Record<string, string>>;
  /** Secret in the service's namespace with the service's own credentials; MSK needs none. */
  secretName?: W | string;
  /** The Secret has a key `ca` with the certificate that signed the brokers'. */
  hasCa: boolean;
  /** Grows when the passwords change, so that pods are replaced. */
  credentialsGeneration?: number;
  /** TriggerAuthentication with KEDA's own credentials. */
  authenticationName?: W | string;
}

/** What the platform's other components, or a person, hand to a service about Kafka. */
export interface KafkaWires<W> {
  /** Brokers, where they are not those that the settings name. */
  bootstrapServers?: W;
  /** Secret with the service's own credentials, keys `username`, `password` and `ca`. */
  secretName?: W;
  /** TriggerAuthentication for KEDA. */
  authenticationName?: W;
}

/** Kafka's spelling of the mechanisms that KEDA spells otherwise. */
const mechanisms = {
  plaintext: "PLAIN",
  scram_sha256: "SCRAM-SHA-256",
  scram_sha512: "SCRAM-SHA-512",
} as const;

/** How to reach the Kafka of these settings. */
export function kafkaConnection<W>(
  { strimzi, external, msk }: KafkaSettings<W>,
  { bootstrapServers, secretName, authenticationName }: KafkaWires<W> = {},
): KafkaConnection<W> | undefined {
  const authentication = authenticationName === undefined ? {} : { authenticationName };
  if (msk !== undefined) {
    return {
      bootstrapServers: bootstrapServers ?? msk.bootstrapServers,
      securityProtocol: "SASL_SSL",
      saslMechanism: "AWS_MSK_IAM",
      // The region is the fourth part of the cluster's ARN.
      triggerSecurity: {
        tls: "enable",
        sasl: "oauthbearer",
        saslTokenProvider: "aws_msk_iam",
        awsRegion: msk.clusterArn.split(":")[3] ?? "",
      },
      hasCa: false,
      ...authentication,
    };
  }
  if (external !== undefined) {
    const { tls, sasl, privateCa, credentialsSecret } = external;
    const hasSecret = sasl !== "none" || privateCa;
    return {
      bootstrapServers: bootstrapServers ?? external.bootstrapServers,
      securityProtocol: `${sasl === "none" ? "" : "SASL_"}${tls ? "SSL" : "PLAINTEXT"}`,
      ...(sasl === "none" ? {} : { saslMechanism: mechanisms[sasl] }),
      triggerSecurity: { ...(tls ? { tls: "enable" } : {}), ...(sasl === "none" ? {} : { sasl }) },
      ...(hasSecret ? { secretName: secretName ?? credentialsSecret } : {}),
      hasCa: privateCa,
      ...authentication,
    };
  }
  if (strimzi === undefined) return undefined;
  const { credentialsGeneration } = strimzi;
  return {
    bootstrapServers: bootstrapServers ?? bootstrapAddress(strimzi),
    securityProtocol: "SASL_SSL",
    saslMechanism: "SCRAM-SHA-512",
    triggerSecurity: { tls: "enable", sasl: "scram_sha512" },
    ...(secretName === undefined ? {} : { secretName }),
    hasCa: true,
    credentialsGeneration,
    ...authentication,
  };
}
