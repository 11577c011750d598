import type { KafkaTriggerSettings, PlatformSettings, TopicSettings } from "./generated/settings";
import type { RuleContext } from "./rule";
import { triggersOf, type PlacedTrigger } from "./triggers";

export interface PlacedKafkaTrigger extends PlacedTrigger {
  kafka: KafkaTriggerSettings<unknown>;
  kafkaPath: string;
  settings: PlatformSettings<unknown>;
}

/** Every Kafka trigger. */
export function* kafkaTriggersOf(context: RuleContext): Generator<PlacedKafkaTrigger> {
  for (const placed of triggersOf(context)) {
    const { kafka } = placed.trigger;
    if (kafka === undefined) continue;
    const kafkaPath = `${placed.triggerPath}.kafka`;
    yield { ...placed, kafka, kafkaPath, settings: context.settings };
  }
}

export function topicOf(
  { kafka }: PlatformSettings<unknown>,
  name: string | undefined,
): TopicSettings | undefined {
  return kafka?.topics.find((topic) => topic.name === name);
}
