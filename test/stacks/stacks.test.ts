import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { versions } from "../../components/versions";
import { goldenFiles } from "../../plan/golden";
import type { Plan } from "../../plan/plan";
import { planStack } from "../../plan/stack";
import { readStackFile } from "../../plan/stack-file";
import { examine } from "../../settings/door";
import { message } from "../../settings/finding";

const root = resolve(__dirname, "..", "..");

for (const stack of ["dev", "prod", "local"]) {
  describe(`stack ${stack}`, () => {
    const file = readStackFile(join(root, `Pulumi.${stack}.yaml`));
    let result: Plan;
    before(async () => {
      result = await planStack(file);
    });

    it("is named on the first line by the schema that editors use", () => {
      const [first] = readFileSync(file.path, "utf8").split("\n");
      const schema = /^# yaml-language-server: \$schema=(.+)$/.exec(first ?? "")?.[1];
      assert.ok(schema !== undefined && existsSync(join(root, schema)), first);
    });

    it("raises nothing", () => {
      const findings = [...file.findings, ...examine(file.args, versions).findings];
      assert.deepEqual(findings.map(message), []);
      assert.deepEqual(result.findings.map(message), []);
    });

    it("is the same with the defaults that the engine adds from Pulumi.yaml", () => {
      const { config } = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
        config: Record<string, { default?: unknown }>;
      };
      const added = Object.entries(config).filter(([, { default: value }]) => value !== undefined);
      assert.deepEqual(
        added.map(([key]) => key),
        ["environment"],
      );
      const defaults = Object.fromEntries(added.map(([key, { default: value }]) => [key, value]));
      const asHanded = examine({ ...defaults, ...file.args }, versions);
      assert.deepEqual(asHanded, examine(file.args, versions));
    });

    it("renders what is committed in test/golden (npm run golden writes it anew)", () => {
      const folder = join(root, "test", "golden", stack);
      const rendered = new Map(goldenFiles(result).map(({ path, text }) => [path, text]));
      const committed = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
        /\.(yaml|txt)$/.test(path),
      );
      assert.deepEqual([...rendered.keys()].sort(), committed.sort());
      for (const [path, text] of rendered) {
        assert.equal(text, readFileSync(join(folder, path), "utf8"), path);
      }
    });

    it("has the article's chatbot: a frontend by CPU, and its consumer by lag", () => {
      const scaledObject = (name: string): Record<string, any> =>
        result.resources.find(
          ({ type, inputs }) =>
            type.endsWith(":ScaledObject") && (inputs.metadata as { name: string }).name === name,
        )?.inputs as Record<string, any>;
      assert.deepEqual(
        scaledObject("frontend").spec.triggers.map(({ type }: { type: string }) => type),
        ["cpu"],
      );
      const { minReplicaCount, maxReplicaCount, triggers } = scaledObject("ai-chat-service").spec;
      const [lag] = triggers;
      assert.equal(lag.metadata.topic, "ai.chatbot");
      assert.equal(lag.metadata.consumerGroup, "ai-chat-group");
      assert.equal(lag.metadata.tls, "enable");
      assert.equal(minReplicaCount, 0);
      const topic = result.resources.find(({ name }) => name === "chatbot-kafka-topic-ai.chatbot");
      assert.equal(maxReplicaCount, (topic?.inputs.spec as { partitions: number }).partitions);
    });

    it("shows no secret: passwords and keys are masked, whatever holds them", () => {
      const text = JSON.stringify(result.resources);
      assert.ok(text.includes("[secret]"));
      assert.ok(!/<password of|<rsa private key of|<private key of|kubeconfig of/.test(text));
    });
  });
}

describe("the stack's program", () => {
  it("refuses settings that cannot work before anything is registered", async () => {
    const file = readStackFile(join(root, "Pulumi.local.yaml"));
    const config = { ...file.config, "chatbot:services": '[{"name":"Bad_Name"}]' };
    let registered = 0;
    await assert.rejects(
      planStack({ ...file, config }, () => {
        registered += 1;
      }),
      /services\[0\]\.name: expected/,
    );
    assert.equal(registered, 0);
  });

  it("says when a key stands in another namespace", async () => {
    const file = readStackFile(join(root, "Pulumi.local.yaml"));
    const config = { ...file.config, "other:services": "[]" };
    await assert.rejects(planStack({ ...file, config }), /rename it to "chatbot:services"/);
  });
});
