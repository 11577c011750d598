import { changedArgs, changedWorker, withTrigger, type LooseArgs } from "../../support/base-args";
import type { BadCase } from "./bad-config-case";

const error = "error" as const;
const warning = "warning" as const;

const kafka =
  (keys: LooseArgs, rest: LooseArgs = {}) =>
  () =>
    withTrigger({ kafka: keys }, rest);

const triggers =
  (...list: LooseArgs[]) =>
  () =>
    changedWorker((worker) => {
      worker.scaling = { triggers: list };
    });

/** The front end, which CPU scales, with another trigger. */
const resource = (trigger: LooseArgs) => () =>
  changedArgs((args) => {
    args.services[0].scaling.triggers = [trigger];
  });

const hours = {
  timezone: "Europe/Berlin",
  start: "0 8 * * *",
  end: "0 18 * * *",
  desiredReplicas: 3,
};
const cron = (keys: LooseArgs) => triggers({ kafka: {} }, { cron: { ...hours, ...keys } });

const server = "http://prometheus.monitoring.svc:9090";
const query =
  (text: string, rest: LooseArgs = {}, scaling: LooseArgs = {}) =>
  () =>
    withTrigger(
      { prometheus: { serverAddress: server, query: text, threshold: 100 }, ...rest },
      scaling,
    );

const other =
  (type: string, metadata: LooseArgs, rest: LooseArgs = {}) =>
  () =>
    withTrigger({ other: { type, metadata }, ...rest });

const nats = {
  natsServerMonitoringEndpoint: "nats.nats.svc:8222",
  account: "$G",
  stream: "questions",
  consumer: "answer",
};

const formula =
  (text: string, rest: LooseArgs = {}) =>
  () =>
    changedWorker((worker) => {
      worker.scaling = {
        advanced: { scalingModifiers: { formula: text, target: "10", ...rest } },
        triggers: [
          { name: "lag", kafka: {} },
          { name: "floor", cron: hours },
        ],
      };
    });

const external = { bootstrapServers: "kafka.acme.dev:9093", consumerGroup: "g", topic: "t" };

