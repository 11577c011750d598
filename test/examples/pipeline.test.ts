import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { run } from "../../cli/run";
import { program, step } from "../../examples/pipeline/deploy";
import { plan } from "../../plan/plan";
import { withoutPulumi } from "../support/cli";

const root = resolve(__dirname, "..", "..");

interface Workflow {
  on: Record<string, unknown>;
  permissions: object;
  jobs: Record<string, Job>;
}

interface Job {
  if: string;
  permissions: Record<string, string>;
  steps: { uses?: string; run?: string }[];
}

describe("the workflow of examples/pipeline", () => {
  const file = join(root, "examples", "pipeline", "github-actions.yaml");
  const workflow = parse(readFileSync(file, "utf8")) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const commands = jobs.flatMap(([job, { steps }]) =>
    steps.flatMap(({ run: line = "" }) =>
      line.startsWith("npx chatbot-platform ") ? [[job, line] as const] : [],
    ),
  );

  it("previews pull requests, deploys main and looks for drift at night", () => {
    assert.deepEqual(Object.keys(workflow.on), ["pull_request", "push", "schedule"]);
    assert.deepEqual(
      commands.map(([job, line]) => `${job}: ${line.split(" ").slice(2, 4).join(" ")}`),
      ["preview: preview prod", "up: up prod", "drift: drift prod"],
    );
  });

  for (const [job, line] of commands) {
    it(`calls ${job} with options that exist`, async () => {
      const words = line.replaceAll('"$SECRETS_PROVIDER"', "awskms://alias/a").split(" ").slice(2);
      const { result, out } = await withoutPulumi(() => run(words));
      // Usage would be 2; what is missing is the CLI alone.
      assert.equal(result, 1);
      assert.match(out, /cli\/missing/);
    });
  }

  it("grants nothing to all jobs, and each only what it needs", () => {
    assert.deepEqual(workflow.permissions, {});
    for (const [name, { permissions }] of jobs) {
      const { "pull-requests": comments, ...rest } = permissions;
      assert.deepEqual(rest, { contents: "read", "id-token": "write" }, name);
      assert.equal(comments, name === "preview" ? "write" : undefined);
    }
  });

  it("runs the actions of others by commit", () => {
    const uses = jobs.flatMap(([, { steps }]) => steps.flatMap(({ uses: action }) => action ?? []));
    assert.equal(uses.length, 9);
    for (const action of uses) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it("puts nothing that others write into a shell", () => {
    for (const [, { steps }] of jobs) {
      for (const { run: line = "" } of steps) assert.doesNotMatch(line, /\$\{\{/);
    }
  });
});

describe("the program of examples/pipeline", () => {
  it("has nothing for the rules to say", async () => {
    const { resources, findings } = await plan(program, { project: "support" });
    assert.ok(resources.length > 20);
    assert.deepEqual(findings, []);
  });

  it("ends with 1 and says what to install where there is no Pulumi CLI", async () => {
    const printed: string[] = [];
    const { result } = await withoutPulumi(() => step("up", (text) => printed.push(text)));
    assert.equal(result, 1);
    assert.match(printed.join(""), /^pulumi on PATH: expected the Pulumi CLI/);
  });
});
