import scalerFacts from "../facts/scalers.json";
import { typedKeys } from "../pasted-triggers";
import type { Rule } from "../rule";
import { didYouMean } from "../suggest";
import { triggersOf } from "../triggers";

interface Scaler {
  keys: readonly string[];
  required: readonly string[];
}

const scalers: Readonly<Record<string, Scaler>> = scalerFacts.scalers;

/** Scalers that hand every key on to somebody else. */
const passThrough: readonly string[] = ["external", "external-push"];

/** Keys that are the target of their scaler: what one replica may have. */
const targets =
  /^(lagThreshold|threshold|value|targetValue|targetMetricValue|targetQueryValue|queryValue|queueLength|targetQueueLength|targetQueueSize|listLength|messageCount|subscriptionSize|msgBacklogThreshold|streamLength|pendingEntriesCount|lagCount|desiredReplicas|shardCount|blobCount|targetObjectCount|unprocessedEventThreshold|depthThreshold|targetPipelinesQueueLength|targetWorkflowQueueLength|targetLag)$/;

/** Scalers without a key of their own: metadata against what KEDA's own schema says. */
export const otherTriggerRules: readonly Rule[] = [
  {
    id: "trigger/unknown-type",
    severity: "error",
    because: "KEDA only says so in the operator's log",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const type = trigger.other?.type;
        if (type === undefined || type in scalers) continue;
        yield {
          path: `${triggerPath}.other.type`,
          expected: "one of KEDA's scalers",
          got: JSON.stringify(type),
          fix: didYouMean(type, Object.keys(scalers)) || "see KEDA's list of scalers",
        };
      }
    },
  },
  {
    id: "trigger/has-own-key",
    severity: "warning",
    because: "under `other` the platform neither derives values nor checks most of them",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const key = typedKeys[trigger.other?.type ?? ""];
        if (key === undefined) continue;
        yield {
          path: `${triggerPath}.other.type`,
          expected: `the trigger under its own key, ${key}`,
          got: JSON.stringify(trigger.other?.type),
          fix: `move the metadata to ${key}, numbers and booleans without quotes`,
        };
      }
    },
  },
  {
    id: "trigger/unknown-metadata",
    severity: "error",
    because:
      "by default KEDA ignores keys that it does not know, so that a misspelt threshold means the default (F-10)",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const { type = "", metadata = {} } = trigger.other ?? {};
        const scaler = scalers[type];
        if (scaler === undefined || passThrough.includes(type)) continue;
        for (const key of Object.keys(metadata)) {
          if (scaler.keys.includes(key)) continue;
          yield {
            path: `${triggerPath}.other.metadata.${key}`,
            expected: `a key of KEDA's ${type} scaler`,
            got: "an unknown one",
            fix:
              didYouMean(key, scaler.keys) || `remove it; known keys are ${scaler.keys.join(", ")}`,
          };
        }
      }
    },
  },
  {
    id: "trigger/missing-metadata",
    severity: "error",
    because: "KEDA cannot build the scaler without it, which shows when the object is deployed",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const { type = "", metadata = {} } = trigger.other ?? {};
        const scaler = scalers[type];
        // Some of them may come from the TriggerAuthentication.
        if (scaler === undefined || trigger.authenticationRef !== undefined) continue;
        for (const key of scaler.required) {
          // The two of IBM MQ are two names of one key.
          if (type === "ibmmq" && key.startsWith("queueName")) continue;
          if (key in metadata || `${key}FromEnv` in metadata) continue;
          yield {
            path: `${triggerPath}.other.metadata.${key}`,
            expected: `a value, which KEDA's ${type} scaler requires`,
            got: "nothing",
            fix: "add it",
          };
        }
      }
    },
  },
  {
    id: "trigger/target",
    severity: "error",
    because:
      "the metric is divided by the target; what is no number fails when the scaler is built",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const { type = "", metadata = {} } = trigger.other ?? {};
        // These have rules of their own, or values with another meaning.
        if (["cpu", "memory"].includes(type) || passThrough.includes(type)) continue;
        for (const [key, value] of Object.entries(metadata)) {
          const activation = /^activation[A-Z]/.test(key);
          if (!activation && !targets.test(key)) continue;
          const read = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value) ? Number(value) : NaN;
          if (activation ? read >= 0 : read > 0) continue;
          yield {
            path: `${triggerPath}.other.metadata.${key}`,
            expected: activation ? "a number that is not negative" : "a number above zero",
            got: Number.isNaN(read) ? "text that is no number" : String(read),
            fix: "write what one replica may have, as a number in quotes",
          };
        }
      }
    },
  },
];
