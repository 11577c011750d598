import assert from "node:assert/strict";
import { platformConfig } from "../../settings/config";

describe("platformConfig()", () => {
  it("takes the project's keys and leaves those of others", () => {
    const { args, findings } = platformConfig(
      { "chatbot:services": [], "aws:region": "eu-west-1" },
      "chatbot",
    );
    assert.deepEqual(args, { services: [] });
    assert.deepEqual(findings, []);
  });

  it("says that a key of ours in another namespace has no effect", () => {
    const { findings } = platformConfig({ "other:services": [], kafka: {} }, "chatbot");
    assert.deepEqual(
      findings.map(({ path, fix }) => [path, fix]),
      [
        ["other:services", 'rename it to "chatbot:services"'],
        ["kafka", 'rename it to "chatbot:kafka"'],
      ],
    );
  });
});
