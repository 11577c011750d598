import assert from "node:assert/strict";
import { pipelineEvents } from "../../pipeline/events";
import { announced, finished, said, stateOf, urnOf } from "./engine-events";

const type = "kubernetes:core/v1:Namespace";
const state = stateOf(type, "a");
const resource = { kind: "resource", operation: "create", type, name: "a" };

describe("pipelineEvents()", () => {
  it("tells a plan from a beginning, an end and a failure", () => {
    const planned = announced("create", state);
    const begun = {
      ...planned,
      resourcePreEvent: { ...planned.resourcePreEvent!, planning: false },
    };
    const done = finished("create", state);
    const metadata = done.resOutputsEvent!.metadata;
    const failed = {
      sequence: 0,
      timestamp: 0,
      resOpFailedEvent: { metadata, status: 1, steps: 1 },
    };
    assert.deepEqual(pipelineEvents(planned), [{ ...resource, state: "planned" }]);
    assert.deepEqual(pipelineEvents(begun), [{ ...resource, state: "begun" }]);
    assert.deepEqual(pipelineEvents(done), [{ ...resource, state: "done" }]);
    assert.deepEqual(pipelineEvents(failed), [{ ...resource, state: "failed" }]);
  });

  it("leaves out what changes nothing, and the end of a plan", () => {
    for (const op of ["same", "read", "refresh"] as const) {
      assert.deepEqual(pipelineEvents(announced(op, state)), []);
      assert.deepEqual(pipelineEvents(finished(op, state)), []);
    }
    const done = finished("create", state);
    const planned = { ...done, resOutputsEvent: { ...done.resOutputsEvent!, planning: true } };
    assert.deepEqual(pipelineEvents(planned), []);
  });

  it("passes messages on without colours, and a program's own output as information", () => {
    assert.deepEqual(
      pipelineEvents(said("warning", "<{%fg 3%}>hm<{%reset%}>\n", urnOf(type, "a"))),
      [{ kind: "message", severity: "warning", text: "hm", name: "a" }],
    );
    assert.deepEqual(pipelineEvents(said("info#err", "printed")), [
      { kind: "message", severity: "info", text: "printed" },
    ]);
  });

  it("tells when the engine was interrupted itself", () => {
    const message =
      "<{%reset%}>^C received; cancelling. If you would like to terminate immediately";
    const stdoutEvent = { message, color: "never" };
    assert.deepEqual(pipelineEvents({ sequence: 0, timestamp: 0, stdoutEvent }), [
      { kind: "cancelling" },
    ]);
    const other = { message: "something else", color: "never" };
    assert.deepEqual(pipelineEvents({ sequence: 0, timestamp: 0, stdoutEvent: other }), []);
  });

  it("leaves out the SDK's chatter, empty text and what soon changes", () => {
    assert.deepEqual(pipelineEvents(said("debug", "RegisterResource RPC prepared")), []);
    assert.deepEqual(pipelineEvents(said("info", "<{%reset%}>")), []);
    const ephemeral = said("info", "downloading 3 %");
    ephemeral.diagnosticEvent!.ephemeral = true;
    assert.deepEqual(pipelineEvents(ephemeral), []);
    assert.deepEqual(pipelineEvents({ sequence: 0, timestamp: 0 }), []);
  });
});
