import * as pulumi from "@pulumi/pulumi";
import type { validArgs } from "../../support/base-args";
import { changedArgs, changedWorker, withTrigger } from "../../support/base-args";
import type { BadCase } from "./bad-config-case";

const error = "error" as const;

/** An array with a hole, as a caller from JavaScript can make one. */
function withHole(): unknown[] {
  const list = ["questions", "summaries"];
  delete list[0];
  return list;
}

/** Wrong types and shapes, unknown and contradictory keys. */
export const cases: BadCase[] = [
  {
    id: "TYPE-02",
    args: () => changedArgs((args) => (args.services = null)),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-02 a list as one object",
    args: () => changedArgs((args) => (args.services = args.services[0])),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-02 a topic that is null",
    args: () => changedArgs((args) => (args.kafka.topics = [null])),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-05",
    args: () => changedWorker((worker) => (worker.scaling = { minReplicaCount: "two" })),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-05 a number in quotes",
    args: () => changedWorker((worker) => (worker.scaling = { minReplicaCount: "2" })),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-05 not a number at all",
    args: () => changedWorker((worker) => (worker.scaling = { maxReplicaCount: NaN })),
    severity: error,
    rule: "shape/plain",
  },
  {
    id: "TYPE-07",
    args: () => changedArgs((args) => (args.kafka.strimzi.deleteClaim = "false")),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-07 yes",
    args: () => withTrigger({ kafka: { excludePersistentLag: "yes" } }),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-07 a number",
    args: () => changedArgs((args) => (args.kafka.topics[0].transactional = 1)),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-08",
    args: () => changedArgs((args) => (args.cluster.eks.version = 1.3)),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-08 a Kafka version",
    args: () => changedArgs((args) => (args.kafka.strimzi.version = 4.3)),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-12",
    args: () => changedWorker((worker) => (worker.produces = withHole())),
    severity: error,
    rule: "shape/plain",
  },
  {
    id: "TYPE-12 undefined in a list",
    args: () => changedArgs((args) => args.services.push(undefined)),
    severity: error,
    rule: "shape/plain",
  },
  {
    id: "TYPE-13",
    args: () => changedWorker((worker) => (worker.name = pulumi.output("answer"))),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-13 a number",
    args: () => changedArgs((args) => (args.kafka.topics[0].partitions = pulumi.output(12))),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-13 a whole list",
    args: () => changedArgs((args) => (args.services = pulumi.output([]))),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-14",
    args: () =>
      changedWorker((worker) => (worker.scaling = { maxReplicaCount: Promise.resolve(4) })),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-14 a name",
    args: () => changedArgs((args) => (args.kafka.topics[0].name = Promise.resolve("questions"))),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-16",
    args: () => ({}),
    stackFile: "config:\n  chatbot:cluster:\n    existing: {}\n  chatbot:cluster:\n    eks: {}\n",
    severity: error,
    rule: "file/unreadable",
  },
  {
    id: "TYPE-16 inside of a service",
    args: () => ({}),
    stackFile: "config:\n  chatbot:services:\n    - name: a\n      image: x\n      name: b\n",
    severity: error,
    rule: "file/unreadable",
  },
  {
    id: "TYPE-18",
    args: () => changedWorker((worker) => (worker.env = { RETRIES: 3 })),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-18 a boolean",
    args: () => changedWorker((worker) => (worker.env = { DEBUG: true })),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-18 nothing",
    args: () => changedWorker((worker) => (worker.env = { DEBUG: null })),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-19",
    args: () => changedWorker((worker) => (worker.labels = { tier: 1 })),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "TYPE-19 an annotation",
    args: () =>
      changedWorker((worker) => (worker.podAnnotations = { "prometheus.io/scrape": true })),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "KEY-02",
    args: () => changedWorker((worker) => (worker.replica = 3)),
    severity: error,
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-02 maxReplica",
    args: () => changedWorker((worker) => (worker.scaling = { maxReplica: 3 })),
    severity: error,
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-05",
    args: () => ({}),
    stackFile:
      "config:\n  chatbot:cluster:\n    existing: {}\n  chatbot:services: []\n  other-project:services: []\n",
    severity: error,
    rule: "config/other-namespace",
  },
  {
    id: "KEY-05 without a namespace",
    args: () => ({}),
    stackFile: "config:\n  cluster:\n    existing: {}\n  chatbot:services: []\n",
    severity: error,
    rule: "config/other-namespace",
  },
  {
    id: "KEY-06",
    args: () =>
      withTrigger({
        type: "rabbitmq",
        metadata: { queueName: "q", mode: "QueueLength", value: "20", queueLength: "20" },
        authenticationRef: { name: "rabbitmq" },
      }),
    severity: error,
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-06 cpu by both ways",
    args: () =>
      withTrigger(
        {
          type: "cpu",
          metricType: "Utilization",
          metadata: { type: "Utilization", value: "70" },
        },
        { minReplicaCount: 1, maxReplicaCount: 3 },
      ),
    severity: error,
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-06 a topic's retention twice",
    args: () =>
      changedArgs((args) => {
        args.kafka.topics[0].retentionMs = 604800000;
        args.kafka.topics[0].config = { "retention.ms": "86400000" };
      }),
    severity: error,
    rule: "topic/config-twice",
  },
  {
    id: "KEY-07",
    args: () => changedArgs((args) => (args.nodes.karpenter = {})),
    severity: error,
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-07 Auto Mode",
    args: () => changedArgs((args) => (args.cluster.eks.autoMode = { enabled: true })),
    severity: error,
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-09",
    args: () =>
      changedArgs((args) => {
        delete args.kafka.strimzi;
        args.kafka.external = {
          bootstrapServers: "kafka.acme.dev",
          cidrs: ["198.51.100.0/24"],
        };
      }),
    severity: error,
    rule: "shape/pattern",
  },
  {
    id: "KEY-09 with a scheme",
    args: () => withTrigger({ kafka: { bootstrapServers: "kafka://kafka.acme.dev:9093" } }),
    severity: error,
    rule: "shape/pattern",
  },
  {
    id: "KEY-11",
    args: () => changedArgs((args) => (args.keda = { enabled: false })),
    severity: error,
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-11 nothing",
    args: () => changedArgs((args) => (args.keda = null)),
    severity: error,
    rule: "shape/type",
  },
  ...(
    [
      ["an account", (args) => (args.services[1].image = "<your-account>.dkr.ecr/answer:1.0.0")],
      ["CHANGEME", (args) => (args.services[1].env = { REGION: "CHANGEME" })],
      ["example.com", (args) => (args.services[1].image = "registry.example.com/answer:1.0.0")],
      ["TODO", (args) => (args.kafka.topics[0].config = { "compression.type": "TODO" })],
      ["YOUR-ASG-NAME", (args) => (args.services[1].labels = { asg: "YOUR-ASG-NAME" })],
      ["a shell variable", (args) => (args.cluster.eks.tags = { owner: "${OWNER}" })],
      ["a template", (args) => (args.cluster.eks.tags = { owner: "{{ owner }}" })],
      ["in a key", (args) => (args.cluster.eks.tags = { "<owner>": "team-chat" })],
      ["in an argument", (args) => (args.services[1].args = ["--model=<your-model>"])],
    ] as [string, (args: ReturnType<typeof validArgs>) => unknown][]
  ).map(([what, change]): BadCase => ({
    id: `KEY-14 ${what}`,
    args: () => changedArgs(change),
    severity: error,
    rule: "text/placeholder",
  })),
  {
    id: "KEY-16",
    args: () => changedWorker((worker) => (worker.scaling = { minReplicas: 1, maxReplicas: 4 })),
    severity: error,
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-16 a removed key of KEDA",
    args: () =>
      withTrigger({
        type: "prometheus",
        metadata: {
          serverAddress: "http://prometheus.monitoring.svc:9090",
          metricName: "requests",
          query: "sum(requests)",
          threshold: "100",
        },
      }),
    severity: error,
    rule: "shape/unknown-key",
  },
  {
    id: "QTY-12",
    args: () => changedArgs((args) => (args.kafka.topics[0].retentionMs = "7d")),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "QTY-12 in Kafka's own key",
    args: () => changedArgs((args) => (args.kafka.topics[0].config = { "flush.ms": "168h" })),
    severity: error,
    rule: "topic/config-value",
  },
  {
    id: "QTY-19",
    args: () => changedWorker((worker) => (worker.scaling = { cooldownPeriod: "5m" })),
    severity: error,
    rule: "shape/type",
  },
  {
    id: "QTY-19 milliseconds beyond any bound",
    args: () => changedWorker((worker) => (worker.scaling = { cooldownPeriod: 300000 })),
    severity: error,
    rule: "shape/maximum",
  },
  {
    id: "QTY-19 milliseconds within the bounds",
    args: () => changedWorker((worker) => (worker.scaling = { cooldownPeriod: 60000 })),
    severity: "warning",
    rule: "units/milliseconds",
  },
];
