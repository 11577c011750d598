import assert from "node:assert/strict";
import { kedaStatements } from "../../../components/keda/permissions";

const msk = {
  bootstrapServers: "b-1.chat.kafka.eu-central-1.amazonaws.com:9098",
  clusterArn: "arn:aws:kafka:eu-central-1:111122223333:cluster/chat/0123-4567",
  cidrs: ["10.0.0.0/16"],
  manageTopics: false,
  brokers: 3,
};

describe("kedaStatements()", () => {
  it("lets the operator see offsets of MSK, and neither read nor write a message (check 58)", () =>
    assert.deepEqual(
      kedaStatements<string>([], msk).map(({ Action, Resource }) => [Action, Resource]),
      [
        [
          ["kafka-cluster:Connect"],
          ["arn:aws:kafka:eu-central-1:111122223333:cluster/chat/0123-4567"],
        ],
        [
          ["kafka-cluster:DescribeTopic"],
          ["arn:aws:kafka:eu-central-1:111122223333:topic/chat/0123-4567/*"],
        ],
        [
          ["kafka-cluster:DescribeGroup"],
          ["arn:aws:kafka:eu-central-1:111122223333:group/chat/0123-4567/*"],
        ],
      ],
    ));

  it("gives nothing that nobody asked for", () =>
    assert.deepEqual(kedaStatements<string>([], undefined), []));
});
