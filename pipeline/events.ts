import type { EngineEvent, OpType } from "@pulumi/pulumi/automation";
import type { Finding } from "../settings/finding";
import { nameOf } from "./steps";

/** What a pipeline is doing. */
export type Phase = "checks" | "recovery" | "preview" | "gates" | "update" | "destroy" | "drift";

/** One thing that happened, as a line of JSON would say it. */
export type PipelineEvent =
  | { kind: "phase"; phase: Phase }
  | { kind: "resource"; state: ResourceState; operation: OpType; type: string; name: string }
  | { kind: "cancelling" }
  | { kind: "message"; severity: "info" | "warning" | "error"; text: string; name?: string }
  | { kind: "finding"; gate: string; finding: Finding };

/** `planned` in a preview; else the engine begins, ends or fails. */
export type ResourceState = "planned" | "begun" | "done" | "failed";

/** What a person may want to know of an event of the engine. Steps that change nothing are left out. */
export function pipelineEvents(event: EngineEvent): PipelineEvent[] {
  const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent } = event;
  if (resourcePreEvent !== undefined) {
    return resourceEvent(
      resourcePreEvent.planning === true ? "planned" : "begun",
      resourcePreEvent.metadata,
    );
  }
  if (resOutputsEvent !== undefined && resOutputsEvent.planning !== true) {
    return resourceEvent("done", resOutputsEvent.metadata);
  }
  if (isCancelling(event)) return [{ kind: "cancelling" }];
  if (resOpFailedEvent !== undefined) return resourceEvent("failed", resOpFailedEvent.metadata);
  return diagnosticEvent === undefined ? [] : messageEvent(diagnosticEvent);
}

function resourceEvent(
  state: ResourceState,
  { op, urn, type }: { op: OpType; urn: string; type: string },
): PipelineEvent[] {
  if (op === "same" || op === "refresh" || op === "read") return [];
  return [{ kind: "resource", state, operation: op, type, name: nameOf(urn) }];
}

function messageEvent({
  message,
  severity,
  urn,
  ephemeral,
}: NonNullable<EngineEvent["diagnosticEvent"]>): PipelineEvent[] {
  const text = plainText(message);
  // The SDK's own chatter arrives with a severity that its types do not know.
  const chatter = (severity as string) === "debug" || ephemeral === true;
  if (chatter || text === "") return [];
  // What a program prints to its standard error is no error.
  const level = severity === "error" || severity === "warning" ? severity : "info";
  const name = urn === undefined || urn === "" ? undefined : nameOf(urn);
  return [{ kind: "message", severity: level, text, ...(name === undefined ? {} : { name }) }];
}

/** Whether the engine says that it has been interrupted itself, as by Ctrl-C for a whole group of processes. */
export function isCancelling({ stdoutEvent }: EngineEvent): boolean {
  return stdoutEvent !== undefined && plainText(stdoutEvent.message).startsWith("^C received");
}

/** The engine's text without its colour tags, such as `<{%reset%}>`. */
export function plainText(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "").trim();
}