/** Kafka triggers. */
const kafkaCases: BadCase[] = [
  {
    id: "SCALE-30",
    args: kafka({ allowIdleConsumers: true, limitToPartitionsWithLag: true }),
    severity: error,
    rule: "kafka-trigger/idle-and-limited",
  },
  {
    id: "SCALE-31",
    args: kafka({ ensureEvenDistributionOfPartitions: true, limitToPartitionsWithLag: true }),
    severity: error,
    rule: "kafka-trigger/limited-and-even",
  },
  {
    id: "SCALE-32 a flag without a topic",
    args: () =>
      changedWorker((worker) => {
        delete worker.consumes;
        worker.scaling = {
          minReplicaCount: 1,
          triggers: [{ kafka: { consumerGroup: "g", limitToPartitionsWithLag: true } }],
        };
      }),
    severity: error,
    rule: "kafka-trigger/flag-needs-topic",
  },
  {
    id: "SCALE-33",
    args: () =>
      changedWorker((worker) => {
        delete worker.consumes;
        worker.scaling = { triggers: [{ kafka: { consumerGroup: "g" } }] };
      }),
    severity: error,
    rule: "kafka-trigger/never-starts-without-topic",
  },
  {
    id: "SCALE-33 with replicas",
    args: () =>
      changedWorker((worker) => {
        delete worker.consumes;
        worker.scaling = { minReplicaCount: 1, triggers: [{ kafka: { consumerGroup: "g" } }] };
      }),
    severity: warning,
    rule: "kafka-trigger/no-topic",
  },
  {
    id: "SCALE-34 without a group",
    args: () =>
      changedWorker((worker) => {
        delete worker.consumes;
        worker.scaling = { triggers: [{ kafka: { topic: "questions" } }] };
      }),
    severity: error,
    rule: "kafka-trigger/no-group",
  },
  {
    id: "SCALE-34 another group",
    args: kafka({ consumerGroup: "answer" }),
    severity: error,
    rule: "kafka-trigger/another-group",
  },
  {
    id: "SCALE-34 another topic",
    args: kafka({ topic: "summaries" }, { maxReplicaCount: 6 }),
    severity: warning,
    rule: "kafka-trigger/another-topic",
  },
  {
    id: "SCALE-35",
    args: () =>
      changedWorker((worker) => {
        worker.consumes.offsetResetPolicy = "latest";
        worker.scaling = {
          minReplicaCount: 0,
          triggers: [{ kafka: { offsetResetPolicy: "latest", scaleToZeroOnInvalidOffset: true } }],
        };
      }),
    severity: error,
    rule: "kafka-trigger/never-starts-without-offset",
  },
  {
    id: "SCALE-36 another policy",
    args: kafka({ offsetResetPolicy: "latest" }),
    severity: warning,
    rule: "kafka-trigger/another-offset-reset",
  },
  {
    id: "SCALE-37",
    args: kafka({ offsetResetPolicy: "earliest" }),
    severity: warning,
    rule: "kafka-trigger/expired-records-count",
  },
  {
    id: "SCALE-38 persistent lag of slow work",
    args: kafka({ excludePersistentLag: true }),
    severity: warning,
    rule: "kafka-trigger/slow-work-looks-persistent",
  },
  {
    id: "SCALE-39",
    args: () =>
      changedArgs((args) => {
        args.kafka.topics[0].partitions = 11;
        args.services[1].scaling = {
          triggers: [{ kafka: { ensureEvenDistributionOfPartitions: true } }],
        };
      }),
    severity: warning,
    rule: "kafka-trigger/few-even-counts",
  },
  {
    id: "SCALE-40",
    args: kafka({ partitionLimitation: "5-2" }),
    severity: error,
    rule: "kafka-trigger/partitions-missing",
  },
  {
    id: "SCALE-40 letters",
    args: kafka({ partitionLimitation: "a-b" }),
    severity: error,
    rule: "shape/pattern",
  },
  {
    id: "SCALE-40 beyond the topic",
    args: kafka({ partitionLimitation: "0-12" }, { maxReplicaCount: 12 }),
    severity: error,
    rule: "kafka-trigger/partitions-missing",
  },
  {
    id: "SCALE-43 a version above the brokers",
    args: kafka({ version: "9.0.0" }),
    severity: error,
    rule: "kafka-trigger/version-above-broker",
  },
  {
    id: "SCALE-43 a stale version",
    args: kafka({ version: "3.3.2" }),
    severity: warning,
    rule: "kafka-trigger/stale-version",
  },
  {
    id: "SCALE-44 other security than the platform's",
    args: kafka({ tls: "disable" }),
    severity: error,
    rule: "kafka-trigger/another-security",
  },
  {
    id: "SCALE-44 the platform's brokers in clear",
    args: kafka({
      bootstrapServers: "kafka-cluster-kafka-bootstrap.kafka.svc.cluster.local:9092",
    }),
    severity: error,
    rule: "kafka-trigger/own-brokers-in-clear",
  },
  {
    id: "SCALE-44 other brokers in clear",
    args: triggers(
      { kafka: {} },
      { kafka: { ...external, bootstrapServers: "kafka.acme.dev:9092" } },
    ),
    severity: warning,
    rule: "kafka-trigger/plaintext",
  },
  {
    id: "SCALE-44 SASL without credentials",
    args: triggers({ kafka: { ...external, tls: "enable", sasl: "scram_sha512" } }),
    severity: error,
    rule: "kafka-trigger/no-credentials",
  },
  {
    id: "SCALE-44 MSK without a region",
    args: triggers({
      kafka: {
        ...external,
        tls: "enable",
        sasl: "oauthbearer",
        saslTokenProvider: "aws_msk_iam",
      },
      authenticationRef: { name: "msk" },
    }),
    severity: error,
    rule: "kafka-trigger/tokens",
  },
  {
    id: "SCALE-44 no brokers at all",
    args: () =>
      changedArgs((args) => {
        delete args.kafka;
        args.services = [
          {
            ...args.services[1],
            consumes: undefined,
            produces: [],
            scaling: { triggers: [{ kafka: { consumerGroup: "g", topic: "t" } }] },
          },
        ];
      }),
    severity: error,
    rule: "kafka-trigger/no-brokers",
  },
  {
    id: "SCALE-45 a service that is only started by many messages",
    args: kafka({ activationLagThreshold: 100 }),
    severity: warning,
    rule: "kafka-trigger/leaves-work-waiting",
  },
  {
    id: "SCALE-45 markers of transactions",
    args: () =>
      changedArgs((args) => {
        args.kafka.topics[0].transactional = true;
        args.services[1].scaling = { triggers: [{ kafka: { activationLagThreshold: 0 } }] };
      }),
    severity: warning,
    rule: "kafka-trigger/markers-keep-it-awake",
  },
];

