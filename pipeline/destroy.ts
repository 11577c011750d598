import type { OpMap } from "@pulumi/pulumi/automation";
import { dataHeldBy } from "../policy/data-holders";
import { goes } from "./gates/data-gate";
import { openStack, type OpenedStack } from "./open-stack";
import { operate, resultOf } from "./operate";
import type { FollowOptions, StackOptions } from "./options";
import { countsOf } from "./preview";
import { PipelineError } from "./pipeline-error";
import { recover, type RecoveryOptions } from "./recover";
import { stepsOf, type Step } from "./steps";

export type DestroyOptions = StackOptions &
  FollowOptions &
  RecoveryOptions & {
    /** Only say what would go. */
    planOnly?: boolean;
    /** Also forget the stack and its history. */
    remove?: boolean;
  };

/** What went, or would go. */
export interface DestroyResult {
  outcome: "destroyed" | "planned";
  stack: string;
  counts: OpMap;
  steps: Step[];
  /** Data that goes: the resource's name, and what is lost with it. */
  lost: { name: string; what: string }[];
}

/**
 * Deletes everything in a stack, in the reverse of the order in which it was made.
 * @throws PipelineError `protected` before anything is deleted, with everything that is protected and how that is taken off
 */
export async function destroy(options: DestroyOptions): Promise<DestroyResult> {
  options.onEvent?.({ kind: "phase", phase: "checks" });
  const opened = await openStack(options, false);
  try {
    if (opened.protection.length > 0) throw new PipelineError("protected", opened.protection);
    if (options.planOnly !== true) await recover(opened, options, options.stack);
    options.onEvent?.({ kind: "phase", phase: options.planOnly === true ? "preview" : "destroy" });
    return await destroyOpened(opened, options);
  } finally {
    opened.close();
  }
}

async function destroyOpened(opened: OpenedStack, options: DestroyOptions): Promise<DestroyResult> {
  const { stack, planOnly = false, remove = false, signal } = options;
  const operated = await operate<unknown>(opened, options, (shared) =>
    planOnly ? opened.stack.previewDestroy(shared) : opened.stack.destroy({ ...shared, remove }),
  );
  resultOf(operated, stack, signal);
  const steps = stepsOf(operated.events);
  return {
    outcome: planOnly ? "planned" : "destroyed",
    stack,
    counts: countsOf(operated.events),
    steps,
    lost: steps.filter(goes).flatMap(({ name, type }) => {
      const what = dataHeldBy(type);
      return what === undefined ? [] : [{ name, what }];
    }),
  };
}
