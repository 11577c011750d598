import { message, type Finding } from "../settings/finding";

/** Why an operation did not come to its end. */
export type PipelineErrorCode =
  /** No Pulumi CLI, or too old a one. */
  | "cli"
  /** No backend, or none that may hold this stack. */
  | "backend"
  /** Secrets would be stored without encryption, or cannot be decrypted. */
  | "secrets"
  /** The stack does not exist, or its project does not. */
  | "stack"
  /** Another update has the stack. */
  | "locked"
  /** An earlier run was killed, and nobody knows whether what it was creating exists. */
  | "interrupted"
  /** What the stack protects would have to go. */
  | "protected"
  /** The signal was aborted. */
  | "cancelled"
  /** The engine, the program or a provider failed. */
  | "failed";

/** An operation that did not come to its end, with everything that is known and what to do about it. */
export class PipelineError extends Error {
  constructor(
    readonly code: PipelineErrorCode,
    readonly findings: readonly Finding[],
    options?: ErrorOptions,
  ) {
    super(findings.map(message).join("\n"), options);
    this.name = "PipelineError";
  }
}

/** A finding about the surroundings rather than about settings. */
export function fault(
  rule: string,
  path: string,
  expected: string,
  got: string,
  fix: string,
): Finding {
  return { severity: "error", rule, path, expected, got, fix };
}
