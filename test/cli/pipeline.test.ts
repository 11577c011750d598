import assert from "node:assert/strict";
import { mock } from "node:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/run";
import { followed } from "../../cli/follow";
import { Exit } from "../../cli/exit";
import { previewJson, previewLines } from "../../cli/preview";
import { stackOptions } from "../../cli/stack-command";
import { fault, PipelineError } from "../../pipeline/pipeline-error";
import type { Preview } from "../../pipeline/preview";
import { stepsOf } from "../../pipeline/steps";
import { announced, stateOf } from "../pipeline/engine-events";
import { withoutPulumi } from "../support/cli";

/** What an action prints, with no Pulumi CLI on PATH; the exit that it ends with is its result. */
const printed = <T>(action: () => Promise<T>) =>
  withoutPulumi<T | Exit>(() =>
    action().catch((error: unknown) => {
      if (error instanceof Exit) return error;
      throw error;
    }),
  );

const lines = (out: string): Record<string, unknown>[] =>
  out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("the commands about deployed stacks", () => {
  for (const command of ["preview", "up", "destroy", "drift"]) {
    it(`${command} says what to install where there is no Pulumi CLI, and ends with 1`, async () => {
      const { result, out } = await printed(() => run([command, "dev"]));
      assert.equal(result, 1);
      assert.match(out, /pulumi on PATH: expected the Pulumi CLI, .* \[cli\/missing\]\n$/);
    });

    it(`${command} --json prints lines of JSON, the error last`, async () => {
      const { out } = await printed(() => run([command, "dev", "--json"]));
      assert.deepEqual(
        lines(out).map(({ kind }) => kind),
        ["phase", "error"],
      );
      assert.equal(lines(out).at(-1)?.["code"], "cli");
    });
  }

  it("takes the stack as a word or as --stack, and dev where neither is given", () => {
    const flags = { folder: "." };
    assert.equal(stackOptions(undefined, flags).stack, "dev");
    assert.equal(stackOptions("prod", flags).stack, "prod");
    assert.equal(stackOptions(undefined, { ...flags, stack: "prod" }).stack, "prod");
  });

  it("doctor names the kubeconfig that it cannot read, and ends with 1", async () => {
    const { result, out } = await printed(() => run(["doctor", "--kubeconfig", "/nowhere/config"]));
    assert.equal(result, 1);
    assert.match(out, /\/nowhere\/config: expected a kubeconfig/);
  });

  it("doctor names the contexts that there are", async () => {
    const folder = mkdtempSync(join(tmpdir(), "doctor-"));
    const file = join(folder, "config");
    writeFileSync(
      file,
      "apiVersion: v1\nkind: Config\nclusters: [{name: a, cluster: {server: 'https://a'}}]\nusers: [{name: a, user: {}}]\ncontexts: [{name: staging, context: {cluster: a, user: a}}]\n",
    );
    const { out } = await printed(() =>
      run(["doctor", "--kubeconfig", file, "--context", "stagign"]),
    );
    rmSync(folder, { recursive: true });
    assert.match(out, /--context: expected one of staging, got "stagign"/);
  });
});

describe("followed()", () => {
  const finding = fault("a/b", "path", "this", "that", "do it");

  it("ends with 1 for what the pipeline knows, and passes on what is a defect", async () => {
    const known = () => Promise.reject(new PipelineError("failed", [finding]));
    const { result, out } = await printed(() => followed(false, known));
    assert.ok(result instanceof Exit && result.code === 1);
    assert.match(out, /path: expected this, got that: do it/);
    const defect = () => Promise.reject(new TypeError("a defect"));
    await assert.rejects(
      printed(() => followed(true, defect)),
      /a defect/,
    );
  });

  it("prints warnings at once and a line for each resource that is done", async () => {
    const { out } = await printed(() =>
      followed(false, async ({ onEvent }) => {
        onEvent({ kind: "phase", phase: "update" });
        onEvent({ kind: "message", severity: "warning", text: "look out" });
        onEvent({ kind: "message", severity: "info", text: "chatter" });
        for (const state of ["planned", "begun", "done", "failed"] as const) {
          onEvent({ kind: "resource", state, operation: "create", type: "a:b:C", name: state });
        }
        return Promise.resolve();
      }),
    );
    assert.equal(
      out,
      "  warning look out\n  done create a:b:C done\n  failed create a:b:C failed\n",
    );
  });

  for (const [heard, aborts] of [
    [false, true],
    [true, false],
  ] as const) {
    it(`passes SIGINT on ${heard ? "no more where" : "after a while unless"} the engine has heard`, async () => {
      const { write } = process.stderr;
      process.stderr.write = () => true;
      const clock = mock.timers;
      clock.enable({ apis: ["setTimeout"] });
      const aborted = await followed(false, async ({ onEvent, signal }) => {
        process.emit("SIGINT");
        if (heard) onEvent({ kind: "cancelling" });
        clock.tick(4000);
        return Promise.resolve(signal.aborted);
      });
      clock.reset();
      process.stderr.write = write;
      assert.equal(aborted, aborts);
    });
  }

  it("passes a second SIGINT on at once", async () => {
    const { write } = process.stderr;
    process.stderr.write = () => true;
    const aborted = await followed(true, async ({ signal }) => {
      process.emit("SIGINT");
      process.emit("SIGINT");
      return Promise.resolve(signal.aborted);
    });
    process.stderr.write = write;
    assert.equal(aborted, true);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends on ${signal}, and leaves no handler behind`, async () => {
      const before = process.listenerCount(signal);
      const { write } = process.stderr;
      process.stderr.write = () => true;
      const aborted = await followed(true, async (follow) => {
        // As `process.kill` would, without ending the test's own run.
        process.emit(signal);
        return Promise.resolve(follow.signal.aborted);
      });
      process.stderr.write = write;
      // The engine has four seconds to say that it has heard of the first SIGINT itself.
      assert.equal(aborted, signal === "SIGTERM");
      assert.equal(process.listenerCount(signal), before);
    });
  }
});

describe("a preview on the command line", () => {
  const preview: Preview = {
    stack: "dev",
    counts: { delete: 1, same: 2 },
    steps: stepsOf([
      announced("delete", stateOf("a:b:C", "c", { password: "canary" })),
      announced("create", stateOf("pulumi:pulumi:Stack", "dev")),
    ]),
    gates: [{ gate: "data", findings: [fault("data/lost", "c", "e", "g", "f")] }],
    open: false,
  };

  it("says what is held back", () => {
    assert.deepEqual(previewLines(preview).slice(0, 1), ["  delete   a:b:C  c"]);
    assert.equal(
      previewLines(preview).at(-1),
      "dev: 1 to delete, 2 unchanged; 1 error, 0 warnings; held back",
    );
  });

  it("holds no inputs as JSON", () => {
    assert.doesNotMatch(JSON.stringify(previewJson(preview)), /canary/);
  });
});
