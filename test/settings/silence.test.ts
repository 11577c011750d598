import assert from "node:assert/strict";
import type { Finding } from "../../settings/finding";
import { applySilences } from "../../settings/silence";

const finding = (severity: Finding["severity"], path: string): Finding => ({
  severity,
  rule: "kafka/some-rule",
  path,
  expected: "x",
  got: "y",
  fix: "z",
});
const reason = "agreed with the team in review";

describe("applySilences()", () => {
  it("takes accepted warnings out, by rule and path", () => {
    const findings = [finding("warning", "services[0].a"), finding("warning", "services[1].a")];
    const left = applySilences(findings, [
      { rule: "kafka/some-rule", path: "services[0]", reason },
    ]);
    assert.deepEqual(left, [findings[1]]);
  });

  it("never takes an error out, and says that the silence does nothing", () => {
    const left = applySilences([finding("error", "a")], [{ rule: "kafka/some-rule", reason }]);
    assert.deepEqual(
      left.map(({ rule }) => rule),
      ["kafka/some-rule", "silence/nothing-to-silence"],
    );
  });
});
