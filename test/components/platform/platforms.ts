import { ChatbotAutoscalingPlatform } from "../../../components/platform/platform";
import { versions } from "../../../components/versions";
import type { PlannedResource } from "../../../plan/recording-monitor";
import type { PlatformArgs } from "../../../settings/args/platform";
import type { ServiceArgs } from "../../../settings/args/service";
import { settle } from "../../../settings/door";
import type { PlatformSettings } from "../../../settings/generated/settings";
import { validArgs } from "../../support/base-args";
import { externalKafka, mskKafka } from "../../support/service";
import { made, type Made } from "../kafka/recorded";

/** A service without a queue. */
export const frontend: ServiceArgs = {
  name: "frontend",
  image: "ghcr.io/acme/frontend:1.4.2",
  port: 8080,
  scaling: {
    minReplicaCount: 1,
    maxReplicaCount: 3,
    triggers: [{ metricType: "Utilization", cpu: { value: "70" } }],
  },
};

/** A consumer of the topic of `externalKafka` and `mskKafka`. */
export const chat: ServiceArgs = {
  name: "chat",
  image: "ghcr.io/acme/chat:1.4.0",
  consumes: { topic: "ai.chatbot" },
  capacity: { messagesPerSecond: 2, startupSeconds: 20, maxProcessingSeconds: 30 },
  slo: { waitSeconds: 30 },
  probes: { command: ["/app/alive"] },
};

const existing = { existing: { context: "staging" } };

/** One platform of every kind. */
export const platforms = {
  plain: { cluster: existing, services: [frontend] },
  eks: validArgs() as unknown as PlatformArgs,
  external: {
    cluster: existing,
    kafka: { ...externalKafka, external: { ...elsewhere(), manageTopics: true } },
    services: [chat],
  },
  msk: {
    cluster: { existing: { context: "staging", clusterName: "chatbot" } },
    kafka: mskKafka,
    services: [chat],
  },
  keda: { cluster: existing, keda: { existing: {} }, kafka: externalKafka, services: [chat] },
} satisfies Record<string, PlatformArgs>;

function elsewhere() {
  const { external } = externalKafka ?? {};
  if (external === undefined) throw new Error("the external Kafka is none");
  return external;
}

/** Settings of a platform that passed the door; wires are plain text. */
export function settled(args: PlatformArgs): PlatformSettings<string> {
  return settle<string>(args, versions);
}

/** A platform named `chatbot`, recorded. */
export function platform(args: PlatformArgs): Promise<Made> {
  return made(() => new ChatbotAutoscalingPlatform("chatbot", args));
}

/** `<name> <class>` of what stands directly under a resource, sorted. */
export function children({ resources, get }: Made, name: string): string[] {
  const { urn } = get(name);
  return resources
    .filter(({ parent }) => parent === urn)
    .map(({ name: child, type }) => `${child} ${type.split(":").at(-1)}`)
    .sort();
}

/** Name of the provider that the engine takes for a resource: its own, or that of the nearest component that has one. */
export function providerOf({ resources }: Made, resource: PlannedResource, pkg: string) {
  const byUrn = new Map(resources.map((one) => [one.urn, one]));
  const { provider } = resource.options;
  if (provider !== undefined && resource.type.startsWith(`${pkg}:`)) return provider;
  for (
    let one: PlannedResource | undefined = resource;
    one !== undefined;
    one = byUrn.get(one.parent)
  ) {
    const inherited = one.options.providers?.[pkg];
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}
