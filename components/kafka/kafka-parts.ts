import type { KafkaArgs } from "../../settings/args/kafka";
import type { PlatformArgs } from "../../settings/args/platform";
import { SettingsError, type Finding } from "../../settings/finding";
import type {
  KafkaSettings,
  ServiceSettings,
  StrimziSettings,
} from "../../settings/generated/settings";
import { settlePart, settleService } from "../../settings/parts";
import { isSettled } from "../../settings/settled";
import { versions } from "../versions";

/** Kafka that is used alone, or handed on by the platform. */
interface Given extends Pick<PlatformArgs, "environment"> {
  kafka: KafkaArgs;
}

/**
 * Through the door: Kafka and its topics.
 * @throws SettingsError
 */
export function settleKafka<W>(
  { kafka, environment }: Given,
  warn: (finding: Finding) => void,
): KafkaSettings<W> {
  if (isSettled(kafka)) return kafka as KafkaSettings<W>;
  return settlePart<W>({ kafka, environment }, versions, warn).kafka as KafkaSettings<W>;
}

/**
 * The same, for what only Strimzi has.
 * @throws SettingsError
 */
export function settleStrimzi<W>(
  given: Given,
  warn: (finding: Finding) => void,
): { strimzi: StrimziSettings; kafka: KafkaSettings<W> } {
  const kafka = settleKafka<W>(given, warn);
  return { strimzi: strimziOf(kafka), kafka };
}

/**
 * Through the door: a service and the Kafka of Strimzi that it works with.
 * @throws SettingsError
 */
export function settleClient<W>(
  { kafka, service, environment }: Given & { service: PlatformArgs["services"][number] },
  warn: (finding: Finding) => void,
): { strimzi: StrimziSettings; kafka: KafkaSettings<W>; service: ServiceSettings<W> } {
  const parts = settleService<W>({ kafka, service, environment }, versions, warn);
  const settled = parts.kafka as KafkaSettings<W>;
  return { strimzi: strimziOf(settled), kafka: settled, service: parts.service };
}

/**
 * Through the door: Kafka and its clients, one with the other, so that every topic is found.
 * @throws SettingsError
 */
export function settleClients<W>(
  { kafka, services = [], environment }: Given & { services?: PlatformArgs["services"] },
  warn: (finding: Finding) => void,
): { kafka: KafkaSettings<W>; services: readonly ServiceSettings<W>[] } {
  if ([kafka, ...services].every(isSettled)) {
    return { kafka: kafka as KafkaSettings<W>, services: services as ServiceSettings<W>[] };
  }
  const parts = settlePart<W>({ kafka, services, environment }, versions, warn);
  return { kafka: parts.kafka as KafkaSettings<W>, services: parts.services };
}

function strimziOf(kafka: KafkaSettings<unknown>): StrimziSettings {
  if (kafka.strimzi === undefined) throw new SettingsError([notStrimzi(kafka)]);
  return kafka.strimzi;
}

function notStrimzi({ msk }: KafkaSettings<unknown>): Finding {
  return {
    severity: "error",
    rule: "kafka/not-strimzi",
    path: "kafka",
    expected: "strimzi",
    got: msk === undefined ? "external" : "msk",
    fix: "leave this component out: it makes what a Kafka of Strimzi needs",
  };
}
