import {
  changedArgs,
  changedProduction,
  changedWorker,
  type LooseArgs,
} from "../../support/base-args";
import type { BadCase } from "./bad-config-case";

const error = "error" as const;
const warning = "warning" as const;

/** Base args whose first topic has these keys. */
const topic = (keys: LooseArgs) => () =>
  changedArgs((args) => Object.assign(args.kafka.topics[0], keys));

const strimzi =
  (keys: LooseArgs, rest: LooseArgs = {}) =>
  () =>
    changedArgs((args) => {
      args.kafka.strimzi = keys;
      Object.assign(args, rest);
    });

const production = { environment: "production" };
const worker = (change: (worker: LooseArgs) => unknown) => () => changedWorker(change);
const gib = 2 ** 30;

/** Topics, brokers and names. */
export const cases: BadCase[] = [
  {
    id: "NUM-36",
    args: strimzi({ brokers: { replicas: 1 } }, production),
    severity: error,
    rule: "production/one-broker",
  },
  {
    id: "NUM-36 two",
    args: strimzi({ brokers: { replicas: 2 } }, production),
    severity: warning,
    rule: "production/two-brokers",
  },
  {
    id: "NUM-37",
    args: topic({ replicationFactor: 3 }),
    severity: error,
    rule: "topic/replication-exceeds-brokers",
  },
  {
    id: "NUM-38 in-sync copies above all copies",
    args: topic({ minInSyncReplicas: 2 }),
    severity: error,
    rule: "topic/in-sync-exceeds-copies",
  },
  {
    id: "NUM-39 every copy in sync",
    args: () =>
      changedArgs((args) => {
        args.kafka.strimzi = { brokers: { replicas: 3 } };
        Object.assign(args.kafka.topics[0], { replicationFactor: 3, minInSyncReplicas: 3 });
      }),
    severity: warning,
    rule: "topic/no-broker-may-be-away",
  },
  {
    id: "NUM-40",
    args: () =>
      changedProduction((args) => {
        Object.assign(args.kafka.topics[0], { replicationFactor: 1 });
      }),
    severity: warning,
    rule: "kafka/replication-factor-one",
  },
  {
    id: "NUM-40 in sync",
    args: () =>
      changedProduction((args) => {
        args.kafka.topics[0].minInSyncReplicas = 1;
      }),
    severity: warning,
    rule: "kafka/one-copy-in-sync",
  },
  {
    id: "NUM-41 an even number of controllers",
    args: strimzi({ controllers: { replicas: 2 } }),
    severity: error,
    rule: "kafka/even-controllers",
  },
  {
    id: "NUM-41 one controller",
    args: strimzi({ controllers: { replicas: 1 } }, production),
    severity: warning,
    rule: "production/few-controllers",
  },
  {
    id: "NUM-42",
    args: () =>
      changedArgs((args) => {
        args.kafka.topics[0].partitions = 100000;
        args.services[1].scaling = { maxReplicaCount: 12 };
      }),
    severity: warning,
    rule: "topic/many-partitions",
  },
  {
    id: "NUM-42 on one broker",
    args: () =>
      changedArgs((args) => {
        for (let i = 0; i < 5; i++) args.kafka.topics.push({ name: `more-${i}`, partitions: 900 });
      }),
    severity: warning,
    rule: "kafka/many-partitions-on-a-broker",
  },
  {
    id: "NUM-43",
    args: topic({ replicationFactor: 40000 }),
    severity: error,
    rule: "shape/maximum",
  },
  {
    id: "QTY-13",
    args: topic({ retentionMs: 7 }),
    severity: error,
    rule: "topic/retention-in-milliseconds",
  },
  {
    id: "QTY-14 bytes below a record",
    args: topic({ retentionBytes: 1024 }),
    severity: error,
    rule: "topic/retention-bytes-too-small",
  },
  {
    id: "QTY-15",
    args: topic({ retentionBytes: 10 * gib }),
    severity: error,
    rule: "topic/retention-exceeds-volumes",
  },
  {
    id: "QTY-15 all together",
    args: () =>
      changedArgs((args) => {
        args.kafka.topics[0].retentionBytes = gib;
        args.kafka.topics[1].retentionBytes = 2 * gib;
      }),
    severity: error,
    rule: "topic/retention-exceeds-volumes",
  },
  {
    id: "QTY-15 without room",
    args: topic({ retentionBytes: 1.5 * gib }),
    severity: warning,
    rule: "topic/retention-fills-volumes",
  },
  {
    id: "QTY-15 for ever",
    args: topic({ retentionMs: -1 }),
    severity: warning,
    rule: "topic/kept-for-ever",
  },
  {
    id: "QTY-16",
    args: topic({ retentionMs: 3600000 }),
    severity: warning,
    rule: "topic/expires-in-an-outage",
  },
  {
    id: "QTY-16 offsets before records",
    args: topic({ retentionMs: 60 * 86400000 }),
    severity: warning,
    rule: "topic/offsets-expire-first",
  },
  {
    id: "QTY-17",
    args: topic({ maxMessageBytes: 10485760 }),
    severity: error,
    rule: "topic/message-exceeds-brokers",
  },
  {
    id: "QTY-17 above the broker's own setting",
    args: strimzi({ config: { "message.max.bytes": "524288" } }),
    severity: error,
    rule: "topic/message-exceeds-brokers",
  },
  {
    id: "QTY-18",
    args: topic({ segmentMs: 604800000 }),
    severity: warning,
    rule: "topic/segment-exceeds-retention",
  },
  {
    id: "QTY-18 bytes",
    args: topic({ retentionBytes: 64 * 2 ** 20, segmentBytes: 2 ** 30 }),
    severity: warning,
    rule: "topic/segment-exceeds-retention",
  },
  {
    id: "QTY-20",
    args: strimzi({ brokers: { memory: "2Gi", heapMiB: 4096 } }),
    severity: error,
    rule: "kafka/heap-exceeds-memory",
  },
  {
    id: "QTY-20 no cache",
    args: strimzi({ brokers: { memory: "2Gi", heapMiB: 1900 } }),
    severity: warning,
    rule: "kafka/heap-leaves-no-cache",
  },
  {
    id: "QTY-20 too little",
    args: strimzi({ brokers: { memory: "100Mi" } }),
    severity: error,
    rule: "kafka/memory-too-small",
  },
  {
    id: "KEY-17 an unknown topic configuration",
    args: topic({ config: { "compresion.type": "zstd" } }),
    severity: error,
    rule: "topic/unknown-config",
  },
  {
    id: "KEY-17 a removed topic configuration",
    args: topic({ config: { "message.format.version": "3.0" } }),
    severity: error,
    rule: "topic/unknown-config",
  },
  {
    id: "KEY-18 a topic's key for brokers",
    args: strimzi({ config: { "retention.ms": "86400000" } }),
    severity: error,
    rule: "kafka/config-of-topics",
  },
  {
    id: "KEY-18 Strimzi's own keys",
    args: strimzi({ config: { "advertised.listeners": "PLAINTEXT://:9092" } }),
    severity: error,
    rule: "kafka/config-of-strimzi",
  },
  {
    id: "KEY-18 copies of offsets",
    args: strimzi({ config: { "offsets.topic.replication.factor": "3" } }),
    severity: error,
    rule: "kafka/config-copies",
  },
  {
    id: "KEY-18 topics by accident",
    args: strimzi({ config: { "auto.create.topics.enable": "true" } }),
    severity: warning,
    rule: "kafka/topics-by-accident",
  },
  {
    id: "NAME-01",
    args: worker((it) => (it.name = "frontend")),
    severity: error,
    rule: "service/duplicate-name",
  },
  ...["Chat_Bot.v1", "chat_bot", "1chat"].map((name): BadCase => ({
    id: `NAME-04 ${name}`,
    args: worker((it) => (it.name = name)),
    severity: error,
    rule: "shape/pattern",
  })),
  ...["-chat", "chat-", ""].map((name): BadCase => ({
    id: `NAME-05 ${JSON.stringify(name)}`,
    args: worker((it) => (it.name = name)),
    severity: error,
    rule: "shape/pattern",
  })),
  {
    id: "NAME-07",
    args: worker((it) => (it.name = "a".repeat(55))),
    severity: error,
    rule: "shape/length",
  },
  {
    id: "NAME-07 the HPA of another",
    args: worker((it) => {
      it.scaling = { advanced: { horizontalPodAutoscalerConfig: { name: "keda-hpa-frontend" } } };
    }),
    severity: error,
    rule: "scaling/same-hpa",
  },
  {
    id: "NAME-09",
    args: worker((it) => (it.name = "answer ")),
    severity: error,
    rule: "shape/pattern",
  },
  ...["kafka", "keda", "default", "kafka-cluster", "cluster-autoscaler"].map((name): BadCase => ({
    id: `NAME-10 ${name}`,
    args: worker((it) => (it.name = name)),
    severity: error,
    rule: "name/taken",
  })),
  ...["kube-system", "keda", "kafka"].map((namespace): BadCase => ({
    id: `NAME-10 in ${namespace}`,
    args: worker((it) => (it.namespace = namespace)),
    severity: error,
    rule: "name/namespace-of-others",
  })),
  {
    id: "NAME-10 in default",
    args: worker((it) => (it.namespace = "default")),
    severity: warning,
    rule: "name/default-namespace",
  },
  ...[{ "a/b/c": "x" }, { team: "a".repeat(64) }, { team: "my team" }, { "": "x" }].map(
    (labels): BadCase => ({
      id: `NAME-13 ${JSON.stringify(labels).slice(0, 20)}`,
      args: worker((it) => (it.labels = labels)),
      severity: error,
      rule: "name/label",
    }),
  ),
  {
    id: "NAME-13 an annotation",
    args: worker((it) => (it.podAnnotations = { "a/b/c": "x" })),
    severity: error,
    rule: "name/annotation",
  },
  {
    id: "NAME-13 the platform's own label",
    args: worker((it) => (it.labels = { "app.kubernetes.io/name": "chat" })),
    severity: error,
    rule: "name/label-of-the-platform",
  },
  ...["-DEBUG", "A=B", "1ST", "MY VAR", ""].map((name): BadCase => ({
    id: `NAME-19 ${JSON.stringify(name)}`,
    args: worker((it) => (it.env = { [name]: "x" })),
    severity: error,
    rule: "name/variable",
  })),
  {
    id: "NAME-19 in secretEnv",
    args: worker((it) => (it.secretEnv = [{ name: "-KEY", secret: "model", key: "key" }])),
    severity: error,
    rule: "shape/pattern",
  },
  {
    id: "NAME-20 a variable against the settings",
    args: worker((it) => (it.env = { KAFKA_GROUP_ID: "answers" })),
    severity: error,
    rule: "name/variable-against-settings",
  },
  {
    id: "NAME-26 two names in one metric",
    args: () =>
      changedArgs((args) => {
        args.kafka.topics.push(
          { name: "ai.chat", partitions: 3 },
          { name: "ai_chat", partitions: 3 },
        );
      }),
    severity: error,
    rule: "topic/names-collide",
  },
  ...["__consumer_offsets", ".", ".."].map((name): BadCase => ({
    id: `NAME-26 ${name}`,
    args: () => changedArgs((args) => args.kafka.topics.push({ name, partitions: 3 })),
    severity: error,
    rule: "topic/reserved-name",
  })),
  {
    id: "NAME-27",
    args: () =>
      changedArgs((args) => args.kafka.topics.push({ name: "questions", partitions: 24 })),
    severity: error,
    rule: "topic/duplicate",
  },
  {
    id: "NAME-28",
    args: worker((it) => (it.consumes.topic = "question")),
    severity: error,
    rule: "kafka/undeclared-topic",
  },
  {
    id: "NAME-28 produced",
    args: worker((it) => (it.produces = ["summary"])),
    severity: error,
    rule: "kafka/undeclared-topic",
  },
  ...["", " answer-group", "answer-group "].map((group): BadCase => ({
    id: `NAME-29 ${JSON.stringify(group)}`,
    args: worker((it) => (it.consumes.consumerGroup = group)),
    severity: error,
    rule: "shape/pattern",
  })),
  {
    id: "NAME-30 one group for two services",
    args: () =>
      changedArgs((args) => {
        const consumes = { topic: "summaries", consumerGroup: "answer-group" };
        args.services.push({ ...args.services[1], name: "archive", produces: [], consumes });
      }),
    severity: warning,
    rule: "name/shared-group",
  },
  {
    id: "NAME-02 nothing to scale",
    args: worker((it) => delete it.image),
    severity: error,
    rule: "service/nothing-to-scale",
  },
  {
    id: "NAME-02 an image that nobody scales",
    args: worker((it) => (it.scaling = { scaleTargetRef: { name: "another" } })),
    severity: error,
    rule: "service/image-is-not-scaled",
  },
  {
    id: "NAME-02 keys of a pod without a pod",
    args: worker((it) => {
      delete it.image;
      it.scaling = { scaleTargetRef: { name: "answer" } };
      it.env = { MODEL: "small" };
    }),
    severity: warning,
    rule: "service/keys-of-a-pod",
  },
  {
    id: "NAME-02 two services on one target",
    args: worker((it) => {
      delete it.image;
      it.scaling = { scaleTargetRef: { name: "frontend" } };
    }),
    severity: error,
    rule: "scaling/same-target",
  },
];
