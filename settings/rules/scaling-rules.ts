import type { Rule } from "../rule";
import { annotationRules } from "./annotations";
import { behaviorRules } from "./behavior";
import { cronTriggerRules } from "./cron-trigger";
import { fallbackRules } from "./fallback";
import { kafkaAgreementRules } from "./kafka-agreement";
import { kafkaSecurityRules } from "./kafka-security";
import { kafkaTriggerRules } from "./kafka-trigger";
import { nameRules } from "./names";
import { otherTriggerRules } from "./other-trigger";
import { paceRules } from "./pace";
import { partitionCapRules } from "./partition-cap";
import { placeholderRules } from "./placeholders";
import { pollingRules } from "./polling";
import { prometheusTriggerRules } from "./prometheus-trigger";
import { queueTriggerRules } from "./queue-triggers";
import { replicaBoundRules } from "./replica-bounds";
import { resourceTriggerRules } from "./resource-trigger";
import { retentionRules } from "./retention";
import { scalingModifierRules } from "./scaling-modifiers";
import { strimziRules } from "./strimzi";
import { targetRules } from "./targets";
import { topicConfigRules } from "./topic-config";
import { topicRules } from "./topics";
import { triggerRules } from "./triggers";
import { unitRules } from "./units";

/** Rules about services, how they are scaled, and the topics that they work off. */
export const scalingRules: readonly Rule[] = [
  ...replicaBoundRules,
  ...partitionCapRules,
  ...fallbackRules,
  ...pollingRules,
  ...behaviorRules,
  ...paceRules,
  ...triggerRules,
  ...kafkaTriggerRules,
  ...kafkaAgreementRules,
  ...kafkaSecurityRules,
  ...cronTriggerRules,
  ...prometheusTriggerRules,
  ...resourceTriggerRules,
  ...queueTriggerRules,
  ...otherTriggerRules,
  ...scalingModifierRules,
  ...annotationRules,
  ...targetRules,
  ...nameRules,
  ...topicRules,
  ...topicConfigRules,
  ...retentionRules,
  ...strimziRules,
  ...unitRules,
  ...placeholderRules,
];
