import { isOpaque } from "../copy";
import type { Rule } from "../rule";
import { triggersOf } from "../triggers";

/** Modes of KEDA's rabbitmq scaler that ask the management API, which AMQP does not have. */
const needsHttp: readonly string[] = [
  "MessageRate",
  "DeliverGetRate",
  "PublishedToDeliveredRatio",
  "ExpectedQueueConsumptionTime",
];

/** RabbitMQ, Redis and SQS. */
export const queueTriggerRules: readonly Rule[] = [
  {
    id: "rabbitmq/mode-needs-http",
    severity: "error",
    because: "rates and times come from RabbitMQ's management API; KEDA refuses them over AMQP",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const { rabbitmq } = trigger;
        if (rabbitmq?.protocol !== "amqp" || !needsHttp.includes(rabbitmq.mode)) continue;
        yield {
          path: `${triggerPath}.rabbitmq.protocol`,
          expected: `http for mode ${rabbitmq.mode}`,
          got: "amqp",
          fix: "write http and give the address of the management API, or mode: QueueLength",
        };
      }
    },
  },
  {
    id: "rabbitmq/unacknowledged-needs-http",
    severity: "error",
    because:
      "AMQP does not tell which messages somebody works on; KEDA refuses excludeUnacknowledged there",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const { rabbitmq } = trigger;
        if (rabbitmq?.excludeUnacknowledged !== true) continue;
        if (rabbitmq.protocol !== "amqp" && rabbitmq.mode === "QueueLength") continue;
        yield {
          path: `${triggerPath}.rabbitmq.excludeUnacknowledged`,
          expected: "protocol http and mode QueueLength beside it",
          got: `${rabbitmq.protocol} and ${rabbitmq.mode}`,
          fix: "remove it, or change protocol and mode",
        };
      }
    },
  },
  {
    id: "rabbitmq/no-host",
    severity: "error",
    because: "KEDA cannot build the scaler without a connection string, and it belongs in a Secret",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const { rabbitmq, authenticationRef } = trigger;
        if (rabbitmq === undefined || rabbitmq.hostFromEnv !== undefined) continue;
        if (authenticationRef !== undefined) continue;
        yield {
          path: `${triggerPath}.rabbitmq.hostFromEnv`,
          expected: "hostFromEnv, or an authenticationRef with the host",
          got: "neither",
          fix: "name the variable of secretEnv that holds the connection string",
        };
      }
    },
  },
  {
    id: "trigger/unknown-variable",
    severity: "error",
    because: "KEDA reads it from the container's environment, where it is missing",
    *check(context) {
      for (const { trigger, triggerPath, service } of triggersOf(context)) {
        if (service.image === undefined) continue;
        const known = [...Object.keys(service.env), ...service.secretEnv.map(({ name }) => name)];
        const asked: [string, string | undefined][] = [
          ["rabbitmq.hostFromEnv", trigger.rabbitmq?.hostFromEnv],
          ...Object.entries(trigger.other?.metadata ?? {})
            .filter(([key]) => key.endsWith("FromEnv"))
            .map(([key, value]): [string, string] => [`other.metadata.${key}`, value]),
        ];
        for (const [key, name] of asked) {
          if (name === undefined || known.includes(name) || name.startsWith("KAFKA_")) continue;
          yield {
            path: `${triggerPath}.${key}`,
            expected: "a variable of env or secretEnv",
            got: JSON.stringify(name),
            fix: "add it to secretEnv, or correct the name",
          };
        }
      }
    },
  },
  {
    id: "redis-streams/no-group",
    severity: "error",
    because: "pending entries and lag belong to a consumer group",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const streams = trigger.redisStreams;
        const needs = (["pendingEntriesCount", "lagCount"] as const).find(
          (key) => streams?.[key] !== undefined,
        );
        if (streams === undefined || needs === undefined) continue;
        if (streams.consumerGroup !== undefined && streams.consumerGroup.trim() !== "") continue;
        yield {
          path: `${triggerPath}.redisStreams.consumerGroup`,
          expected: `a consumer group beside ${needs}`,
          got: "nothing",
          fix: "name it, or use streamLength",
        };
      }
    },
  },
  {
    id: "redis-streams/activation-without-lag",
    severity: "warning",
    because: "activationLagCount is only compared with the lag that lagCount asks for",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const streams = trigger.redisStreams;
        if (streams?.activationLagCount === undefined || streams.lagCount !== undefined) continue;
        yield {
          path: `${triggerPath}.redisStreams.activationLagCount`,
          expected: "lagCount beside it",
          got: String(streams.activationLagCount),
          fix: "remove it, or use lagCount",
        };
      }
    },
  },
  {
    id: "sqs/another-region",
    severity: "error",
    because: "KEDA asks the region for a queue that lies in another one",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const queue = trigger.awsSqsQueue;
        const url = queue?.queueURL;
        if (queue === undefined || isOpaque(url) || typeof url !== "string") continue;
        const [, region] = /\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com/.exec(url) ?? [];
        if (region === undefined || region === queue.awsRegion) continue;
        yield {
          path: `${triggerPath}.awsSqsQueue.awsRegion`,
          expected: `${region}, the region of queueURL`,
          got: queue.awsRegion,
          fix: "correct one of them",
        };
      }
    },
  },
  {
    id: "sqs/queue-url",
    severity: "error",
    because: "KEDA takes the account and the name of the queue from its URL",
    *check(context) {
      for (const { trigger, triggerPath } of triggersOf(context)) {
        const url = trigger.awsSqsQueue?.queueURL;
        if (isOpaque(url) || typeof url !== "string") continue;
        if (/^https:\/\/[^/\s]+\/[0-9]{12}\/[A-Za-z0-9_-]{1,80}(\.fifo)?$/.test(url)) continue;
        yield {
          path: `${triggerPath}.awsSqsQueue.queueURL`,
          expected: "https://sqs.<region>.amazonaws.com/<account>/<queue>",
          got: JSON.stringify(url),
          fix: "copy the URL of the queue, not its ARN or name",
        };
      }
    },
  },
];
