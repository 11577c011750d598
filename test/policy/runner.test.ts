import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { packPolicies } from "../../policy/pack/policies";
import { Analyzer } from "./analyzer";

const root = resolve(__dirname, "..", "..");

describe("the policy pack, run from its sources by Pulumi's own runner", function () {
  this.timeout(60_000);
  let analyzer: Analyzer;
  before(async () => {
    analyzer = await Analyzer.start(join(root, "policy", "pack"));
  });
  after(() => analyzer.stop());

  it("names every policy", async () => {
    const { policies } = await analyzer.info();
    assert.deepEqual(policies.sort(), packPolicies.map(({ name }) => name).sort());
  });

  it("refuses a volume in clear", async () => {
    const violations = await analyzer.analyze("aws:ebs/volume:Volume", "data", {
      encrypted: false,
    });
    assert.equal(violations.length, 1);
    assert.match(violations[0] ?? "", /^volume-encrypted: [^]*data\.encrypted: expected true/);
  });

  it("refuses settings that cannot work", async () => {
    const violations = await analyzer.analyze(
      "chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform",
      "chatbot",
      { cluster: { existing: {} }, services: [{ name: "Bad_Name", image: "a" }] },
    );
    assert.match(violations.join("\n"), /^settings-errors: [^]*services\[0\]\.name: expected/m);
  });
});
