import type {
  KafkaTriggerSettings,
  ServiceSettings,
  TriggerSettings,
} from "../../settings/generated/settings";
import { serviceLabels } from "./labels";

/** What a ScaledObject's Kafka trigger learns from the platform's Kafka. */
export interface KafkaTriggerWires<W> {
  bootstrapServers: W;
  /** Trigger metadata about encryption and authentication, such as `{tls: "enable", sasl: "scram_sha512"}`. */
  security: Readonly<Record<string, string>>;
  /** TriggerAuthentication with the credentials of KEDA's own Kafka user. */
  authenticationName?: W;
}

/**
 * The ScaledObject of a service: https://keda.sh/docs/latest/reference/scaledobject-spec/.
 * Every value of `metadata` in a trigger is text, as the CRD demands.
 */
export function scaledObjectManifest<W>(
  service: ServiceSettings<W>,
  kafka: KafkaTriggerWires<W> | undefined,
) {
  const { scaling } = service;
  const { scaleTargetRef, triggers, annotations, fallback, idleReplicaCount } = scaling;
  const goesToZero = scaling.minReplicaCount === 0 || idleReplicaCount !== undefined;
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: {
      name: service.name,
      namespace: service.namespace,
      labels: serviceLabels(service),
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      scaleTargetRef: scaleTargetRef ?? {
        apiVersion: "apps/v1",
        kind: "Deployment",
        name: service.name,
      },
      // KEDA's webhook warns about these where they have no effect: a service that never goes to zero.
      ...(goesToZero
        ? {
            pollingInterval: scaling.pollingInterval,
            cooldownPeriod: scaling.cooldownPeriod,
            initialCooldownPeriod: scaling.initialCooldownPeriod,
          }
        : {}),
      ...(idleReplicaCount === undefined ? {} : { idleReplicaCount }),
      minReplicaCount: scaling.minReplicaCount,
      maxReplicaCount: scaling.maxReplicaCount,
      ...(fallback === undefined ? {} : { fallback }),
      advanced: scaling.advanced,
      triggers: triggers.map((trigger) => triggerManifest(trigger, kafka)),
    },
  };
}

function triggerManifest<W>(trigger: TriggerSettings<W>, kafka: KafkaTriggerWires<W> | undefined) {
  const { name, metricType, useCachedMetrics, authenticationRef } = trigger;
  const common = {
    ...(name === undefined ? {} : { name }),
    ...(metricType === undefined ? {} : { metricType }),
    ...(useCachedMetrics === undefined ? {} : { useCachedMetrics }),
    ...(authenticationRef === undefined ? {} : { authenticationRef }),
  };
  if (trigger.kafka !== undefined) return kafkaTrigger(trigger.kafka, common, kafka);
  if (trigger.other !== undefined)
    return { type: trigger.other.type, metadata: trigger.other.metadata, ...common };
  const scalers = {
    cpu: trigger.cpu,
    memory: trigger.memory,
    cron: trigger.cron,
    prometheus: trigger.prometheus,
    "aws-sqs-queue": trigger.awsSqsQueue,
    redis: trigger.redis,
    "redis-streams": trigger.redisStreams,
    rabbitmq: trigger.rabbitmq,
  };
  const [type, metadata] = Object.entries(scalers).find(([, value]) => value !== undefined) ?? [];
  return { type, metadata: textMap<W>(metadata ?? {}), ...common };
}

function kafkaTrigger<W>(
  trigger: KafkaTriggerSettings<W>,
  common: object,
  kafka: KafkaTriggerWires<W> | undefined,
) {
  // A trigger with brokers of its own does not get the platform's credentials.
  const own = trigger.bootstrapServers !== undefined || kafka === undefined;
  const metadata = textMap<W>({
    ...(own ? {} : { bootstrapServers: kafka.bootstrapServers, ...kafka.security }),
    ...trigger,
  });
  const reference =
    own || kafka.authenticationName === undefined
      ? {}
      : { authenticationRef: { name: kafka.authenticationName } };
  return { type: "kafka", metadata, ...reference, ...common };
}

/** Numbers and booleans as text; wires as they are; `false` flags left out, because they are KEDA's defaults. */
function textMap<W>(values: object): Record<string, string | W> {
  const entries = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== false,
  );
  return Object.fromEntries(
    entries.map(([key, value]: [string, unknown]) => [
      key,
      typeof value === "number" || typeof value === "boolean" ? String(value) : (value as W),
    ]),
  );
}
