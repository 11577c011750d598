import { createRequire } from "node:module";
import type * as KafkaPackage from "@pulumi/kafka";
import * as pulumi from "@pulumi/pulumi";
import type { KafkaArgs } from "../../settings/args/kafka";
import type { Environment } from "../../settings/args/platform";
import type { ServiceArgs } from "../../settings/args/service";
import { settleOrStop } from "../settle";
import { externalAcls } from "./external-acls";
import { providerSecurity } from "./external-provider";
import { settleClients } from "./kafka-parts";
import { topicConfig } from "./topic";

/** Topics and rights on a Kafka that Strimzi does not run. */
export interface ExternalTopicsArgs {
  /** Kafka and its topics; `manageTopics` of `kafka.external` or `kafka.msk` turns them on. */
  kafka: KafkaArgs;
  /** The services whose rights are made, for `kafka.external.username`. Default: none. */
  services?: ServiceArgs[];
  /** How much is at stake: in production, topics are protected, unless the option `protect` says otherwise. */
  environment?: Environment;
}

/**
 * Topics, and ACLs of the one user that all services share, on an external Kafka or MSK. Made by `@pulumi/kafka` from the
 * machine that runs Pulumi, which must reach the brokers. Without `manageTopics`, there is nothing here, and the package
 * need not be installed.
 *
 * MSK has no ACLs: its rights are IAM's, and each service's role has its own.
 *
 * Children, in order:
 * - `<name>-provider`: the way to the brokers; credentials come from the environment.
 * - `<name>-topic-<topic>`: one for each topic.
 * - `<name>-acl-<type>-<resource>-<operation>`: one for each right; only with `kafka.external.username`.
 *
 * @example
 * ```ts
 * import { ExternalTopics } from "chatbot-autoscaling-platform";
 *
 * export const topics = new ExternalTopics("topics", {
 *   kafka: {
 *     external: {
 *       bootstrapServers: "kafka.acme.dev:9093",
 *       cidrs: ["198.51.100.0/24"],
 *       manageTopics: true,
 *     },
 *     topics: [{ name: "ai.chatbot", partitions: 12 }],
 *   },
 * });
 * ```
 */
export class ExternalTopics extends pulumi.ComponentResource {
  /** Names of the topics that are made here. */
  readonly topicNames: pulumi.Output<string[]>;

  constructor(name: string, args: ExternalTopicsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { kafka, services } = settleOrStop((warn) =>
      settleClients<pulumi.Input<string>>(args, warn),
    );
    super("chatbot-autoscaling-platform:index:ExternalTopics", name, args, opts);

    const target = kafka.external ?? kafka.msk;
    if (target?.manageTopics !== true) {
      this.topicNames = pulumi.output([]);
      this.registerOutputs({ topicNames: this.topicNames });
      return;
    }
    const { Acl, Provider, Topic } = loadKafkaPackage();
    const servers = pulumi.output(target.bootstrapServers);
    const provider = new Provider(
      `${name}-provider`,
      { bootstrapServers: servers.apply((list) => list.split(",")), ...providerSecurity(kafka) },
      { parent: this },
    );
    const made = { parent: this, provider };
    const protect = opts?.protect ?? (args.environment === "production" || undefined);
    const topics = kafka.topics.map(
      (topic) =>
        new Topic(
          `${name}-topic-${topic.name}`,
          {
            name: topic.name,
            partitions: topic.partitions,
            replicationFactor: topic.replicationFactor,
            config: topicConfig(topic),
          },
          { ...made, protect },
        ),
    );
    for (const { role, ...acl } of externalAcls(kafka, services)) {
      new Acl(`${name}-${role}`, acl, made);
    }

    this.topicNames = pulumi.output(topics.map((topic) => topic.name));
    this.registerOutputs({ topicNames: this.topicNames });
  }
}

/**
 * Loaded when it is needed: it is an optional peer, and the engine installs the plugin of every package it sees.
 * @throws pulumi.RunError
 */
function loadKafkaPackage(): typeof KafkaPackage {
  try {
    return createRequire(__filename)("@pulumi/kafka") as typeof KafkaPackage;
  } catch {
    throw new pulumi.RunError(
      "kafka.*.manageTopics: expected the package @pulumi/kafka, got none: run npm install @pulumi/kafka",
    );
  }
}
