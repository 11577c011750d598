import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  KafkaScalerAccess,
  type KafkaScalerAccessArgs,
} from "../../../components/kafka/kafka-scaler-access";
import { masked } from "../../../plan/secrets";
import { needSharedData } from "../../support/shared-data";
import { externalKafka, mskKafka, strimziKafka } from "../../support/service";
import { isSecret, made, opened, type Made } from "./recorded";

type Kafka = KafkaScalerAccessArgs["kafka"];

const consumers = [
  { namespace: "chatbot", topic: "ai.chatbot", consumerGroup: "ai-chat-group" },
  { namespace: "batch", topic: "ai.chatbot", consumerGroup: "audit" },
  { namespace: "chatbot", topic: "ai.summaries", consumerGroup: "ai-chat-group" },
];

const access = (kafka: Kafka, more: Partial<KafkaScalerAccessArgs> = {}) =>
  made(() => {
    const component = new KafkaScalerAccess("keda-kafka", { kafka, consumers, ...more });
    component.authenticationName.apply((name) => (authenticationName = name));
  });
let authenticationName: string | undefined;

const authentications = (run: Made) =>
  run.resources
    .filter(({ type }) => type.endsWith(":TriggerAuthentication"))
    .map(({ inputs }) => inputs as any)
    .map(({ metadata, spec }) => [`${metadata.namespace}/${metadata.name}`, spec])
    .sort();

const from = (name: string, ...keys: string[]) => ({
  secretTargetRef: keys.map((key) => ({ parameter: key, name, key })),
});
const inBoth = (spec: object) => [
  ["batch/kafka", spec],
  ["chatbot/kafka", spec],
];

describe("KafkaScalerAccess", () => {
  let run: Made;
  before(async () => {
    run = await access(strimziKafka!, { caCertificate: pulumi.output("<ca>") });
  });

  it("makes exactly these children for Strimzi", () => {
    assert.deepEqual(run.tree, [
      "keda-kafka-authentication-batch kubernetes:keda.sh/v1alpha1:TriggerAuthentication",
      "keda-kafka-authentication-chatbot kubernetes:keda.sh/v1alpha1:TriggerAuthentication",
      "keda-kafka-password random:index/randomPassword:RandomPassword",
      "keda-kafka-password-secret kubernetes:core/v1:Secret",
      "keda-kafka-secret-batch kubernetes:core/v1:Secret",
      "keda-kafka-secret-chatbot kubernetes:core/v1:Secret",
      "keda-kafka-user kubernetes:kafka.strimzi.io/v1:KafkaUser",
    ]);
  });

  it("makes objects that the real CRDs admit", async function () {
    needSharedData(this, "crds", "keda");
    assert.deepEqual(run.errors, []);
    assert.deepEqual((await access(externalKafka!)).errors, []);
    assert.deepEqual((await access(mskKafka!)).errors, []);
  });

  it("check 58: may describe topics and groups, and nothing else", () => {
    const describing = (type: string, name: string) => ({
      type: "allow",
      resource: { type, name, patternType: "literal" },
      operations: ["Describe"],
      host: "*",
    });
    assert.deepEqual(run.spec("keda-kafka-user")["authorization"].acls, [
      describing("topic", "ai.chatbot"),
      describing("topic", "ai.summaries"),
      describing("group", "ai-chat-group"),
      describing("group", "audit"),
    ]);
  });

  it("puts the credentials where KEDA reads them, and says so (check 73)", () => {
    assert.deepEqual(
      authentications(run),
      inBoth(from("kafka-scaler", "username", "password", "ca")),
    );
    for (const namespace of ["batch", "chatbot"]) {
      const { metadata, stringData } = run.get(`keda-kafka-secret-${namespace}`).inputs as any;
      assert.deepEqual([metadata.namespace, metadata.name], [namespace, "kafka-scaler"]);
      assert.deepEqual(opened(stringData), {
        username: "keda",
        password: "<password of keda-kafka-password>",
        ca: "<ca>",
      });
    }
    assert.deepEqual((run.get("keda-kafka-user").inputs as any).metadata.name, "keda");
  });

  it("checks 100 to 102: the password is a secret wherever it goes, and goes into Secrets only", () => {
    for (const name of ["password-secret", "secret-batch", "secret-chatbot"]) {
      assert.equal(isSecret(run.get(`keda-kafka-${name}`).inputs["stringData"]), true, name);
    }
    for (const { name, inputs } of run.resources) {
      assert.doesNotMatch(JSON.stringify(masked(inputs)), /<password/, name);
    }
  });

  it("tells Kafka before KEDA", () => {
    assert.deepEqual(run.waitsFor("keda-kafka-secret-batch"), [
      "keda-kafka-password",
      "keda-kafka-user",
    ]);
    assert.deepEqual(run.waitsFor("keda-kafka-authentication-batch"), [
      "keda-kafka-secret-batch",
      "keda-kafka-secret-chatbot",
    ]);
  });

  const external = (more: object): Kafka => ({
    external: { ...externalKafka!.external!, ...more },
  });
  const table: [string, Kafka, unknown[][], string][] = [
    [
      "the Secret of an external Kafka",
      external({}),
      inBoth(from("kafka-credentials", "username", "password")),
      "kafka",
    ],
    [
      "its private CA too",
      external({ privateCa: true, credentialsSecret: "acme" }),
      inBoth(from("acme", "username", "password", "ca")),
      "kafka",
    ],
    [
      "its private CA alone",
      external({ privateCa: true, sasl: "none" }),
      inBoth(from("kafka-credentials", "ca")),
      "kafka",
    ],
    ["nothing where nobody asks", external({ sasl: "none" }), [], ""],
    [
      "KEDA's own AWS identity for MSK",
      mskKafka!,
      inBoth({ podIdentity: { provider: "aws" } }),
      "kafka",
    ],
  ];
  for (const [title, kafka, expected, name] of table) {
    it(`points at ${title}, and makes nothing else`, async () => {
      const other = await access(kafka);
      assert.deepEqual(authentications(other), expected);
      assert.equal(other.tree.length, expected.length);
      assert.equal(authenticationName, name);
    });
  }
});
