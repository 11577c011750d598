import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { ExternalTopics, type ExternalTopicsArgs } from "../../../components/kafka/external-topics";
import { externalKafka, mskKafka } from "../../support/service";
import { made } from "./recorded";

const topics = [
  { name: "ai.chatbot", partitions: 12, retentionMs: -1, config: { "compression.type": "zstd" } },
];
const external = (more: object): ExternalTopicsArgs["kafka"] => ({
  external: { ...externalKafka!.external!, ...more },
  topics,
});
const msk = (manageTopics: boolean): ExternalTopicsArgs["kafka"] => ({
  msk: { ...mskKafka!.msk!, manageTopics },
  topics,
});
const services: ExternalTopicsArgs["services"] = [
  {
    name: "ai-chat-service",
    image: "ghcr.io/acme/chat:1.4.0",
    consumes: { topic: "ai.chatbot", consumerGroup: "ai-chat-group" },
    capacity: { messagesPerSecond: 2 },
    slo: { waitSeconds: 30 },
    probes: { command: ["/app/alive"] },
  },
  { name: "frontend", image: "ghcr.io/acme/web:1.4.0", produces: ["ai.chatbot"] },
];

const run = (args: ExternalTopicsArgs, opts = {}) =>
  made(() => new ExternalTopics("topics", args, opts));

const loaded = () =>
  Object.keys(createRequire(__filename).cache).filter((file) => /@pulumi.kafka.index/.test(file));

describe("ExternalTopics", () => {
  it("makes nothing, and loads nothing, unless topics are to be managed", async () => {
    assert.deepEqual(loaded(), []);
    assert.deepEqual((await run({ kafka: external({}), services })).tree, []);
    assert.deepEqual((await run({ kafka: msk(false), services })).tree, []);
    assert.deepEqual(loaded(), []);
  });

  it("makes topics of an external Kafka by the way that its settings say", async () => {
    const { tree, get } = await run({ kafka: external({ manageTopics: true }), services });
    assert.deepEqual(tree, [
      "topics-provider pulumi:providers:kafka",
      "topics-topic-ai.chatbot kafka:index/topic:Topic",
    ]);
    assert.deepEqual(get("topics-topic-ai.chatbot").inputs, {
      name: "ai.chatbot",
      partitions: 12,
      replicationFactor: 3,
      config: {
        "compression.type": "zstd",
        "cleanup.policy": "delete",
        "max.message.bytes": "1048588",
        "min.insync.replicas": "2",
        "retention.bytes": "-1",
        "retention.ms": "-1",
      },
    });
    assert.equal(get("topics-topic-ai.chatbot").options.provider, "topics-provider");
  });

  const security: [string, ExternalTopicsArgs["kafka"], object][] = [
    [
      "SCRAM over TLS",
      external({ manageTopics: true }),
      { tlsEnabled: "true", saslMechanism: "scram-sha512" },
    ],
    [
      "SCRAM-SHA-256",
      external({ manageTopics: true, sasl: "scram_sha256" }),
      { tlsEnabled: "true", saslMechanism: "scram-sha256" },
    ],
    [
      "PLAIN",
      external({ manageTopics: true, sasl: "plaintext" }),
      { tlsEnabled: "true", saslMechanism: "plain" },
    ],
    [
      "nothing at all, against the provider's own default",
      external({ manageTopics: true, sasl: "none", tls: false }),
      // The SDK's own default; the provider uses it only with a user name.
      { tlsEnabled: "false", saslMechanism: "plain" },
    ],
    [
      "IAM",
      msk(true),
      { tlsEnabled: "true", saslMechanism: "aws-iam", saslAwsRegion: "eu-central-1" },
    ],
  ];
  for (const [title, kafka, expected] of security) {
    it(`reaches the brokers by ${title}, with credentials from the environment`, async () => {
      const { get } = await run({ kafka });
      const { bootstrapServers, ...rest } = get("topics-provider").inputs;
      assert.deepEqual(rest, { skipTlsVerify: "false", ...expected });
      const servers = (kafka.external ?? kafka.msk)?.bootstrapServers as string;
      assert.deepEqual(JSON.parse(bootstrapServers as string), servers.split(","));
    });
  }

  it("gives the user that all share the rights of all, each once", async () => {
    const kafka = external({ manageTopics: true, username: "chatbot" });
    const { resources } = await run({ kafka, services });
    const acls = resources.filter(({ type }) => type === "kafka:index/acl:Acl");
    assert.equal(acls.length, 5);
    const common = {
      aclPrincipal: "User:chatbot",
      aclPermissionType: "Allow",
      aclHost: "*",
      resourcePatternTypeFilter: "Literal",
    };
    const acl = (aclResourceType: string, aclResourceName: string, aclOperation: string) => ({
      ...common,
      aclResourceType,
      aclResourceName,
      aclOperation,
    });
    assert.deepEqual(Object.fromEntries(acls.map(({ name, inputs }) => [name, inputs])), {
      "topics-acl-topic-ai.chatbot-Read": acl("Topic", "ai.chatbot", "Read"),
      "topics-acl-topic-ai.chatbot-Describe": acl("Topic", "ai.chatbot", "Describe"),
      "topics-acl-topic-ai.chatbot-Write": acl("Topic", "ai.chatbot", "Write"),
      "topics-acl-group-ai-chat-group-Read": acl("Group", "ai-chat-group", "Read"),
      "topics-acl-group-ai-chat-group-Describe": acl("Group", "ai-chat-group", "Describe"),
    });
  });

  it("makes no rights for MSK, where IAM has them, and none for nobody", async () => {
    for (const kafka of [
      msk(true),
      external({ manageTopics: true, username: "a", sasl: "none" }),
    ]) {
      const { tree } = await run({ kafka, services });
      assert.deepEqual(
        tree.filter((row) => row.includes("Acl")),
        [],
      );
    }
  });

  it("check 108: topics are protected in production", async () => {
    const kafka = external({ manageTopics: true });
    for (const [environment, expected] of [
      ["production", true],
      ["development", undefined],
    ] as const) {
      const { get } = await run({ kafka, environment });
      assert.equal(get("topics-topic-ai.chatbot").options.protect, expected);
    }
    const { get } = await run({ kafka, environment: "production" }, { protect: false });
    assert.notEqual(get("topics-topic-ai.chatbot").options.protect, true);
  });

  it("takes brokers that are only known later", async () => {
    const kafka = external({
      manageTopics: true,
      bootstrapServers: pulumi.output("a:9093,b:9093"),
    });
    const { get } = await run({ kafka });
    assert.equal(get("topics-provider").inputs["bootstrapServers"], '["a:9093","b:9093"]');
  });
});
