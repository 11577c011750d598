import { changedArgs, validArgs, type LooseArgs } from "../../support/base-args";
import type { BadCase } from "./bad-config-case";
import { existingVpc } from "./network";

type Edit = (args: LooseArgs) => void;

const changed =
  (severity: BadCase["severity"]) =>
  (id: string, rule: string, next: Edit, before: Edit = () => undefined): BadCase => ({
    id,
    previous: () => changedArgs(before),
    args: () =>
      changedArgs((args) => {
        before(args);
        next(args);
      }),
    severity,
    rule,
  });
const error = changed("error");
const warning = changed("warning");

const vpcKeys = (args: LooseArgs): LooseArgs => args.cluster.eks.network.vpc as LooseArgs;
const key = (digit: string): string =>
  `arn:aws:kms:eu-central-1:111122223333:key/${digit.repeat(8)}-8a1c-4a7e-9d1b-0123456789ab`;
const network = (args: LooseArgs): void => {
  args.cluster.eks.network = (existingVpc()() as LooseArgs).cluster.eks.network;
};
const spareTopic = (args: LooseArgs): void => {
  args.kafka.topics.push({ name: "archive", partitions: 3 });
};
const monitored = (args: LooseArgs): void => {
  args.monitoring = { stack: { storageGiB: 20 } };
};
const onTwoNodes = (args: LooseArgs): void => {
  args.kafka.strimzi = { brokers: { replicas: 2 }, controllers: { replicas: 1 } };
};

