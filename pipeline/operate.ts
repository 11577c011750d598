import type { EngineEvent } from "@pulumi/pulumi/automation";
import { pipelineEvents } from "./events";
import { failure } from "./failure";
import type { FollowOptions } from "./options";

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

/** Runs an operation of the engine, passes its events on and keeps them. */
export async function operate<T>(
  configFile: string | undefined,
  { onEvent, signal }: FollowOptions,
  run: (shared: Shared) => Promise<T>,
): Promise<Operated<T>> {
  const events: EngineEvent[] = [];
  const shared: Shared = {
    onEvent: (event) => {
      events.push(event);
      if (onEvent !== undefined) pipelineEvents(event).forEach(onEvent);
    },
    color: "never",
    ...(signal === undefined ? {} : { signal }),
    ...(configFile === undefined ? {} : { configFile }),
  };
  try {
    signal?.throwIfAborted();
    return { events, outcome: { result: await run(shared) } };
  } catch (error) {
    return { events, outcome: { error } };
  }
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
