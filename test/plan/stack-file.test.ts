import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { versions } from "../../components/versions";
import { deferred } from "../../plan/secrets";
import { planStack } from "../../plan/stack";
import { readStackFile, stackFilePath } from "../../plan/stack-file";
import { examine } from "../../settings/door";
import { message, type Finding } from "../../settings/finding";

describe("readStackFile()", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "stack-file-"))));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it("reads the config of a stack", () => {
    const path = file(
      "Pulumi.dev.yaml",
      "config:\n  chatbot:services: []\n  aws:region: eu-west-1\n",
    );
    const { stack, args, config, findings } = readStackFile(path);
    assert.equal(stack, "dev");
    assert.deepEqual(args, { services: [] });
    assert.deepEqual(config, { "chatbot:services": "[]", "aws:region": "eu-west-1" });
    assert.deepEqual(findings, []);
  });

  it("reads a file that holds the args themselves", () => {
    const { stack, args, config } = readStackFile(
      file("mine.yaml", "services: []\nenvironment: production\n"),
    );
    assert.equal(stack, "mine");
    assert.deepEqual(args, { services: [], environment: "production" });
    assert.deepEqual(config, { "chatbot:services": "[]", "chatbot:environment": "production" });
  });

  it("refuses a key that stands twice, with line and column", () => {
    const path = file("twice.yaml", "services: []\nkafka: {}\nservices: []\n");
    assert.deepEqual(readStackFile(path).findings.map(message), [
      `${path}:3:1: expected every key once, got the same key twice in one mapping: remove one: the last would win silently`,
    ]);
  });

  it("names the stack that was probably meant", () => {
    assert.match(
      readStackFile(stackFilePath("prd"), ["dev", "prod"]).findings.map(message)[0] ?? "",
      /did you mean "prod"\?$/,
    );
  });

  it("keeps a place for values that only the engine can decrypt", () => {
    const path = file(
      "Pulumi.s.yaml",
      "config:\n  chatbot:services:\n    - env:\n        KEY:\n          secure: v1:abc\n",
    );
    const { args, config, secretKeys } = readStackFile(path);
    assert.deepEqual(args, { services: [{ env: { KEY: deferred } }] });
    assert.deepEqual(config, { "chatbot:services": '[{"env":{"KEY":"[secret]"}}]' });
    assert.deepEqual(secretKeys, ["chatbot:services"]);
  });

  it("plans a stack whose image and variables are encrypted, as `up` would have it, and finds nothing wrong", async () => {
    const path = file(
      "Pulumi.e.yaml",
      [
        "config:",
        "  chatbot:cluster: { existing: { kubeconfig: { secure: v1:abc } } }",
        "  chatbot:services:",
        "    - name: answer",
        "      image: { secure: v1:abc }",
        "      port: 8080",
        "      probes: { command: [/app/alive] }",
        "      env: { KEY: { secure: v1:abc } }",
      ].join("\n"),
    );
    const stack = readStackFile(path);
    const errors = (findings: readonly Finding[]): string[] =>
      findings.filter(({ severity }) => severity === "error").map(message);
    assert.deepEqual(errors(examine(stack.args, versions).findings), []);
    const { resources, findings } = await planStack(stack);
    assert.deepEqual(errors(findings), []);
    const deployment = resources.find(({ type }) => type.endsWith(":Deployment"));
    assert.match(JSON.stringify(deployment?.inputs), /"image":"\[secret\]"/);
    assert.equal(process.env["PULUMI_CONFIG_SECRET_KEYS"], undefined);
  });

  for (const [what, text] of [
    ["a list", "- 1\n"],
    ["text", "just text\n"],
    ["nothing", ""],
    ["broken YAML", "a: [1\n"],
  ] as const) {
    it(`refuses ${what} without an exception`, () => {
      assert.equal(readStackFile(file("odd.yaml", text)).findings[0]?.rule, "file/unreadable");
    });
  }
});
