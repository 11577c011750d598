import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { message } from "../../settings/finding";
import { readStackFile, stackFilePath } from "../../plan/stack-file";

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
    assert.deepEqual(readStackFile(path).args, { services: [{ env: { KEY: "[secret]" } }] });
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
