import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cli } from "../support/cli";

const root = resolve(__dirname, "..", "..");

describe("the command line", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "cli-"))));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const local = join(root, "Pulumi.local.yaml");

  for (const words of [
    ["--help"],
    ["plan", "--help"],
    ["check", "--help"],
    ["lint", "--help"],
    ["forecast", "--help"],
    ["schema", "--help"],
    ["preview", "--help"],
    ["up", "--help"],
    ["destroy", "--help"],
    ["drift", "--help"],
    ["doctor", "--help"],
  ]) {
    it(`${words.join(" ")} explains and ends with 0`, async () => {
      const { code, out } = await cli(...words);
      assert.equal(code, 0);
      assert.match(out, /^Usage: chatbot-platform/);
    });
  }

  for (const words of [
    ["paln"],
    ["plan", "--jsn"],
    ["lint"],
    ["check", "a", "b"],
    ["up", "dev", "--stack", "prod"],
  ]) {
    it(`${words.join(" ")} is a usage error and ends with 2`, async () => {
      const { code, out, err } = await cli(...words);
      assert.equal(code, 2);
      assert.equal(out, "");
      assert.match(err, /^error: /);
    });
  }

  describe("check", () => {
    it("says that a stack is fine and ends with 0", async () => {
      const { code, out } = await cli("check", local);
      assert.deepEqual([code, out], [0, `${local}: no findings\n`]);
    });

    it("prints findings as JSON with their whole message and ends with 1", async () => {
      const path = file("bad.yaml", "cluster:\n  existing: {}\nservices:\n  - name: Bad_Name\n");
      const { code, out } = await cli("check", path, "--json");
      assert.equal(code, 1);
      const { findings } = JSON.parse(out) as { findings: Record<string, string>[] };
      assert.deepEqual(Object.keys(findings[0] ?? {}).sort(), [
        "expected",
        "fix",
        "got",
        "message",
        "path",
        "rule",
        "severity",
      ]);
      assert.equal(findings[0]?.path, "services[0].name");
    });

    it("names ten different mistakes at once", async () => {
      const path = file(
        "ten.yaml",
        [
          "environment: prod",
          "cluster:",
          "  existing:",
          "    contxt: kind",
          "kafka:",
          "  strimzi: {}",
          "  topics:",
          "    - { name: chat, partitions: 0 }",
          "    - { name: sums, partitions: 4 }",
          "services:",
          "  - name: Chat",
          "  - name: a",
          "    image: ghcr.io/acme/a:latest",
          "    consumes: { topic: sums }",
          "    scaling: { maxReplicaCount: 9 }",
          "  - name: b",
          "    image: ghcr.io/acme/b:1.0.0",
          "    resources: { memory: 4GB }",
          "  - name: c",
          "    image: ghcr.io/acme/c:1.0.0",
          "    consumes: { topic: nowhere }",
          "  - name: d",
          "    image: ghcr.io/acme/d:1.0.0",
          "    scaling: { triggers: [{ type: kafak, metadata: {} }] }",
          "  - name: e",
          "    image: ghcr.io/acme/e:1.0.0",
          "    scaling: { minReplicaCount: 5, maxReplicaCount: 3 }",
          "  - name: a",
          "    image: ghcr.io/acme/a2:1.0.0",
        ].join("\n"),
      );
      const { out } = await cli("check", path, "--json");
      const { findings } = JSON.parse(out) as { findings: { path: string }[] };
      const paths = new Set(findings.map((finding) => finding.path));
      for (const expected of [
        "environment",
        "cluster.existing.contxt",
        "kafka.topics[0].partitions",
        "services[0].name",
        "services[1].image",
        "services[1].scaling.maxReplicaCount",
        "services[2].resources.memory",
        "services[3].consumes.topic",
        "services[4].scaling.triggers[0].type",
        "services[6].name",
      ]) {
        assert.ok(paths.has(expected), `${expected} is not among\n${[...paths].join("\n")}`);
      }
    });

    it("names the file that is not there, and the stack that was meant", async () => {
      const { code, out } = await cli("check", "lcal");
      assert.equal(code, 1);
      assert.match(out, /did you mean "local"\?/);
    });

    it("says with --previous what a change would lose", async () => {
      const args = (partitions: number): string =>
        `cluster:\n  existing: {}\nkafka:\n  strimzi: {}\n  topics:\n    - { name: chat, partitions: ${partitions} }\nservices: []\n`;
      const { code, out } = await cli(
        "check",
        file("next.yaml", args(4)),
        "--previous",
        file("previous.yaml", args(8)),
      );
      assert.equal(code, 1);
      assert.match(out, /kafka\.topics\[0\]\.partitions/);
    });
  });

  describe("plan", () => {
    it("shows tree, derived numbers, findings and files, and writes every manifest", async () => {
      const { code, out } = await cli("plan", local, "--out", folder);
      assert.equal(code, 0);
      for (const part of ["What would be deployed (", "What was derived (", "Findings", "Files"]) {
        assert.ok(out.includes(part), part);
      }
      assert.match(
        out,
        /ai-chat-service.*lagThreshold|services\[1\].*lagThreshold = 30: floor\(2 messages/,
      );
      const manifests = readdirSync(join(folder, "local", "manifests"));
      assert.ok(manifests.includes("chatbot.scaledobject.ai-chat-service.yaml"));
    });

    it("ends with a forecast of a week, and with 0 whatever that says", async () => {
      const { code, out } = await cli("plan", local, "--out", folder);
      assert.equal(code, 0);
      assert.match(
        out,
        /Forecast\n. local [^]*daily wave, 7 d[^]*static peak[^]*messages a second/,
      );
      const page = join(folder, "local", "forecast.html");
      assert.ok(out.trimEnd().endsWith(page));
      assert.ok(existsSync(page));
    });

    it("says why it forecasts nothing", async () => {
      const path = file("idle.yaml", "cluster:\n  existing: {}\nservices: []\n");
      const { code, out } = await cli("plan", path, "--out", folder);
      assert.equal(code, 0);
      assert.match(
        out,
        /Forecast\n {2}none: it takes one platform, with a service that has a capacity/,
      );
    });

    it("prints JSON with resources, derived values and findings", async () => {
      const { out } = await cli("plan", local, "--json", "--out", folder);
      const plan = JSON.parse(out) as Record<string, Record<string, unknown>[]>;
      assert.deepEqual(Object.keys(plan), ["resources", "derived", "findings"]);
      for (const key of ["type", "name", "parent", "inputs", "options"]) {
        assert.ok(key in (plan.resources?.[0] ?? {}), key);
      }
      assert.deepEqual(Object.keys(plan.derived?.[0] ?? {}), ["path", "value", "formula"]);
    });

    it("plans nothing and writes nothing when settings cannot work", async () => {
      const path = file("wrong.yaml", "cluster:\n  existing: {}\nservices: 5\n");
      const { code, out } = await cli("plan", path, "--out", join(folder, "none"));
      assert.equal(code, 1);
      assert.match(out, /nothing was planned/);
      assert.ok(!existsSync(join(folder, "none")));
    });

    it("runs somebody's own program", async () => {
      const program = join(root, "examples", "own-deployment");
      const { code, out } = await cli("plan", program, "--out", folder);
      assert.equal(code, 0);
      assert.match(out, /ScaledObject +transcribe-scaled-object/);
    });

    it("says in one line what a program refuses, without a stack trace", async () => {
      const program = file(
        "program.ts",
        `import { ScaledService } from ${JSON.stringify(join(root, "index"))};\nexport = async () => { new ScaledService("a", { service: { name: "Bad_Name" } }); };\n`,
      );
      const { code, out, err } = await cli("plan", program, "--out", folder);
      assert.equal(code, 1);
      assert.match(out + err, /services?\[0\]\.name: expected/);
      assert.ok(!/\n {4}at /.test(out + err));
    });
  });

  it("schema prints the JSON Schema of the settings", async () => {
    const { code, out } = await cli("schema");
    assert.equal(code, 0);
    assert.ok("PlatformArgs" in (JSON.parse(out) as { definitions: object }).definitions);
  });
});
