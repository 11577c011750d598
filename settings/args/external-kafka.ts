import type * as pulumi from "@pulumi/pulumi";

/** A Kafka that runs elsewhere. */
export interface ExternalKafkaArgs {
  /**
   * Brokers as `host:port`, separated by commas.
   * @pattern ^[A-Za-z0-9.-]+:[0-9]{2,5}(,[A-Za-z0-9.-]+:[0-9]{2,5})*$
   */
  bootstrapServers: pulumi.Input<string>;
  /**
   * Address ranges of the brokers, so that services and KEDA are let out to them.
   * @minItems 1
   * @maxItems 50
   */
  cidrs: string[];
  /**
   * SASL mechanism, in KEDA's spelling.
   * @default "scram_sha512"
   */
  sasl?: SaslMechanism;
  /**
   * Encrypt connections.
   * @default true
   */
  tls?: boolean;
  /**
   * Secret with keys `username`, `password` and, for a private CA, `ca`; it must exist in the namespace of every service
   * that consumes, because KEDA and the pods read it there.
   * @default "kafka-credentials"
   * @pattern ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$
   * @maxLength 253
   */
  credentialsSecret?: string;
  /**
   * Name of the user in the Secret. With it, `manageTopics` also makes that user's ACLs; the password stays in the Secret.
   * @pattern ^[^\s"\\]+$
   * @maxLength 249
   */
  username?: string;
  /**
   * The Secret has a key `ca`, the certificate of a private CA.
   * @default false
   */
  privateCa?: boolean;
  /**
   * Make topics (and ACLs, see `username`) by `@pulumi/kafka`, from the machine that runs Pulumi; its credentials come from the
   * environment (`KAFKA_SASL_USERNAME`, `KAFKA_SASL_PASSWORD`). Off: topics must exist.
   * @default false
   */
  manageTopics?: boolean;
  /**
   * Brokers of the cluster, so that replication factors can be checked.
   * @default 3
   * @asType integer
   * @minimum 1
   * @maximum 999
   */
  brokers?: number;
}

/** How clients prove who they are to an external Kafka. */
export const SaslMechanism = {
  None: "none",
  Plaintext: "plaintext",
  ScramSha256: "scram_sha256",
  ScramSha512: "scram_sha512",
} as const;
export type SaslMechanism = (typeof SaslMechanism)[keyof typeof SaslMechanism];

/** Amazon MSK, reached with IAM authentication on port 9098. */
export interface MskArgs {
  /**
   * Brokers as `host:port`, separated by commas: the IAM bootstrap string of the cluster.
   * @pattern ^[A-Za-z0-9.-]+:[0-9]{2,5}(,[A-Za-z0-9.-]+:[0-9]{2,5})*$
   */
  bootstrapServers: pulumi.Input<string>;
  /**
   * ARN of the MSK cluster, for the roles' permissions.
   * @pattern ^arn:aws[a-z-]*:kafka:[a-z0-9-]+:[0-9]{12}:cluster/[A-Za-z0-9-]+/[A-Za-z0-9-]+$
   */
  clusterArn: string;
  /**
   * Address ranges of the brokers, so that services and KEDA are let out to them.
   * @minItems 1
   * @maxItems 50
   */
  cidrs: string[];
  /**
   * Make topics by `@pulumi/kafka`, from the machine that runs Pulumi. Off: topics must exist.
   * @default false
   */
  manageTopics?: boolean;
  /**
   * Brokers of the cluster, so that replication factors can be checked.
   * @default 3
   * @asType integer
   * @minimum 1
   * @maximum 999
   */
  brokers?: number;
}
