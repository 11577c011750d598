import { createHash } from "node:crypto";
import type { StrimziSettings, TopicSettings } from "../../settings/generated/settings";

/** Which Kafka is meant: the part of the settings that names are made of. */
export type ClusterName = Pick<StrimziSettings, "clusterName" | "namespace">;

/** Port of the only listener for clients. */
export const clientPort = 9093;

/** Labels of every object of ours around Kafka. */
export const kafkaLabels = {
  "app.kubernetes.io/part-of": "chatbot-platform",
  "app.kubernetes.io/managed-by": "pulumi",
};

/** Labels of a custom resource that belongs to a Kafka cluster; Strimzi finds it by them. */
export function memberLabels({ clusterName }: ClusterName): Record<string, string> {
  return { ...kafkaLabels, "strimzi.io/cluster": clusterName };
}

/** Address of the bootstrap Service, as Strimzi names it. */
export function bootstrapAddress({ clusterName, namespace }: ClusterName): string {
  return `${clusterName}-kafka-bootstrap.${namespace}.svc:${clientPort}`;
}

/** Secret with the certificate that the brokers show to clients. */
export function listenerSecretName({ clusterName }: ClusterName): string {
  return `${clusterName}-listener-certificate`;
}

/**
 * Name of a service's user. Services of one name may live in two namespaces; the dot, which neither part can hold, keeps
 * their users apart. Strimzi also calls the user's own Secret so.
 */
export function userName({ name, namespace }: { name: string; namespace: string }): string {
  return `${namespace}.${name}`;
}

/** Name of KEDA's user; without a dot, so that no service's user has it. */
export const scalerUserName = "keda";

/** Secret that a user's password is read from. Two dots more than a user has, so that it is no user's own Secret. */
export function passwordSecretName(user: string): string {
  return `${user}.scram.password`;
}

const subdomain = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/**
 * `metadata.name` of a KafkaTopic: the topic's name where Kubernetes allows it, else a readable form of it with a part of
 * its SHA-256, so that `AI_Chat` and `ai-chat` stay two objects (check 68).
 */
export function topicResourceName({ name }: Pick<TopicSettings, "name">): string {
  if (subdomain.test(name)) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 10);
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, 200)
    .replace(/-+$/, "");
  return readable === "" ? hash : `${readable}-${hash}`;
}
