import assert from "node:assert/strict";
import { policyDocument } from "../../../components/iam-policy";
import { permissionStatements } from "../../../components/service/permissions";
import { mskKafka, settledService, strimziKafka, withTopics } from "../../support/service";

function statements(...given: Parameters<typeof settledService>) {
  const { service, surroundings } = settledService(...given);
  return permissionStatements(service, surroundings);
}

describe("permissionStatements", () => {
  it("are none for a service that asks for nothing", () => {
    assert.deepEqual(statements({}, { kafka: mskKafka }), []);
    assert.deepEqual(
      statements({ consumes: { topic: "ai.chatbot" } }, { kafka: strimziKafka }),
      [],
    );
  });

  it("are what is declared, and on MSK exactly the service's topics and group", () => {
    const arn = "arn:aws:kafka:eu-central-1:111122223333";
    const found = statements(
      {
        consumes: { topic: "ai.chatbot" },
        produces: ["ai.answers", "ai.audit"],
        permissions: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::prompts/*"] }],
      },
      { kafka: withTopics(mskKafka, "ai.answers", "ai.audit"), clusterName: "chatbot" },
    );
    assert.deepEqual(policyDocument(...found).Statement, [
      {
        Sid: "DeclaredPermission1",
        Effect: "Allow",
        Action: ["s3:GetObject"],
        Resource: ["arn:aws:s3:::prompts/*"],
      },
      {
        Sid: "ConnectToKafka",
        Effect: "Allow",
        Action: ["kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently"],
        Resource: [`${arn}:cluster/chat/0123-4567`],
      },
      {
        Sid: "ReadTopic",
        Effect: "Allow",
        Action: ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
        Resource: [`${arn}:topic/chat/0123-4567/ai.chatbot`],
      },
      {
        Sid: "JoinGroup",
        Effect: "Allow",
        Action: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
        Resource: [`${arn}:group/chat/0123-4567/chat`],
      },
      {
        Sid: "WriteTopics",
        Effect: "Allow",
        Action: ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
        Resource: [
          `${arn}:topic/chat/0123-4567/ai.answers`,
          `${arn}:topic/chat/0123-4567/ai.audit`,
        ],
      },
    ]);
  });

  it("lets a consumer write nowhere on MSK", () => {
    const found = statements({ consumes: { topic: "ai.chatbot" } }, { kafka: mskKafka });
    assert.deepEqual(
      found.map(({ Sid }) => Sid),
      ["ConnectToKafka", "ReadTopic", "JoinGroup"],
    );
    assert.deepEqual(found[0]?.Action, ["kafka-cluster:Connect"]);
  });
});
