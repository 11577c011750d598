import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Finding } from "../settings/finding";
import { isCancelling, plainText } from "./events";
import { knownFailures } from "./known-failures";
import { fault, PipelineError } from "./pipeline-error";
import { nameOf } from "./steps";

/** What is known of an operation that was rejected. */
export interface Rejection {
  error: unknown;
  events: readonly EngineEvent[];
  stack: string;
  /** Whether the caller's signal was aborted. */
  aborted: boolean;
}

/** The rejection of an operation of the engine as an error that says what to do. */
export function failure({ error, events, stack, aborted }: Rejection): PipelineError {
  if (error instanceof PipelineError) return error;
  const options = { cause: error };
  const text = error instanceof Error ? error.message : String(error);
  if (aborted || events.some(isCancelling))
    return new PipelineError("cancelled", [cancelled(stack, events)], options);
  if (nameOfError(error) === "ConcurrentUpdateError") {
    return new PipelineError("locked", [locked(stack, text)], options);
  }
  if (nameOfError(error) === "StackNotFoundError") {
    const finding = fault(
      "stack/missing",
      stack,
      "a stack that exists",
      "none of that name in the backend",
      "look at pulumi stack ls; preview and up make a new one",
    );
    return new PipelineError("stack", [finding], options);
  }
  const said = errorsOf(events);
  const findings = said.length > 0 ? said : [finding("the engine", errorText(text))];
  const secrets = findings.some(({ rule }) => rule === "failure/passphrase");
  return new PipelineError(secrets ? "secrets" : "failed", findings, options);
}

/** The engine's errors. "preview failed" and "update failed" only follow from another. */
function errorsOf(events: readonly EngineEvent[]): Finding[] {
  return events.flatMap(({ diagnosticEvent }) => {
    if (diagnosticEvent?.severity !== "error") return [];
    const text = plainText(diagnosticEvent.message);
    if (/^(error: )?(preview|update|destroy|refresh) failed$/.test(text)) return [];
    return [finding(nameOf(diagnosticEvent.urn ?? "") || "the program", text)];
  });
}

/** What the CLI printed as an error, out of the report of a command with its output twice. */
function errorText(text: string): string {
  return (/^error: (.+)$/m.exec(text) ?? /^ stderr: (.+)$/m.exec(text))?.[1] ?? text.trim();
}

function finding(path: string, text: string): Finding {
  const known = knownFailures.find(({ pattern }) => pattern.test(text));
  return fault(
    known === undefined ? "failure/other" : known.rule,
    path,
    known?.expected ?? "success",
    text.replace(/^error: /, ""),
    known?.fix ?? "correct it and run again: what was done is in the state",
  );
}

function locked(stack: string, text: string): Finding {
  const holder = /created by (.+? at .+?)(?:\n|$)/.exec(text)?.[1];
  return fault(
    "stack/locked",
    stack,
    "a stack that nobody else updates",
    holder === undefined ? "another update in progress" : `a lock of ${holder.trim()}`,
    `wait for its end; if its process is gone: pulumi cancel --yes --stack ${stack}, and run again`,
  );
}

function cancelled(stack: string, events: readonly EngineEvent[]): Finding {
  const done = events.filter(
    ({ resOutputsEvent }) =>
      resOutputsEvent !== undefined &&
      resOutputsEvent.planning !== true &&
      resOutputsEvent.metadata.op !== "same",
  ).length;
  return fault(
    "stack/cancelled",
    stack,
    "an operation that comes to its end",
    `a cancellation after ${done} changed resource${done === 1 ? "" : "s"}`,
    "run again: what was done is in the state, and the rest follows",
  );
}

/** By name, because a program may bring its own copy of the SDK. */
function nameOfError(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
