import assert from "node:assert/strict";
import fc from "fast-check";
import {
  bootstrapAddress,
  passwordSecretName,
  scalerUserName,
  topicResourceName,
  userName,
} from "../../../components/kafka/names";

const topicName = fc.stringMatching(/^[a-zA-Z0-9._-]{1,249}$/);
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
const subdomain = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

describe("topicResourceName() (check 68)", () => {
  const table: [string, RegExp][] = [
    ["ai.chatbot", /^ai\.chatbot$/],
    ["a", /^a$/],
    ["AI_Chat", /^ai-chat-[0-9a-f]{10}$/],
    ["ai..chat", /^ai-chat-[0-9a-f]{10}$/],
    ["__internal__", /^internal-[0-9a-f]{10}$/],
    ["chat-", /^chat-[0-9a-f]{10}$/],
    ["...", /^[0-9a-f]{10}$/],
    ["T".repeat(249), /^t{200}-[0-9a-f]{10}$/],
  ];
  for (const [name, expected] of table) {
    it(`makes ${expected.source} of ${name.slice(0, 20)}`, () =>
      assert.match(topicResourceName({ name }), expected));
  }

  it("is always a name that Kubernetes allows, and two topics never share one", () => {
    fc.assert(
      fc.property(topicName, topicName, (one, other) => {
        const name = topicResourceName({ name: one });
        assert.match(name, subdomain);
        assert.ok(name.length <= 253);
        if (one !== other) assert.notEqual(name, topicResourceName({ name: other }));
      }),
    );
  });

  it("keeps apart what differs in case, or in dots and underscores, only", () => {
    const alike = ["ai_chat", "AI_chat", "AI.CHAT", "ai.chat", "ai-chat"];
    assert.equal(new Set(alike.map((name) => topicResourceName({ name }))).size, alike.length);
  });
});

describe("userName()", () => {
  it("keeps services of one name in two namespaces apart", () => {
    assert.equal(userName({ namespace: "chatbot", name: "answer" }), "chatbot.answer");
    assert.equal(userName({ namespace: "batch", name: "answer" }), "batch.answer");
  });

  it("never takes KEDA's name, nor the Secret of anybody's password", () => {
    fc.assert(
      fc.property(label, label, label, label, (namespace, name, otherNamespace, otherName) => {
        const user = userName({ namespace, name });
        const other = userName({ namespace: otherNamespace, name: otherName });
        assert.notEqual(user, scalerUserName);
        assert.notEqual(user, passwordSecretName(other));
        assert.notEqual(user, passwordSecretName(scalerUserName));
      }),
    );
    const worst = userName({ namespace: "keda", name: "password" });
    assert.notEqual(worst, passwordSecretName(scalerUserName));
  });
});

describe("bootstrapAddress()", () => {
  it("is the Service that Strimzi makes", () => {
    const address = bootstrapAddress({ clusterName: "kafka-cluster", namespace: "kafka" });
    assert.equal(address, "kafka-cluster-kafka-bootstrap.kafka.svc:9093");
  });
});
