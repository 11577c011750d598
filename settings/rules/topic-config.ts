import { durationFix } from "../duration";
import {
  configFault,
  removedTopicConfig,
  topicConfigKinds,
  typedTopicConfig,
} from "../facts/topic-config";
import type { Rule } from "../rule";
import { didYouMean } from "../suggest";

/** Configuration of topics in Kafka's own keys. */
export const topicConfigRules: readonly Rule[] = [
  {
    id: "topic/unknown-config",
    severity: "error",
    because: "the broker refuses the whole topic; with Strimzi only its status says so (F-47)",
    *check({ settings: { kafka } }) {
      for (const [i, { config }] of (kafka?.topics ?? []).entries()) {
        for (const key of Object.keys(config)) {
          if (key in topicConfigKinds) continue;
          const gone = removedTopicConfig.includes(key);
          yield {
            path: `kafka.topics[${i}].config[${JSON.stringify(key)}]`,
            expected: "a topic configuration of Kafka 4",
            got: gone ? "one that Kafka 4.0 removed" : "an unknown one",
            fix: gone ? "remove it" : didYouMean(key, Object.keys(topicConfigKinds)) || "remove it",
          };
        }
      }
    },
  },
  {
    id: "topic/config-twice",
    severity: "error",
    because: "two sources of truth: nobody can see which of them holds",
    *check({ settings: { kafka } }) {
      for (const [i, { config }] of (kafka?.topics ?? []).entries()) {
        for (const key of Object.keys(config)) {
          const typed = typedTopicConfig[key];
          if (typed === undefined) continue;
          yield {
            path: `kafka.topics[${i}].config[${JSON.stringify(key)}]`,
            expected: `the key ${typed} of the topic`,
            got: `${key} in config`,
            fix: `move the value to ${typed}`,
          };
        }
      }
    },
  },
  {
    id: "topic/config-value",
    severity: "error",
    because: "the broker refuses the value when the topic is made",
    *check({ settings: { kafka } }) {
      for (const [i, { config }] of (kafka?.topics ?? []).entries()) {
        for (const [key, value] of Object.entries(config)) {
          const kind = topicConfigKinds[key];
          const fault = kind === undefined ? undefined : configFault(kind, value);
          if (fault === undefined) continue;
          yield {
            path: `kafka.topics[${i}].config[${JSON.stringify(key)}]`,
            expected: `a value of Kafka's ${key}`,
            got: fault,
            fix:
              durationFix(value, key) ??
              (/\.(ms|bytes)$/.test(key) ? "write a whole number in quotes" : "correct it"),
          };
        }
      }
    },
  },
];
