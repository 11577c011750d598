import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { KafkaAccess, type KafkaAccessArgs } from "../../../components/kafka/kafka-access";
import { masked } from "../../../plan/secrets";
import { needSharedData } from "../../support/shared-data";
import { externalKafka } from "../../support/service";
import { isSecret, made, opened, type Made } from "./recorded";

const kafka = {
  strimzi: { credentialsGeneration: 3 },
  topics: [
    { name: "ai.chatbot", partitions: 12 },
    { name: "ai.summaries", partitions: 6 },
    { name: "ai.ledger", partitions: 6, transactional: true },
  ],
};
const image = "ghcr.io/acme/chat:1.4.0";
const base: KafkaAccessArgs = {
  kafka,
  service: {
    name: "ai-chat-service",
    image,
    consumes: { topic: "ai.chatbot", consumerGroup: "ai-chat-group" },
    produces: ["ai.summaries"],
    capacity: { messagesPerSecond: 2 },
    slo: { waitSeconds: 30 },
    probes: { command: ["/app/alive"] },
  },
  caCertificate: pulumi.output("<ca>"),
  bootstrapServers: pulumi.output("kafka-cluster-kafka-bootstrap.kafka.svc:9093"),
};

const access = (args: KafkaAccessArgs) => made(() => new KafkaAccess("chat-kafka", args));
const data = (run: Made, name: string) => opened(run.get(name).inputs["stringData"]);

describe("KafkaAccess", () => {
  let run: Made;
  before(async () => {
    run = await access(base);
  });

  it("makes exactly these children", () => {
    assert.deepEqual(run.tree, [
      "chat-kafka-password random:index/randomPassword:RandomPassword",
      "chat-kafka-password-secret kubernetes:core/v1:Secret",
      "chat-kafka-secret kubernetes:core/v1:Secret",
      "chat-kafka-user kubernetes:kafka.strimzi.io/v1:KafkaUser",
    ]);
  });

  it("makes objects that the real CRDs admit", function () {
    needSharedData(this, "crds", "strimzi");
    assert.deepEqual(run.errors, []);
  });

  it("check 58: rights on exactly its topics and its group", () => {
    const acl = (type: string, name: string, ...operations: string[]) => ({
      type: "allow",
      resource: { type, name, patternType: "literal" },
      operations,
      host: "*",
    });
    assert.deepEqual(run.spec("chat-kafka-user")["authorization"], {
      type: "simple",
      acls: [
        acl("topic", "ai.chatbot", "Read", "Describe"),
        acl("group", "ai-chat-group", "Read"),
        acl("topic", "ai.summaries", "Write", "Describe"),
      ],
    });
  });

  it("reads the user's password from the Secret beside it", () => {
    const { metadata, spec } = run.get("chat-kafka-user").inputs as any;
    assert.deepEqual(
      [metadata.namespace, metadata.name, metadata.labels["strimzi.io/cluster"]],
      ["kafka", "chatbot.ai-chat-service", "kafka-cluster"],
    );
    const { name, key } = spec.authentication.password.valueFrom.secretKeyRef;
    const beside = run.get("chat-kafka-password-secret").inputs as any;
    assert.deepEqual([beside.metadata.namespace, beside.metadata.name], ["kafka", name]);
    assert.deepEqual(data(run, "chat-kafka-password-secret"), {
      [key]: "<password of chat-kafka-password>",
    });
  });

  it("gives the service the same password, under every name that somebody looks for", () => {
    const { metadata } = run.get("chat-kafka-secret").inputs as any;
    assert.deepEqual([metadata.namespace, metadata.name], ["chatbot", "ai-chat-service-kafka"]);
    assert.deepEqual(data(run, "chat-kafka-secret"), {
      username: "chatbot.ai-chat-service",
      password: "<password of chat-kafka-password>",
      ca: "<ca>",
      "ca.crt": "<ca>",
      "bootstrap.servers": "kafka-cluster-kafka-bootstrap.kafka.svc:9093",
      "security.protocol": "SASL_SSL",
      "sasl.mechanism": "SCRAM-SHA-512",
      "sasl.jaas.config":
        'org.apache.kafka.common.security.scram.ScramLoginModule required username="chatbot.ai-chat-service" password="<password of chat-kafka-password>";',
    });
  });

  it("checks 100 to 102: the password is a secret wherever it goes, and goes into Secrets only", () => {
    for (const name of ["chat-kafka-password-secret", "chat-kafka-secret"]) {
      assert.equal(isSecret(run.get(name).inputs["stringData"]), true, name);
    }
    for (const { name, inputs } of run.resources) {
      assert.doesNotMatch(JSON.stringify(masked(inputs)), /<password/, name);
    }
  });

  it("tells Kafka before the service, and waits until Kafka knows (check 67)", () => {
    assert.deepEqual(run.waitsFor("chat-kafka-user"), ["chat-kafka-password-secret"]);
    assert.deepEqual(run.waitsFor("chat-kafka-secret"), ["chat-kafka-password", "chat-kafka-user"]);
    const { annotations } = run.get("chat-kafka-user").inputs["metadata"] as any;
    assert.equal(annotations["pulumi.com/waitFor"], "condition=Ready");
  });

  it("makes a new password, and has Strimzi look, when the generation is raised", async () => {
    const generations = (made: Made) => [
      made.get("chat-kafka-password").inputs["keepers"],
      (made.get("chat-kafka-user").inputs["metadata"] as any).annotations[
        "chatbot.dev/credentials-generation"
      ],
    ];
    assert.deepEqual(generations(run), [{ generation: "3" }, "3"]);
    const raised = await access({
      ...base,
      kafka: { ...kafka, strimzi: { credentialsGeneration: 4 } },
    });
    assert.deepEqual(generations(raised), [{ generation: "4" }, "4"]);
  });

  it("makes passwords that no format has to escape", () => {
    const { length, special } = run.get("chat-kafka-password").inputs;
    assert.deepEqual([length, special], [32, false]);
  });

  it("gives transactions a prefix of their own", async () => {
    const service = { name: "ledger", image, produces: ["ai.ledger"] };
    const withTransactions = await access({ ...base, service });
    const { acls } = withTransactions.spec("chat-kafka-user")["authorization"];
    assert.deepEqual(acls.at(-1), {
      type: "allow",
      resource: { type: "transactionalId", name: "ledger.", patternType: "prefix" },
      operations: ["Write", "Describe"],
      host: "*",
    });
    assert.equal(data(withTransactions, "chat-kafka-secret")["transactional.id.prefix"], "ledger.");
  });

  it("refuses what cannot work before anything is made", async () => {
    const service = { name: "Chat", image, produces: ["ai.chatbot"] };
    await assert.rejects(access({ ...base, service }), pulumi.RunError);
    const external = { ...externalKafka!, topics: kafka.topics };
    await assert.rejects(
      access({ ...base, kafka: external }),
      /kafka: expected strimzi, got external/,
    );
  });
});
