import { kafkaTriggersOf } from "../kafka-triggers";
import type { Rule } from "../rule";
import { didYouMean } from "../suggest";
import { servicesOf } from "../triggers";

/** Kafka, its clients and the triggers must speak of the same things. */
export const kafkaAgreementRules: readonly Rule[] = [
  {
    id: "kafka/undeclared-topic",
    severity: "error",
    because:
      "consumer, producer and KEDA fail on a topic that nobody makes: brokers do not create topics",
    *check(context) {
      const names = (context.settings.kafka?.topics ?? []).map(({ name }) => name);
      const asked: [string, string | undefined][] = [];
      for (const { service, path } of servicesOf(context)) {
        asked.push([`${path}.consumes.topic`, service.consumes?.topic]);
        for (const [j, topic] of service.produces.entries())
          asked.push([`${path}.produces[${j}]`, topic]);
      }
      for (const { kafka, kafkaPath, givenTrigger } of kafkaTriggersOf(context)) {
        const own = kafka.bootstrapServers !== undefined || context.settings.kafka === undefined;
        if (!own) asked.push([`${kafkaPath}.topic`, givenTrigger?.kafka?.topic]);
      }
      for (const [path, topic] of asked) {
        if (topic === undefined || names.includes(topic)) continue;
        yield {
          path,
          expected: "a topic of kafka.topics",
          got: JSON.stringify(topic),
          fix: didYouMean(topic, names) || `add {name: ${topic}, partitions: …} to kafka.topics`,
        };
      }
    },
  },
  {
    id: "kafka-trigger/no-brokers",
    severity: "error",
    because: "KEDA cannot build the scaler without brokers",
    *check(context) {
      for (const { kafka, kafkaPath } of kafkaTriggersOf(context)) {
        if (kafka.bootstrapServers !== undefined || context.settings.kafka !== undefined) continue;
        yield {
          path: `${kafkaPath}.bootstrapServers`,
          expected: "brokers, because the platform has no kafka",
          got: "nothing",
          fix: "add kafka to the platform, or bootstrapServers to the trigger",
        };
      }
    },
  },
  {
    id: "kafka-trigger/no-group",
    severity: "error",
    because: "lag is what a consumer group has not read: without a group there is none",
    *check(context) {
      for (const { kafka, kafkaPath } of kafkaTriggersOf(context)) {
        if (kafka.consumerGroup !== undefined) continue;
        yield {
          path: `${kafkaPath}.consumerGroup`,
          expected: "the application's group.id",
          got: "nothing",
          fix: "name it here or in consumes",
        };
      }
    },
  },
  {
    id: "kafka-trigger/another-group",
    severity: "error",
    because: "KEDA would read the lag of a group that the service does not work for",
    *check(context) {
      for (const { kafka, kafkaPath, service } of kafkaTriggersOf(context)) {
        const { consumes } = service;
        if (consumes === undefined || kafka.topic !== consumes.topic) continue;
        if (kafka.consumerGroup === undefined || kafka.consumerGroup === consumes.consumerGroup)
          continue;
        yield {
          path: `${kafkaPath}.consumerGroup`,
          expected: `${JSON.stringify(consumes.consumerGroup)}, the group of consumes`,
          got: JSON.stringify(kafka.consumerGroup),
          fix: "remove it here, or write the same in consumes.consumerGroup",
        };
      }
    },
  },
  {
    id: "kafka-trigger/another-topic",
    severity: "warning",
    because: "nothing looks at the topic that the service works off",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const { consumes, scaling } = service;
        const looked = scaling.triggers.flatMap(({ kafka }) =>
          kafka === undefined ? [] : [kafka.topic],
        );
        if (consumes === undefined || looked.length === 0) continue;
        if (looked.includes(consumes.topic) || looked.includes(undefined)) continue;
        yield {
          path: `${path}.scaling.triggers`,
          expected: `a trigger for topic "${consumes.topic}", which the service consumes`,
          got: looked.map((topic) => JSON.stringify(topic)).join(", "),
          fix: "correct the topic of the trigger or of consumes",
        };
      }
    },
  },
  {
    id: "kafka-trigger/another-offset-reset",
    severity: "warning",
    because:
      "before a group has committed, KEDA counts by its own policy and the application reads by its own: lag is misread until then",
    *check(context) {
      for (const { kafka, kafkaPath, service } of kafkaTriggersOf(context)) {
        const { consumes } = service;
        if (consumes === undefined || kafka.topic !== consumes.topic) continue;
        if (kafka.offsetResetPolicy === consumes.offsetResetPolicy) continue;
        yield {
          path: `${kafkaPath}.offsetResetPolicy`,
          expected: `${consumes.offsetResetPolicy}, as in consumes`,
          got: kafka.offsetResetPolicy,
          fix: "remove it here, or write the same in consumes.offsetResetPolicy",
        };
      }
    },
  },
];