/** Triggers among themselves, cpu and memory. */
const commonCases: BadCase[] = [
  {
    id: "SCALE-06 two triggers of one name",
    args: triggers({ name: "lag", kafka: {} }, { name: "lag", cron: hours }),
    severity: error,
    rule: "trigger/duplicate-name",
  },
  {
    id: "SCALE-07",
    args: triggers({ name: "a", kafka: {} }, { name: "b", kafka: { lagThreshold: 500 } }),
    severity: error,
    rule: "trigger/duplicate",
  },
  {
    id: "SCALE-07 a metric",
    args: triggers({ kafka: {} }, { name: "a", cron: hours }, { name: "b", cron: hours }),
    severity: error,
    rule: "trigger/duplicate",
  },
  {
    id: "SCALE-16",
    args: resource({ metricType: "Value", cpu: { value: "70" } }),
    severity: error,
    rule: "trigger/cpu-metric-type",
  },
  {
    id: "SCALE-15 utilization of a topic",
    args: () => withTrigger({ metricType: "Utilization", kafka: {} }),
    severity: error,
    rule: "trigger/utilization-of-what",
  },
  ...["abc", "50%"].map((value): BadCase => ({
    id: `SCALE-17 ${value}`,
    args: resource({ metricType: "AverageValue", cpu: { value } }),
    severity: error,
    rule: "shape/pattern",
  })),
  {
    id: "SCALE-17 nothing",
    args: resource({ metricType: "AverageValue", cpu: { value: "0" } }),
    severity: error,
    rule: "resource-trigger/value",
  },
  {
    id: "SCALE-17 a quantity as a percentage",
    args: resource({ metricType: "Utilization", memory: { value: "512Mi" } }),
    severity: error,
    rule: "resource-trigger/value",
  },
  {
    id: "SCALE-17 under other",
    args: resource({
      metricType: "AverageValue",
      other: { type: "memory", metadata: { value: "4GB" } },
    }),
    severity: error,
    rule: "resource-trigger/value",
  },
  {
    id: "SCALE-14 above the limit",
    args: resource({ metricType: "Utilization", memory: { value: "120" } }),
    severity: warning,
    rule: "resource-trigger/out-of-reach",
  },
  {
    id: "SCALE-14 bytes for a percentage",
    args: resource({ metricType: "AverageValue", memory: { value: "80" } }),
    severity: warning,
    rule: "resource-trigger/below-anything",
  },
  {
    id: "SCALE-14 a container that is not there",
    args: resource({ metricType: "Utilization", cpu: { value: "70", containerName: "web" } }),
    severity: error,
    rule: "resource-trigger/unknown-container",
  },
  {
    id: "SCALE-41",
    args: resource({ metricType: "Utilization", useCachedMetrics: true, cpu: { value: "70" } }),
    severity: error,
    rule: "trigger/cannot-be-cached",
  },
  {
    id: "SCALE-41 cron",
    args: triggers({ kafka: {} }, { useCachedMetrics: true, cron: hours }),
    severity: error,
    rule: "trigger/cannot-be-cached",
  },
  {
    id: "SCALE-41 under other",
    args: triggers(
      { kafka: {} },
      { useCachedMetrics: true, other: { type: "cron", metadata: {} } },
    ),
    severity: error,
    rule: "trigger/cannot-be-cached",
  },
  ...["Kafka", "kafak", "apache_kafka"].flatMap((type): BadCase[] => [
    {
      id: `SCALE-42 ${type}`,
      args: () => withTrigger({ type, metadata: {} }),
      severity: error,
      rule: "trigger/unknown-type",
    },
    {
      id: `SCALE-42 ${type} under other`,
      args: other(type, {}),
      severity: error,
      rule: "trigger/unknown-type",
    },
  ]),
  {
    id: "SCALE-61 many triggers in little memory",
    args: () =>
      changedArgs((args) => {
        args.keda = { operator: { memoryMiB: 512 } };
        const worker = args.services[1];
        args.kafka.topics = Array.from({ length: 201 }, (_, i) => ({
          name: `questions-${i}`,
          partitions: 3,
        }));
        args.services = args.kafka.topics.map(({ name }: LooseArgs, i: number) => ({
          ...worker,
          name: `answer-${i}`,
          consumes: { topic: name },
          produces: [],
          resources: { cpu: "50m" },
        }));
      }),
    severity: warning,
    rule: "trigger/many",
  },
];

