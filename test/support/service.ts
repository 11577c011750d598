import { serviceParts } from "../../components/service/service-parts";
import type { Surroundings } from "../../components/service/surroundings";
import type { PlatformArgs } from "../../settings/args/platform";
import type { ServiceArgs } from "../../settings/args/service";
import type { ServiceSettings } from "../../settings/generated/settings";

/** What a test says about a service; the name is `chat` unless it matters. */
type GivenService = Partial<ServiceArgs>;

type Rest = Partial<Pick<PlatformArgs, "kafka" | "nodes" | "monitoring" | "environment">> & {
  kafkaSecretName?: string;
  kafkaAuthenticationName?: string;
  priorityClassName?: string;
  clusterName?: string;
};

/** A service through the door, with what it learns from the rest; wires are plain text. */
export function settledService(
  service: GivenService = {},
  rest: Rest = {},
): { service: ServiceSettings; surroundings: Surroundings<string> } {
  return serviceParts<string>(
    { service: { name: "chat", image: "ghcr.io/acme/chat:1.4.0", ...service }, ...rest },
    () => undefined,
  );
}

/** An external Kafka with one topic of 12 partitions. */
export const externalKafka: PlatformArgs["kafka"] = {
  external: { bootstrapServers: "kafka-1:9094,kafka-2:9095", cidrs: ["10.40.8.0/24"] },
  topics: [{ name: "ai.chatbot", partitions: 12 }],
};

/** Strimzi with the same topic. */
export const strimziKafka: PlatformArgs["kafka"] = {
  strimzi: { credentialsGeneration: 3 },
  topics: [{ name: "ai.chatbot", partitions: 12 }],
};

/** MSK with the same topic. */
export const mskKafka: PlatformArgs["kafka"] = {
  msk: {
    bootstrapServers: "b-1.chat.kafka.eu-central-1.amazonaws.com:9098",
    clusterArn: "arn:aws:kafka:eu-central-1:111122223333:cluster/chat/0123-4567",
    cidrs: ["10.0.0.0/16"],
  },
  topics: [{ name: "ai.chatbot", partitions: 12 }],
};

/** The same Kafka with further topics. */
export function withTopics(
  kafka: PlatformArgs["kafka"],
  ...names: string[]
): PlatformArgs["kafka"] {
  const more = names.map((name) => ({ name, partitions: 6 }));
  return { ...kafka, topics: [...(kafka?.topics ?? []), ...more] };
}
