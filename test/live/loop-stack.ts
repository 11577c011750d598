import { join, resolve } from "node:path";
import { loadProgram, stackProgram } from "../../plan/program";
import { record } from "../../plan/record";
import { readStackFile } from "../../plan/stack-file";
import type { KubernetesObject } from "../support/crds";
import { kubernetesObjects } from "../support/planned";
import { rendered } from "./rendered";

const root = resolve(__dirname, "..", "..");

/** What a test's service says beside what all of them say. */
export interface LoopService {
  name: string;
  /** Seconds that the longest message takes, which bounds how short cooldowns may be. */
  maxProcessingSeconds?: number;
  scaling?: object;
}

/** Where services of a test run, and what they ask. */
export interface LoopSurroundings {
  namespace: string;
  bootstrap: string;
  /** Address of a Prometheus, for the trigger on arrivals. */
  prometheus?: string;
  placement: object;
}

export const partitions = 6;

/** Topic of a test's service, which is its consumer group too. */
export const topicOf = (service: string): string => `live.${service}`;

/** Scale-down within seconds, so that a test need not wait for minutes. */
export function soon(stabilizationWindowSeconds: number): object {
  const behavior = { scaleDown: { stabilizationWindowSeconds } };
  return { horizontalPodAutoscalerConfig: { behavior } };
}

/** Everything that the platform makes in the namespace of such services, in an order in which it can be created. */
export async function loopObjects(
  services: readonly LoopService[],
  { namespace, bootstrap, prometheus, placement }: LoopSurroundings,
): Promise<KubernetesObject[]> {
  const { config } = readStackFile(join(root, "Pulumi.local.yaml"));
  const external = { bootstrapServers: bootstrap, cidrs: ["127.0.0.1/32"], sasl: "none" };
  const parts = {
    kafka: {
      external: { ...external, tls: false, brokers: 1 },
      topics: services.map(({ name }) => ({ name: topicOf(name), partitions })),
    },
    monitoring: prometheus === undefined ? {} : { prometheus: { serverAddress: prometheus } },
    services: services.map(({ name, scaling, maxProcessingSeconds = 10 }) => ({
      ...{ name, namespace, placement, image: "ghcr.io/acme/chat:1.0.0" },
      consumes: { topic: topicOf(name), consumerGroup: name },
      capacity: { messagesPerSecond: 2, startupSeconds: 5, maxProcessingSeconds },
      slo: { waitSeconds: 30 },
      resources: { cpu: "100m", memory: "256Mi" },
      probes: { command: ["/app/alive"] },
      ...(scaling === undefined ? {} : { scaling }),
    })),
  };
  const texts = Object.entries(parts).map(([key, part]) => [
    `chatbot:${key}`,
    JSON.stringify(part),
  ]);
  const { resources } = await record(loadProgram(stackProgram), {
    ...{ project: "chatbot", stack: "local" },
    config: { ...config, ...(Object.fromEntries(texts) as Record<string, string>) },
  });
  return inNamespace(kubernetesObjects(resources), namespace);
}

/** The service of the article, as the local stack makes it. */
export const article = { namespace: "chatbot", name: "ai-chat-service", topic: "ai.chatbot" };

/**
 * The local stack's own objects for its chat service, as they are but for what belongs to this machine and not to scaling: the
 * broker has another address and no authentication.
 */
export async function articleObjects(bootstrapServers: string): Promise<KubernetesObject[]> {
  const all = inNamespace(await rendered("local"), article.namespace);
  const others = ["frontend", "ai-summary-service"];
  return all
    .filter(({ metadata }) => !others.includes(String(metadata?.["name"])))
    .map((object) => (object.kind === "ScaledObject" ? reading(object, bootstrapServers) : object));
}

function reading(object: KubernetesObject, bootstrapServers: string): KubernetesObject {
  const { triggers, ...spec } = object.spec as { triggers: any[] };
  const open = triggers.map(({ metadata, ...trigger }) => ({
    ...trigger,
    // Undefined is nothing in JSON, which is what the API server gets.
    ...{ authenticationRef: undefined },
    metadata: { ...metadata, bootstrapServers, sasl: undefined, tls: undefined },
  }));
  return { ...object, spec: { ...spec, triggers: open } };
}

/** Kinds that decide nothing here: credentials are for a broker that asks, and kwok has no network. */
const without = ["Secret", "NetworkPolicy", "TriggerAuthentication", "KafkaUser", "KafkaTopic"];
/** Others' needs come first. */
const order = ["Namespace", "PriorityClass", "ServiceAccount", "ResourceQuota", "LimitRange"];

function inNamespace(objects: readonly KubernetesObject[], namespace: string): KubernetesObject[] {
  const rank = ({ kind }: KubernetesObject): number =>
    kind === "ScaledObject" ? order.length + 1 : (order.indexOf(kind) + 1 || order.length + 1) - 1;
  return objects
    .filter(({ kind, metadata }) => {
      if (without.includes(kind)) return false;
      const { name, namespace: within } = metadata ?? {};
      return kind === "PriorityClass" || (kind === "Namespace" ? name : within) === namespace;
    })
    .sort((a, b) => rank(a) - rank(b));
}
