import type { EngineEvent } from "@pulumi/pulumi/automation";
import { pipelineEvents } from "./events";
import { failure } from "./failure";
import type { OpenedStack } from "./open-stack";
import type { FollowOptions } from "./options";
import { errorWithoutSecrets, eventWithoutSecrets } from "./secret-values";

/** What every operation of the engine is given. */
export interface Shared {
  onEvent: (event: EngineEvent) => void;
  signal?: AbortSignal;
  color: "never";
  configFile?: string;
}

/** An operation that came to its end, or did not. */
export interface Operated<T> {
  events: EngineEvent[];
  outcome: { result: T } | { error: unknown };
}

/**
 * Runs an operation of the engine, passes its events on and keeps them. What the engine calls an error may quote a secret that
 * this very run has made, and waits for the end, when all of them are known and can be masked.
 */
export async function operate<T>(
  opened: Pick<OpenedStack, "configFile" | "secrets">,
  { onEvent, signal }: FollowOptions,
  run: (shared: Shared) => Promise<T>,
): Promise<Operated<T>> {
  const events: EngineEvent[] = [];
  const held: EngineEvent[] = [];
  const pass = (event: EngineEvent): void => {
    events.push(event);
    if (onEvent !== undefined) pipelineEvents(event).forEach(onEvent);
  };
  const { configFile } = opened;
  const shared: Shared = {
    onEvent: (event) => {
      if (event.diagnosticEvent?.severity === "error") held.push(event);
      else pass(event);
    },
    color: "never",
    ...(signal === undefined ? {} : { signal }),
    ...(configFile === undefined ? {} : { configFile }),
  };
  try {
    signal?.throwIfAborted();
    const result = await run(shared);
    if (held.length > 0) tell(held, await opened.secrets(), pass);
    return { events, outcome: { result } };
  } catch (error) {
    const secrets = await opened.secrets();
    tell(held, secrets, pass);
    return { events, outcome: { error: errorWithoutSecrets(error, secrets) } };
  }
}

function tell(
  held: readonly EngineEvent[],
  secrets: readonly string[],
  pass: (event: EngineEvent) => void,
): void {
  for (const event of held) pass(eventWithoutSecrets(event, secrets));
}

/** The result of an operation. @throws PipelineError when there is none. */
export function resultOf<T>(
  { events, outcome }: Operated<T>,
  stack: string,
  signal?: AbortSignal,
): T {
  if ("result" in outcome) return outcome.result;
  const { error } = outcome;
  throw failure({ error, events, stack, aborted: signal?.aborted === true });
}
