import type { EngineEvent } from "@pulumi/pulumi/automation";
import { openStack } from "./open-stack";
import { operate, resultOf } from "./operate";
import type { FollowOptions, StackOptions } from "./options";
import { nameOf } from "./steps";

export type DriftOptions = StackOptions & FollowOptions;

/** A resource that somebody changed beside the program. */
export interface Drift {
  type: string;
  name: string;
  urn: string;
  change: "changed" | "gone";
  /** Paths of what changed. */
  properties: string[];
}

/** What differs between the state and the world. */
export interface DriftResult {
  stack: string;
  drifts: Drift[];
}

/**
 * Asks every provider what is there, and changes nothing, not even the state.
 * @throws PipelineError
 */
export async function drift(options: DriftOptions): Promise<DriftResult> {
  options.onEvent?.({ kind: "phase", phase: "checks" });
  const opened = await openStack(options, false);
  try {
    options.onEvent?.({ kind: "phase", phase: "drift" });
    // The program runs along, so that providers use today's credentials and not those of the last update.
    const operated = await operate(opened, options, (shared) =>
      opened.stack.previewRefresh({ ...shared, runProgram: true }),
    );
    resultOf(operated, options.stack, options.signal);
    return { stack: options.stack, drifts: driftsOf(operated.events) };
  } finally {
    opened.close();
  }
}

/** What a refresh found changed. */
export function driftsOf(events: readonly EngineEvent[]): Drift[] {
  return events.flatMap(({ resOutputsEvent }): Drift[] => {
    if (resOutputsEvent === undefined) return [];
    const { op, urn, type, detailedDiff, diffs } = resOutputsEvent.metadata;
    const properties = Object.keys(detailedDiff ?? {});
    const changed = properties.length > 0 ? properties : (diffs ?? []);
    const what = { type, name: nameOf(urn), urn };
    if (op === "delete") return [{ ...what, change: "gone", properties: [] }];
    if (op !== "update" || changed.length === 0) return [];
    return [{ ...what, change: "changed", properties: changed }];
  });
}