/** Cron. */
const cronCases: BadCase[] = [
  ...["@daily", "@every 1h", "0 8 * *", "0 0 8 * * *", "0 8 L * *", "a b c d e", ""].map(
    (start): BadCase => ({
      id: `SCALE-46 ${JSON.stringify(start)}`,
      args: cron({ start }),
      severity: error,
      rule: "cron/invalid",
    }),
  ),
  {
    id: "SCALE-47",
    args: cron({ end: "0 8 * * *" }),
    severity: error,
    rule: "cron/start-is-end",
  },
  {
    id: "SCALE-47 with more spaces",
    args: cron({ end: " 0  8 * * * " }),
    severity: error,
    rule: "cron/start-is-end",
  },
  ...["60 25 * * *", "0 8 * * 7", "0 8 0 * *", "0 8 * 13 *", "30-10 8 * * *", "*/0 8 * * *"].map(
    (start): BadCase => ({
      id: `SCALE-48 ${start}`,
      args: cron({ start }),
      severity: error,
      rule: "cron/invalid",
    }),
  ),
  ...["0 0 31 2 *", "0 0 31 APR,JUN *", "0 0 30-31 2 *", "0 0 29 2 *"].map((start): BadCase => ({
    id: `SCALE-49 ${start}`,
    args: cron({ start }),
    severity: warning,
    rule: "cron/never-fires",
  })),
  ...["EST5", "Berlin", "europe/berlin", "EUROPE/BERLIN", "+01:00", "Local"].map(
    (timezone): BadCase => ({
      id: `SCALE-50 ${timezone}`,
      args: cron({ timezone }),
      severity: error,
      rule: "cron/time-zone",
    }),
  ),
  {
    id: "SCALE-50 empty",
    args: cron({ timezone: "" }),
    severity: error,
    rule: "shape/length",
  },
  {
    id: "SCALE-51",
    args: cron({ start: "0 8 * * *", end: "3 8 * * *" }),
    severity: warning,
    rule: "cron/window-too-short",
  },
  {
    id: "SCALE-52 above the maximum",
    args: cron({ desiredReplicas: 13 }),
    severity: error,
    rule: "cron/above-max",
  },
  {
    id: "SCALE-52 not above the minimum",
    args: () =>
      changedWorker((worker) => {
        worker.scaling = { minReplicaCount: 3, triggers: [{ kafka: {} }, { cron: hours }] };
      }),
    severity: warning,
    rule: "cron/raises-nothing",
  },
  {
    id: "SCALE-53 cron alone",
    args: triggers({ cron: hours }),
    severity: warning,
    rule: "cron/nothing-else",
  },
  {
    id: "SCALE-53 under other",
    args: triggers(
      { kafka: {} },
      {
        other: {
          type: "cron",
          metadata: { ...hours, desiredReplicas: "3", start: "@daily" },
        },
      },
    ),
    severity: error,
    rule: "cron/invalid",
  },
];

