import type { Finding } from "./finding";
import scalerFacts from "./facts/scalers.json";
import schema from "./generated/schema.json";
import { show } from "./finding";
import { didYouMean } from "./suggest";

/** KEDA's scaler types that have a key of their own here. */
export const typedKeys: Readonly<Record<string, string>> = {
  "aws-sqs-queue": "awsSqsQueue",
  cpu: "cpu",
  cron: "cron",
  kafka: "kafka",
  memory: "memory",
  prometheus: "prometheus",
  rabbitmq: "rabbitmq",
  redis: "redis",
  "redis-streams": "redisStreams",
};

const definitions: Readonly<Record<string, string>> = {
  awsSqsQueue: "AwsSqsQueueTriggerArgs",
  cpu: "ResourceTriggerArgs",
  cron: "CronTriggerArgs",
  kafka: "KafkaTriggerArgs",
  memory: "ResourceTriggerArgs",
  prometheus: "PrometheusTriggerArgs",
  rabbitmq: "RabbitmqTriggerArgs",
  redis: "RedisTriggerArgs",
  redisStreams: "RedisStreamsTriggerArgs",
};

/** All scaler types that KEDA knows. */
export const scalerTypes: readonly string[] = Object.keys(scalerFacts.scalers);

/** Metadata that KEDA's scaler of this type knows. */
export function scalerKeys(type: string): readonly string[] {
  const scalers: Readonly<Record<string, { keys: readonly string[] }>> = scalerFacts.scalers;
  return scalers[type]?.keys ?? [];
}

/** Metadata of this type of scaler that has its own form here. */
export function typedMetadataKeys(type: string): string[] {
  return Object.keys(propertiesOf(definitions[typedKeys[type] ?? ""] ?? ""));
}

/** Triggers in KEDA's own form, rewritten in place to the typed form. */
export interface PastedTriggers {
  findings: Finding[];
  /** Turns a path in the typed form back into the one that was written. */
  writtenPath(path: string): string;
}

/** Rewrites `{type: "kafka", metadata: {…}}` to `{kafka: {…}}` in every service. */
export function typePastedTriggers(args: unknown): PastedTriggers {
  const findings: Finding[] = [];
  const rewritten = new Map<string, string>();
  const services = field(args, "services");
  if (!Array.isArray(services)) return { findings, writtenPath: (path) => path };
  services.forEach((service: unknown, i) => {
    const triggers = field(field(service, "scaling"), "triggers");
    if (!Array.isArray(triggers)) return;
    triggers.forEach((trigger: unknown, j) => {
      const path = `services[${i}].scaling.triggers[${j}]`;
      if (!isObject(trigger) || typeof trigger.type !== "string") return;
      const key = typeTrigger(trigger, path, findings);
      rewritten.set(`${path}.${key}`, `${path}.metadata`);
    });
  });
  const writtenPath = (path: string): string => {
    for (const [typed, written] of rewritten) {
      if (path === typed || path.startsWith(`${typed}.`)) return written + path.slice(typed.length);
    }
    return path;
  };
  return { findings, writtenPath };
}

function typeTrigger(trigger: Record<string, unknown>, path: string, findings: Finding[]): string {
  const type = String(trigger.type);
  const metadata = isObject(trigger.metadata) ? { ...trigger.metadata } : {};
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value !== "number" && typeof value !== "boolean") continue;
    findings.push({
      severity: "error",
      rule: "trigger/unquoted-metadata",
      path: `${path}.metadata.${key}`,
      expected: "text, because KEDA's metadata is a map of strings",
      got: `the ${typeof value} ${show(value)}`,
      fix: "put it in quotes",
    });
    metadata[key] = String(value);
  }
  if (!scalerTypes.includes(type)) {
    findings.push({
      severity: "error",
      rule: "trigger/unknown-type",
      path: `${path}.type`,
      expected: "one of KEDA's scalers",
      got: JSON.stringify(type),
      fix: didYouMean(type, scalerTypes) || "see KEDA's list of scalers",
    });
  }
  delete trigger.type;
  delete trigger.metadata;
  const key = typedKeys[type];
  if (key === undefined) {
    trigger.other = { type, metadata };
    return "other";
  }
  trigger[key] = typedMetadata(metadata, definitions[key] ?? "");
  if ((key === "cpu" || key === "memory") && trigger.metricType === undefined) {
    // `metadata.type` was KEDA's way before 2.18; the rules say so where it is still used.
    trigger.metricType = "Utilization";
  }
  return key;
}

/** Text to numbers and booleans where the typed form has them; what does not parse is left for the schema to refuse. */
function typedMetadata(
  metadata: Record<string, unknown>,
  definition: string,
): Record<string, unknown> {
  const properties = propertiesOf(definition);
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [key, typedValue(value, properties[key]?.type)]),
  );
}

function propertiesOf(definition: string): Record<string, { type?: string }> {
  const node = (schema.definitions as Record<string, { properties?: object }>)[definition];
  return (node?.properties ?? {}) as Record<string, { type?: string }>;
}

function typedValue(value: unknown, type: string | undefined): unknown {
  if (typeof value !== "string") return value;
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  const isNumeric = /^-?[0-9]+(\.[0-9]+)?$/.test(value);
  return (type === "integer" || type === "number") && isNumeric ? Number(value) : value;
}

function field(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