export const cases: readonly BadCase[] = [
  error(
    "NET-03",
    "change/kubernetes-downgrade",
    (args) => (args.cluster.eks.version = "1.34"),
    (args) => (args.cluster.eks.version = "1.35"),
  ),
  error("CHG-01 kind", "change/cluster-kind", (args) => {
    args.cluster = { existing: {} };
    delete args.nodes;
  }),
  error(
    "CHG-04",
    "change/topic-removed",
    (args) => (args.kafka.topics[2].name = "archives"),
    spareTopic,
  ),
  error(
    "CHG-04 other-name",
    "change/topic-removed",
    (args) => (args.kafka.topics[2].name = "old-things"),
    spareTopic,
  ),
  error("CHG-04 removed", "change/topic-removed", (args) => args.kafka.topics.pop(), spareTopic),
  error(
    "CHG-05 partitions",
    "change/partitions-decreased",
    (args) => (args.kafka.topics[1].partitions = 5),
  ),
  error(
    "CHG-06 copies",
    "change/replication-factor",
    (args) => Object.assign(args.kafka.topics[1], { replicationFactor: 1 }),
    onTwoNodes,
  ),
  error(
    "CHG-07",
    "change/storage-class",
    (args) => (args.kafka.strimzi = { brokers: { storageClass: "gp2" } }),
  ),
  error(
    "CHG-07 role",
    "change/node-roles",
    (args) => (args.kafka.strimzi = { controllers: { replicas: 1 } }),
  ),
  error(
    "CHG-07 role-back",
    "change/node-roles",
    (args) => (args.kafka.strimzi = {}),
    (args) => (args.kafka.strimzi = { controllers: { replicas: 1 } }),
  ),
  error(
    "CHG-08 storage",
    "change/storage-shrunk",
    (args) => (args.kafka.strimzi = { brokers: { storageGiB: 10 } }),
  ),
  error(
    "CHG-08 controller-storage",
    "change/storage-shrunk",
    (args) => (args.kafka.strimzi = { controllers: { storageGiB: 10 } }),
  ),
  error(
    "CHG-09 kafka-version",
    "change/kafka-downgrade",
    (args) => (args.kafka.strimzi = { version: "4.2.0" }),
  ),
  error(
    "CHG-09 kafka-name",
    "change/kafka-cluster-name",
    (args) => (args.kafka.strimzi = { clusterName: "events" }),
  ),
  error(
    "CHG-09 kafka-namespace",
    "change/kafka-cluster-name",
    (args) => (args.kafka.strimzi = { namespace: "events" }),
  ),
  error(
    "CHG-09 kafka-kind",
    "change/kafka-kind",
    (args) =>
      (args.kafka = {
        external: { bootstrapServers: "a.acme.dev:9093", cidrs: ["10.9.0.0/16"], brokers: 1 },
        topics: args.kafka.topics,
      }),
  ),
  error("CHG-10", "change/cluster-name", (args) => (args.cluster.eks.name = "assistant")),
  error(
    "CHG-10 service-cidr",
    "change/service-cidr",
    (args) => (args.cluster.eks.network.serviceCidr = "172.21.0.0/16"),
  ),
  error("CHG-10 vpc", "change/network", (args) => (vpcKeys(args).cidr = "10.1.0.0/16")),
  error("CHG-10 vpc-kind", "change/network", network),
  error(
    "CHG-10 vpc-id",
    "change/network",
    (args) => (args.cluster.eks.network.existing.vpcId = "vpc-0000000000000000a"),
    network,
  ),
  error(
    "CHG-10 zones",
    "change/subnets",
    (args) =>
      (vpcKeys(args).availabilityZones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]),
  ),
  error(
    "CHG-10 subnets",
    "change/subnets",
    (args) => (args.cluster.eks.network.existing.subnets[1].subnetId = "subnet-0000000000000000b"),
    network,
  ),
  error(
    "CHG-11",
    "change/kms-key",
    (args) => (args.cluster.eks.kmsKeyArn = key("2")),
    (args) => (args.cluster.eks.kmsKeyArn = key("1")),
  ),
  error(
    "CHG-11 removed",
    "change/kms-key",
    (args) => delete args.cluster.eks.kmsKeyArn,
    (args) => (args.cluster.eks.kmsKeyArn = key("1")),
  ),
  error("CHG-11 added", "change/kms-key", (args) => (args.cluster.eks.kmsKeyArn = key("1"))),
  warning("CHG-12", "change/service-removed", (args) => args.services.pop()),
  warning("CHG-12 renamed", "change/service-removed", (args) => (args.services[1].name = "reply")),
  error("CHG-14", "change/region", (args) => {
    args.cluster.eks.region = "eu-west-1";
    vpcKeys(args).availabilityZones = ["eu-west-1a", "eu-west-1b"];
    args.nodes.groups[0].availabilityZones = ["eu-west-1a"];
  }),
  error(
    "CHG-15 account",
    "change/account",
    (args) => (args.cluster.eks.accountId = "444455556666"),
    (args) => (args.cluster.eks.accountId = "111122223333"),
  ),
  warning(
    "CHG-16 group",
    "change/consumer-group",
    (args) => (args.services[1].consumes.consumerGroup = "answers"),
  ),
  warning("CHG-16 topic", "change/consumed-topic", (args) => {
    Object.assign(args.services[1], { consumes: { topic: "summaries" }, produces: [] });
  }),
  warning(
    "CHG-17 namespace",
    "change/namespace",
    (args) => (args.services[1].namespace = "answers"),
  ),
  warning(
    "CHG-18 environment",
    "change/environment-lowered",
    (args) => (args.environment = "development"),
    (args) => {
      args.environment = "production";
      args.nodes.groups[0].maxSize = 6;
    },
  ),
  warning("CHG-19 keys", "change/keys-move", (args) => (args.kafka.topics[1].partitions = 7)),
  warning(
    "CHG-19 retention",
    "change/retention-shortened",
    (args) => (args.kafka.topics[1].retentionMs = 100_000_000),
  ),
  warning(
    "CHG-19 retention-ends",
    "change/retention-shortened",
    (args) => (args.kafka.topics[1].retentionMs = 500_000_000),
    (args) => (args.kafka.topics[1].retentionMs = -1),
  ),
  warning(
    "CHG-19 cleanup",
    "change/cleanup-policy",
    (args) => (args.kafka.topics[1].cleanupPolicy = "compact"),
  ),
  warning(
    "CHG-20 claims",
    "change/claims-will-be-deleted",
    (args) => (args.kafka.strimzi = { deleteClaim: true }),
  ),
  warning(
    "CHG-20 brokers",
    "change/brokers-removed",
    (args) => (args.kafka.strimzi.brokers.replicas = 1),
    onTwoNodes,
  ),
  warning(
    "CHG-21 group-removed",
    "change/node-group-removed",
    (args) =>
      (args.nodes.groups[1].name =
        args.services[0].placement.nodeGroup =
        args.services[1].placement.nodeGroup =
          "chat"),
  ),
  warning(
    "CHG-21 group-replaced",
    "change/nodes-replaced",
    (args) => (args.nodes.groups[1].instanceTypes = ["m5.xlarge"]),
  ),
  error(
    "CHG-21 zones",
    "change/kafka-zones",
    (args) => (args.nodes.groups[2].availabilityZones = ["eu-central-1b"]),
    (args) => {
      args.nodes.groups.push({
        name: "kafka",
        instanceTypes: ["m6i.large"],
        maxSize: 2,
        taints: [{ key: "kafka" }],
        availabilityZones: ["eu-central-1a"],
      });
      args.kafka.strimzi.nodeGroup = "kafka";
    },
  ),
  error(
    "OPS-01 namespace",
    "change/monitoring-namespace",
    (args) => (args.monitoring.stack.namespace = "metrics"),
    monitored,
  ),
  error(
    "OPS-01 smaller",
    "change/monitoring-storage-shrunk",
    (args) => (args.monitoring.stack.storageGiB = 19),
    monitored,
  ),
  warning(
    "OPS-01 larger",
    "change/monitoring-storage-grown",
    (args) => (args.monitoring.stack.storageGiB = 21),
    monitored,
  ),
  error(
    "OPS-02 namespace",
    "change/keda-namespace",
    (args) => (args.keda = { operator: { namespace: "autoscaling" } }),
  ),
  warning(
    "CHG-22 administrators",
    "change/administrators",
    (args) => (args.cluster.eks.admins[0].principalArn = "arn:aws:iam::111122223333:role/other"),
  ),
];

/** What nobody should hear of: the same settings again, and what changes every day. */
export const harmless: readonly (readonly [string, Edit])[] = [
  ["nothing", () => undefined],
  ["an image", (args) => (args.services[1].image = "ghcr.io/acme/answer:2.8.0")],
  [
    "a new service",
    (args) =>
      args.services.push({
        ...validArgs().services[1],
        name: "second",
        consumes: { topic: "summaries" },
        produces: [],
      }),
  ],
  ["a new topic", spareTopic],
  ["more nodes", (args) => (args.nodes.groups[1].maxSize = 8)],
  ["a larger volume", (args) => (args.kafka.strimzi = { brokers: { storageGiB: 50 } })],
  ["the next minor", (args) => (args.cluster.eks.version = "1.35")],
  ["longer retention", (args) => (args.kafka.topics[0].retentionMs = 604_800_000)],
];