/** Prometheus, whose queries are judged by their looks. */
const prometheusCases: BadCase[] = [
  {
    id: "SCALE-55",
    args: () => withTrigger({ prometheus: { query: "sum(up)", threshold: 3 } }),
    severity: error,
    rule: "prometheus/no-server",
  },
  {
    id: "SCALE-55 unencrypted",
    args: () =>
      withTrigger({
        prometheus: {
          serverAddress: "http://prometheus.acme.dev:9090",
          query: "sum(queue)",
          threshold: 3,
        },
      }),
    severity: error,
    rule: "prometheus/unencrypted",
  },
  {
    id: "SCALE-55 unencrypted monitoring",
    args: () =>
      changedArgs((args) => {
        args.monitoring = { prometheus: { serverAddress: "http://203.0.113.7:9090" } };
      }),
    severity: error,
    rule: "prometheus/unencrypted",
  },
  {
    id: "SCALE-55 not PromQL",
    args: query("sum(queue"),
    severity: error,
    rule: "prometheus/invalid-query",
  },
  {
    id: "SCALE-55 a threshold of 0",
    args: () =>
      withTrigger({ prometheus: { serverAddress: server, query: "sum(queue)", threshold: 0 } }),
    severity: error,
    rule: "shape/minimum",
  },
  ...['queue{name="a"}', "sum by (pod) (queue)", "rate(queue[1m])", "topk(3, queue)"].map(
    (text): BadCase => ({
      id: `SCALE-56 ${text}`,
      args: query(text),
      severity: warning,
      rule: "prometheus/several-elements",
    }),
  ),
  ...["sum(rate(a[1m])) / count(up)", "sum(a) / sum(kube_deployment_status_replicas)"].map(
    (text): BadCase => ({
      id: `SCALE-57 ${text}`,
      args: query(text),
      severity: warning,
      rule: "prometheus/divided-twice",
    }),
  ),
  ...[
    "max(running) / 8",
    "max(kv_cache)",
    "histogram_quantile(0.95, sum by (le) (rate(latency_bucket[5m])))",
    "sum(errors) / sum(requests)",
    "100 * sum(used) / sum(size)",
    "sum(gpu_utilization)",
  ].map((text): BadCase => ({
    id: `SCALE-58 ${text}`,
    args: query(text),
    severity: warning,
    rule: "prometheus/ratio-as-average",
  })),
  {
    id: "SCALE-59 a hidden failure",
    args: query(
      "sum(queue) or vector(0)",
      {},
      { minReplicaCount: 1, fallback: { failureThreshold: 0, replicas: 3 } },
    ),
    severity: warning,
    rule: "prometheus/hides-failure",
  },
  {
    id: "SCALE-59 what only the service itself emits",
    args: query('sum(in_flight{pod=~"answer-.*"})'),
    severity: warning,
    rule: "prometheus/asks-the-sleeping",
  },
];

