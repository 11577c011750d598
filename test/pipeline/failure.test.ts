import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { failure } from "../../pipeline/failure";
import { fault, PipelineError } from "../../pipeline/pipeline-error";
import { finished, said, stateOf, urnOf } from "./engine-events";

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

function judged(error: unknown, events: EngineEvent[] = [], aborted = false): PipelineError {
  return failure({ error, events, stack: "dev", aborted });
}

const command = (stderr: string): Error =>
  named("CommandError", `code: -2\n stdout: \n stderr: Command failed\n${stderr}\n err?: Error`);

/** What providers and the engine print, and the rule it belongs to. */
const texts: [string, string, "failed" | "secrets"][] = [
  ["error: could not decrypt: incorrect passphrase, please set …", "failure/passphrase", "secrets"],
  ["cannot use these settings:\n  services[0].name: expected …", "failure/settings", "failed"],
  ["no resource plugin 'pulumi-resource-aws-v7.48.0' found", "failure/plugin", "failed"],
  ["configured Kubernetes cluster is unreachable: dial tcp", "failure/unreachable", "failed"],
  ["cannot re-use a name that is still in use", "failure/release-name", "failed"],
  ["EntityAlreadyExists: Role with name a already exists.", "failure/exists", "failed"],
  ["ExpiredToken: The security token included in the request", "failure/credentials", "failed"],
  ["ThrottlingException: Rate exceeded", "failure/throttled", "failed"],
  ["DependencyViolation: The vpc has dependencies", "failure/network-in-use", "failed"],
  ["something else", "failure/other", "failed"],
];

describe("failure()", () => {
  for (const [text, rule, code] of texts) {
    it(`knows ${text.split("\n")[0]?.slice(0, 40)}`, () => {
      const urn = urnOf("aws:eks/cluster:Cluster", "main");
      const error = judged(command("error: update failed"), [said("error", text, urn)]);
      assert.equal(error.code, code);
      assert.deepEqual(
        error.findings.map((finding) => [finding.rule, finding.path]),
        [[rule, "main"]],
      );
    });
  }

  it("reports every error of the engine once, without those that only follow", () => {
    const { findings } = judged(command(""), [
      said("error", "<{%reset%}>one<{%reset%}>"),
      said("warning", "no error"),
      said("error", "two"),
      said("error", "update failed"),
      said("error", "preview failed"),
    ]);
    assert.deepEqual(
      findings.map(({ got, path }) => [path, got]),
      [
        ["the program", "one"],
        ["the program", "two"],
      ],
    );
  });

  it("falls back to what the CLI printed, without the report around it", () => {
    const { findings } = judged(command("error: no Pulumi.yaml project file found"));
    assert.equal(findings[0]?.got, "no Pulumi.yaml project file found");
    assert.equal(judged("odd").findings[0]?.got, "odd");
  });

  it("says who holds a lock, and the way out", () => {
    const text =
      "error: the stack is currently locked by 1 lock(s). Either wait …\n  file:///s/lock.json: created by me@host (pid 7) at 2026-11-25T13:00:00Z\n";
    const error = judged(named("ConcurrentUpdateError", text));
    assert.equal(error.code, "locked");
    assert.match(error.message, /a lock of me@host \(pid 7\) at 2026-11-25T13:00:00Z/);
    assert.match(error.message, /pulumi cancel --yes --stack dev/);
    const other = judged(named("ConcurrentUpdateError", "[409] Conflict"));
    assert.match(other.message, /another update in progress/);
  });

  it("knows a stack that does not exist", () => {
    assert.equal(judged(named("StackNotFoundError", "no stack named 'dev' found")).code, "stack");
  });

  it("takes everything after an abort for the cancellation, and counts what was done", () => {
    const state = stateOf("a:b:C", "c");
    const error = judged(
      command("error: update canceled"),
      [finished("create", state), finished("same", state), said("error", "update canceled")],
      true,
    );
    assert.equal(error.code, "cancelled");
    assert.match(error.message, /after 1 changed resource:/);
  });

  it("takes an interruption of the engine itself for a cancellation too", () => {
    const message = "^C received; cancelling.";
    const interrupted = { sequence: 0, timestamp: 0, stdoutEvent: { message, color: "never" } };
    assert.equal(judged(command("error: update canceled"), [interrupted]).code, "cancelled");
  });

  it("passes on what is judged already, and keeps the cause of the rest", () => {
    const own = new PipelineError("cli", [fault("cli/missing", "a", "b", "c", "d")]);
    assert.equal(judged(own), own);
    assert.equal(own.message, "a: expected b, got c: d");
    const cause = command("");
    assert.equal(judged(cause).cause, cause);
  });
});
