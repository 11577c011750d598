import assert from "node:assert/strict";
import {
  brokersElsewhere,
  clientNamespaces,
  kafkaSecretName,
  scaledConsumers,
  serviceNamespaces,
  vpcCidr,
} from "../../../components/platform/shares";
import type { PlatformArgs } from "../../../settings/args/platform";
import type { ServiceArgs } from "../../../settings/args/service";
import { validArgs } from "../../support/base-args";
import { externalKafka, mskKafka, strimziKafka } from "../../support/service";
import { chat, frontend, settled } from "./platforms";

const existing = { existing: { context: "staging" } };
const twoTopics = {
  ...strimziKafka,
  topics: [
    { name: "ai.chatbot", partitions: 12 },
    { name: "ai.retries", partitions: 12 },
  ],
};
const of = (services: ServiceArgs[], kafka: PlatformArgs["kafka"] = twoTopics) =>
  settled({ cluster: existing, kafka, services });

const producer: ServiceArgs = {
  ...frontend,
  name: "producer",
  namespace: "web",
  produces: ["ai.chatbot"],
};
const foreign: ServiceArgs = {
  name: "foreign",
  namespace: "legacy",
  consumes: { topic: "ai.chatbot", consumerGroup: "old-group" },
  scaling: {
    scaleTargetRef: { name: "old", kind: "StatefulSet" },
    maxReplicaCount: 3,
    triggers: [{ kafka: { lagThreshold: 10 } }],
  },
};

describe("serviceNamespaces", () => {
  it("are each named once, sorted", () =>
    assert.deepEqual(serviceNamespaces(of([producer, chat, { ...chat, name: "second" }])), [
      "chatbot",
      "web",
    ]));
});

describe("clientNamespaces", () => {
  it("are those whose pods, if the platform makes them, read or write topics", () => {
    assert.deepEqual(clientNamespaces(of([producer, chat, foreign])), ["chatbot", "web"]);
    assert.deepEqual(clientNamespaces(of([frontend, foreign])), []);
  });
});

describe("scaledConsumers", () => {
  const consumer = { namespace: "chatbot", topic: "ai.chatbot" };
  const kafka = (trigger: object): ServiceArgs => ({
    ...chat,
    scaling: { triggers: [{ kafka: {} }, trigger] },
  });
  const table: [string, ServiceArgs[], object[]][] = [
    ["nobody without a lag trigger", [frontend, producer], []],
    ["the group of a service", [chat], [{ ...consumer, consumerGroup: "chat" }]],
    [
      "one whose pods somebody else runs",
      [foreign],
      [{ namespace: "legacy", topic: "ai.chatbot", consumerGroup: "old-group" }],
    ],
    [
      "a second topic, which a trigger names",
      [
        kafka({
          name: "other",
          kafka: { topic: "ai.retries", consumerGroup: "retries", lagThreshold: 5 },
        }),
      ],
      [
        { ...consumer, consumerGroup: "chat" },
        { namespace: "chatbot", topic: "ai.retries", consumerGroup: "retries" },
      ],
    ],
    [
      "not one on brokers of its own",
      [
        kafka({
          name: "away",
          kafka: {
            bootstrapServers: "away:9092",
            topic: "t",
            consumerGroup: "g",
            lagThreshold: 5,
          },
        }),
      ],
      [{ ...consumer, consumerGroup: "chat" }],
    ],
    [
      "not one with credentials of its own",
      [
        kafka({
          name: "own",
          authenticationRef: { name: "mine" },
          kafka: { topic: "ai.retries", consumerGroup: "g", lagThreshold: 5 },
        }),
      ],
      [{ ...consumer, consumerGroup: "chat" }],
    ],
  ];
  for (const [title, services, expected] of table) {
    it(`are ${title}`, () => assert.deepEqual(scaledConsumers(of(services)), expected));
  }
});

describe("kafkaSecretName", () => {
  const table: [string, ServiceArgs, PlatformArgs["kafka"], string | undefined][] = [
    ["a consumer on Strimzi", chat, strimziKafka, "chat-kafka"],
    ["a producer on Strimzi", producer, strimziKafka, "producer-kafka"],
    ["a service without topics", frontend, strimziKafka, undefined],
    ["pods of somebody else", foreign, strimziKafka, undefined],
    ["an external Kafka", chat, externalKafka, undefined],
    ["MSK", chat, mskKafka, undefined],
  ];
  for (const [title, service, kafka, expected] of table) {
    it(`of ${title} is ${expected ?? "none"}`, () => {
      const settings = of([service], kafka);
      const [only] = settings.services;
      assert.ok(only !== undefined);
      assert.equal(kafkaSecretName(settings, only), expected);
    });
  }
});

describe("brokersElsewhere", () => {
  it("are those of an external Kafka and of MSK", () => {
    assert.equal(brokersElsewhere(of([chat], externalKafka)), "kafka-1:9094,kafka-2:9095");
    assert.equal(
      brokersElsewhere(of([chat], mskKafka)),
      "b-1.chat.kafka.eu-central-1.amazonaws.com:9098",
    );
    assert.equal(brokersElsewhere(of([chat])), undefined);
    assert.equal(brokersElsewhere(settled({ cluster: existing, services: [frontend] })), undefined);
  });
});

describe("vpcCidr", () => {
  const eks = (network: object): PlatformArgs => {
    const args = validArgs();
    args["cluster"].eks.network = network;
    return args as unknown as PlatformArgs;
  };
  it("is that of the new or the given VPC, and unknown on a cluster that exists", () => {
    const zones = ["eu-central-1a", "eu-central-1b"];
    const vpc = { cidr: "10.8.0.0/16", availabilityZones: zones };
    const subnets = zones.map((availabilityZone, i) => ({
      subnetId: `subnet-0a1b2c3${i}`,
      availabilityZone,
      cidr: `10.9.${i * 16}.0/20`,
    }));
    const given = { vpcId: "vpc-0a1b2c3d", cidr: "10.9.0.0/16", subnets };
    assert.equal(vpcCidr(settled(eks({ vpc }))), "10.8.0.0/16");
    assert.equal(vpcCidr(settled(eks({ existing: given }))), "10.9.0.0/16");
    assert.equal(vpcCidr(of([chat])), undefined);
  });
});