/** Queues, formulas and scalers without a key of their own. */
const otherCases: BadCase[] = [
  ...["0", "-1", "ten"].map((lagThreshold): BadCase => ({
    id: `SCALE-29 ${lagThreshold}`,
    args: other("nats-jetstream", { ...nats, lagThreshold }),
    severity: error,
    rule: "trigger/target",
  })),
  {
    id: "SCALE-29 of a formula",
    args: formula("lag + floor", { target: "0" }),
    severity: error,
    rule: "formula/target-zero",
  },
  {
    id: "SCALE-29 of a formula, in words",
    args: formula("lag + floor", { target: "ten" }),
    severity: error,
    rule: "shape/pattern",
  },
  {
    id: "SCALE-25 an unknown name",
    args: formula("lags + floor"),
    severity: error,
    rule: "formula/unknown-trigger",
  },
  {
    id: "SCALE-25 a bracket",
    args: formula("max(lag, floor"),
    severity: error,
    rule: "formula/invalid",
  },
  {
    id: "SCALE-25 an operator",
    args: formula("lag + "),
    severity: error,
    rule: "formula/invalid",
  },
  {
    id: "SCALE-26 no name",
    args: formula("3 * 4"),
    severity: error,
    rule: "formula/no-trigger",
  },
  {
    id: "SCALE-26 true or false",
    args: formula("lag > floor"),
    severity: error,
    rule: "formula/yields-no-number",
  },
  {
    id: "SCALE-27 a trigger that no longer counts",
    args: formula("lag * 2"),
    severity: warning,
    rule: "formula/trigger-left-out",
  },
  {
    id: "SCALE-28 a metric type",
    args: formula("lag + floor", { metricType: "Utilization" }),
    severity: error,
    rule: "shape/enum",
  },
  {
    id: "SCALE-62 a misspelt key",
    args: other("nats-jetstream", { ...nats, lagTreshold: "10" }),
    severity: error,
    rule: "trigger/unknown-metadata",
  },
  {
    id: "SCALE-62 a missing key",
    args: other("nats-jetstream", { stream: "questions", lagThreshold: "10" }),
    severity: error,
    rule: "trigger/missing-metadata",
  },
  {
    id: "SCALE-62 a scaler with a key of its own",
    args: other("redis", { address: "redis.cache.svc:6379", listName: "questions" }),
    severity: warning,
    rule: "trigger/has-own-key",
  },
  {
    id: "SCALE-63 rates over AMQP",
    args: triggers({
      rabbitmq: { queueName: "q", mode: "MessageRate", protocol: "amqp", value: 10 },
      authenticationRef: { name: "rabbitmq" },
    }),
    severity: error,
    rule: "rabbitmq/mode-needs-http",
  },
  {
    id: "SCALE-63 unacknowledged over AMQP",
    args: triggers({
      rabbitmq: { queueName: "q", protocol: "amqp", value: 10, excludeUnacknowledged: true },
      authenticationRef: { name: "rabbitmq" },
    }),
    severity: error,
    rule: "rabbitmq/unacknowledged-needs-http",
  },
  {
    id: "SCALE-63 no host",
    args: triggers({ rabbitmq: { queueName: "q", value: 10 } }),
    severity: error,
    rule: "rabbitmq/no-host",
  },
  {
    id: "SCALE-63 a variable that is not there",
    args: triggers({ rabbitmq: { queueName: "q", value: 10, hostFromEnv: "RABBITMQ_URL" } }),
    severity: error,
    rule: "trigger/unknown-variable",
  },
  {
    id: "SCALE-64 a stream's lag without a group",
    args: triggers({
      redisStreams: { address: "redis.cache.svc:6379", stream: "questions", lagCount: 5 },
    }),
    severity: error,
    rule: "redis-streams/no-group",
  },
  {
    id: "SCALE-64 two targets",
    args: triggers({
      redisStreams: {
        address: "redis.cache.svc:6379",
        stream: "questions",
        lagCount: 5,
        streamLength: 5,
      },
    }),
    severity: error,
    rule: "shape/several-alternatives",
  },
  {
    id: "SCALE-64 activation of nothing",
    args: triggers({
      redisStreams: {
        address: "redis.cache.svc:6379",
        stream: "questions",
        streamLength: 5,
        activationLagCount: 2,
      },
    }),
    severity: warning,
    rule: "redis-streams/activation-without-lag",
  },
  {
    id: "SCALE-65 a queue of another region",
    args: triggers({
      awsSqsQueue: {
        queueURL: "https://sqs.us-east-1.amazonaws.com/111122223333/questions",
        awsRegion: "eu-central-1",
      },
    }),
    severity: error,
    rule: "sqs/another-region",
  },
  {
    id: "SCALE-65 the ARN of a queue",
    args: triggers({
      awsSqsQueue: {
        queueURL: "arn:aws:sqs:eu-central-1:111122223333:questions",
        awsRegion: "eu-central-1",
      },
    }),
    severity: error,
    rule: "sqs/queue-url",
  },
];

/** Triggers of every kind. */
export const cases: BadCase[] = [
  ...kafkaCases,
  ...commonCases,
  ...cronCases,
  ...prometheusCases,
  ...otherCases,
];
