import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { KafkaArgs } from "../../settings/args/kafka";
import type { Environment } from "../../settings/args/platform";
import type { ServiceArgs } from "../../settings/args/service";
import { settleOrStop } from "../settle";
import { serviceAcls, transactionalIdPrefix } from "./acls";
import { clientSecretManifest, clientSecretName, jaasConfig } from "./client-secret";
import { settleClient } from "./kafka-parts";
import { userName } from "./names";
import { passwordKeepers, passwordLength, passwordSecretManifest, userManifest } from "./user";

/** One service's access to a Kafka of Strimzi. */
export interface KafkaAccessArgs {
  /** Kafka and its topics; `kafka.strimzi` is required. */
  kafka: KafkaArgs;
  /** The service; what it consumes and produces is what it may do. */
  service: ServiceArgs;
  /** Certificate of the CA that signed the brokers', in PEM. */
  caCertificate: pulumi.Input<string>;
  /** Brokers as `host:port`, separated by commas. */
  bootstrapServers: pulumi.Input<string>;
  /** How much is at stake. */
  environment?: Environment;
}

/**
 * A Kafka user for one service, with rights on exactly its topics and its group, and the Secret that its pods mount.
 *
 * The password is made here and given to both sides in one update. To rotate it, raise
 * `kafka.strimzi.credentialsGeneration`: Kafka learns the new one, then the Secret changes, then the pods are replaced.
 *
 * Secret `<service>-kafka`: `username`, `password`, `ca` (also as `ca.crt`), and under Kafka's own names
 * `bootstrap.servers`, `security.protocol`, `sasl.mechanism`, `sasl.jaas.config`. A service that writes to a topic with
 * `transactional: true` also finds `transactional.id.prefix`, which its transactional ids must begin with.
 *
 * Needs the cluster, and the service's namespace: give both as `dependsOn`.
 *
 * Children, in order:
 * - `<name>-password`
 * - `<name>-password-secret`: the password beside Kafka.
 * - `<name>-user`: the user and its ACLs.
 * - `<name>-secret`: the password beside the service.
 *
 * @example
 * ```ts
 * import { KafkaAccess, KafkaCluster } from "chatbot-autoscaling-platform";
 *
 * const kafka = { strimzi: {}, topics: [{ name: "ai.chatbot", partitions: 12 }] };
 * const cluster = new KafkaCluster("kafka", {
 *   kafka,
 *   clientNamespaces: ["chatbot"],
 *   kedaNamespace: "keda",
 * });
 * export const access = new KafkaAccess(
 *   "chat-kafka",
 *   {
 *     kafka,
 *     service: { name: "chat", image: "ghcr.io/acme/chat:1.4.0", produces: ["ai.chatbot"] },
 *     caCertificate: cluster.caCertificate,
 *     bootstrapServers: cluster.bootstrapServers,
 *   },
 *   { dependsOn: cluster },
 * );
 * ```
 */
export class KafkaAccess extends pulumi.ComponentResource {
  /** Name of the Secret in the service's namespace. */
  readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: KafkaAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const { strimzi, kafka, service } = settleOrStop((warn) =>
      settleClient<pulumi.Input<string>>(args, warn),
    );
    // Not its args: with the whole Kafka in the inputs of each, a platform of many services grows by the square.
    super("chatbot-autoscaling-platform:index:KafkaAccess", name, {}, opts);

    const user = userName(service);
    const { result } = new random.RandomPassword(
      `${name}-password`,
      { length: passwordLength, special: false, keepers: passwordKeepers(strimzi) },
      { parent: this },
    );
    const password = pulumi.secret(result);
    const passwordSecret = new k8s.core.v1.Secret(
      `${name}-password-secret`,
      passwordSecretManifest(strimzi, user, password),
      { parent: this },
    );
    const kafkaUser = new k8s.apiextensions.CustomResource(
      `${name}-user`,
      userManifest(strimzi, user, serviceAcls(service, kafka.topics)),
      {
        parent: this,
        dependsOn: passwordSecret,
        customTimeouts: { create: "5m", update: "5m", delete: "5m" },
      },
    );
    new k8s.core.v1.Secret(
      `${name}-secret`,
      clientSecretManifest<pulumi.Input<string>>(service, {
        user,
        password,
        jaasConfig: password.apply((known) => jaasConfig(user, known)),
        caCertificate: args.caCertificate,
        bootstrapServers: args.bootstrapServers,
        transactionalIdPrefix: transactionalIdPrefix(service, kafka.topics),
      }),
      // Pods that start with the new password must find a Kafka that knows it.
      { parent: this, dependsOn: kafkaUser },
    );

    this.secretName = pulumi.output(clientSecretName(service));
    this.registerOutputs({ secretName: this.secretName });
  }
}
