import type { KafkaTriggerSettings, TriggerSettings } from "../../settings/generated/settings";
import type { KafkaConnection } from "./kafka-connection";

/** KEDA's names of the scalers that have a key of their own in the settings. */
const types = {
  cpu: "cpu",
  memory: "memory",
  cron: "cron",
  prometheus: "prometheus",
  awsSqsQueue: "aws-sqs-queue",
  redis: "redis",
  redisStreams: "redis-streams",
  rabbitmq: "rabbitmq",
} as const;

type TypedKey = keyof typeof types;

/**
 * Flags that KEDA itself takes as on, so that only off is worth saying. Every other flag is off, and every activation
 * value 0, when it is missing.
 */
const onInKeda: ReadonlySet<string> = new Set(["ignoreNullValues", "scaleOnInFlight"]);

/** A trigger of a ScaledObject. */
export interface TriggerManifest<W> extends TriggerOptions<W> {
  type: string;
  metadata: Record<string, string | W>;
}

/** What every scaler has. */
interface TriggerOptions<W> {
  name?: string;
  metricType?: string;
  useCachedMetrics?: boolean;
  authenticationRef?: { name: string | W; kind?: string };
}

/**
 * One trigger in KEDA's own form: every value of `metadata` is text, as the CRD demands, and what says no more than
 * KEDA's default is left out.
 */
export function triggerManifest<W>(
  trigger: TriggerSettings<W>,
  connection: KafkaConnection<W> | undefined,
): TriggerManifest<W> {
  const { name, metricType, useCachedMetrics, authenticationRef, kafka, other } = trigger;
  const common = {
    ...(name === undefined ? {} : { name }),
    ...(metricType === undefined ? {} : { metricType }),
    ...(useCachedMetrics === true ? { useCachedMetrics } : {}),
    ...(authenticationRef === undefined ? {} : { authenticationRef }),
  };
  if (kafka !== undefined) return kafkaTrigger(kafka, common, connection);
  if (other !== undefined) return { type: other.type, metadata: other.metadata, ...common };
  const key = (Object.keys(types) as TypedKey[]).find((key) => trigger[key] !== undefined);
  if (key === undefined) throw new TypeError("a trigger without a scaler passed the door");
  return { type: types[key], metadata: textMap<W>(trigger[key] ?? {}), ...common };
}

/** Whether a Kafka trigger reads the platform's Kafka, with the platform's credentials. */
export function readsPlatformKafka({ kafka }: TriggerSettings<unknown>): boolean {
  return kafka !== undefined && kafka.bootstrapServers === undefined;
}

function kafkaTrigger<W>(
  trigger: KafkaTriggerSettings<W>,
  common: TriggerOptions<W>,
  connection: KafkaConnection<W> | undefined,
): TriggerManifest<W> {
  // A trigger with brokers of its own does not get the platform's credentials.
  const own = trigger.bootstrapServers !== undefined || connection === undefined;
  const metadata = textMap<W>({
    ...(own
      ? {}
      : { bootstrapServers: connection.bootstrapServers, ...connection.triggerSecurity }),
    ...trigger,
  });
  const reference =
    own || connection.authenticationName === undefined
      ? {}
      : { authenticationRef: { name: connection.authenticationName } };
  return { type: "kafka", metadata, ...reference, ...common };
}

function textMap<W>(values: object): Record<string, string | W> {
  const entries = Object.entries(values).filter(([key, value]) => saysSomething(key, value));
  return Object.fromEntries(
    entries.map(([key, value]: [string, unknown]) => [
      key,
      typeof value === "number" || typeof value === "boolean" ? String(value) : (value as W),
    ]),
  );
}

function saysSomething(key: string, value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value === "boolean") return value !== onInKeda.has(key);
  return !(value === 0 && (key.startsWith("activation") || key === "databaseIndex"));
}
