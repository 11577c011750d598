import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { KafkaArgs } from "../../settings/args/kafka";
import type { Environment } from "../../settings/args/platform";
import type { StrimziSettings } from "../../settings/generated/settings";
import { settleOrStop } from "../settle";
import { scalerAcls } from "./acls";
import { scalerSecretManifest } from "./client-secret";
import { settleKafka } from "./kafka-parts";
import { scalerUserName } from "./names";
import {
  needsScalerAuthentication,
  scalerAuthenticationManifest,
  scalerAuthenticationName,
} from "./scaler-authentication";
import { passwordKeepers, passwordLength, passwordSecretManifest, userManifest } from "./user";

/** A group whose lag KEDA reads. */
export interface ScaledConsumerArgs {
  /** Namespace of the service. */
  namespace: string;
  /** Topic. */
  topic: string;
  /** Consumer group. */
  consumerGroup: string;
}

/** KEDA's access to Kafka. */
export interface KafkaScalerAccessArgs {
  /** Kafka and its topics. */
  kafka: KafkaArgs;
  /** The groups whose lag KEDA reads. Each of their namespaces gets credentials, because KEDA reads them only there. */
  consumers: ScaledConsumerArgs[];
  /** Certificate of the CA that signed the brokers', in PEM; needed for `kafka.strimzi`. */
  caCertificate?: pulumi.Input<string>;
  /** How much is at stake. */
  environment?: Environment;
}

/**
 * KEDA's own user of a Kafka of Strimzi, which may see how far topics and groups have come and nothing else, and in each
 * namespace a TriggerAuthentication `kafka` by which KEDA finds its credentials. For an external Kafka it points at
 * `kafka.external.credentialsSecret`, for MSK at KEDA's own AWS identity.
 *
 * Needs KEDA, the cluster and the namespaces: give them as `dependsOn`. ScaledObjects should have this component in theirs.
 *
 * Children, in order:
 * - `<name>-password`, `<name>-password-secret`, `<name>-user`: KEDA's user; only for Strimzi.
 * - `<name>-secret-<namespace>`: its credentials, in every namespace; only for Strimzi.
 * - `<name>-authentication-<namespace>`: the TriggerAuthentication; none for an external Kafka that asks nobody who it is.
 *
 * @example
 * ```ts
 * import { KafkaScalerAccess } from "chatbot-autoscaling-platform";
 *
 * export const access = new KafkaScalerAccess("keda-kafka", {
 *   kafka: {
 *     external: { bootstrapServers: "kafka.acme.dev:9093", cidrs: ["198.51.100.0/24"] },
 *     topics: [{ name: "ai.chatbot", partitions: 12 }],
 *   },
 *   consumers: [{ namespace: "chatbot", topic: "ai.chatbot", consumerGroup: "ai-chat-group" }],
 * });
 * ```
 */
export class KafkaScalerAccess extends pulumi.ComponentResource {
  /** Name of the TriggerAuthentication in every namespace; empty when there is none. */
  readonly authenticationName: pulumi.Output<string>;

  constructor(name: string, args: KafkaScalerAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const kafka = settleOrStop((warn) => settleKafka<pulumi.Input<string>>(args, warn));
    super("chatbot-autoscaling-platform:index:KafkaScalerAccess", name, args, opts);

    const namespaces = [...new Set(args.consumers.map(({ namespace }) => namespace))].sort();
    const secrets =
      kafka.strimzi === undefined
        ? []
        : secretChildren(name, this, kafka.strimzi, namespaces, args);
    const isAsked = needsScalerAuthentication(kafka);
    for (const namespace of isAsked ? namespaces : []) {
      new k8s.apiextensions.CustomResource(
        `${name}-authentication-${namespace}`,
        scalerAuthenticationManifest(kafka, namespace),
        { parent: this, dependsOn: secrets },
      );
    }

    this.authenticationName = pulumi.output(isAsked ? scalerAuthenticationName : "");
    this.registerOutputs({ authenticationName: this.authenticationName });
  }
}

/** KEDA's user, and the Secret with its credentials in every namespace. */
function secretChildren(
  name: string,
  parent: KafkaScalerAccess,
  strimzi: StrimziSettings,
  namespaces: string[],
  { consumers, caCertificate = "" }: KafkaScalerAccessArgs,
): pulumi.Resource[] {
  const { result } = new random.RandomPassword(
    `${name}-password`,
    { length: passwordLength, special: false, keepers: passwordKeepers(strimzi) },
    { parent },
  );
  const password = pulumi.secret(result);
  const passwordSecret = new k8s.core.v1.Secret(
    `${name}-password-secret`,
    passwordSecretManifest(strimzi, scalerUserName, password),
    { parent },
  );
  const user = new k8s.apiextensions.CustomResource(
    `${name}-user`,
    userManifest(strimzi, scalerUserName, scalerAcls(consumers)),
    {
      parent,
      dependsOn: passwordSecret,
      customTimeouts: { create: "5m", update: "5m", delete: "5m" },
    },
  );
  const credentials = { username: scalerUserName, password, ca: caCertificate };
  return namespaces.map(
    (namespace) =>
      new k8s.core.v1.Secret(
        `${name}-secret-${namespace}`,
        scalerSecretManifest<pulumi.Input<string>>(namespace, credentials),
        { parent, dependsOn: user },
      ),
  );
}
