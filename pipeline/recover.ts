import type { OpenedStack } from "./open-stack";
import { operate, resultOf } from "./operate";
import type { FollowOptions } from "./options";
import { recovery, type PendingOperation } from "./pending";
import { PipelineError } from "./pipeline-error";

/** How an operation goes on after a run that was killed. */
export interface RecoveryOptions {
  /**
   * Take it that interrupted creates did not come through, or that what they made is known and will be adopted. Without it, an
   * operation stops at those that cannot be repeated blindly.
   */
  clearPendingCreates?: boolean;
}

/**
 * Clears what a killed run left behind: the state learns from the providers what is there.
 * @throws PipelineError `locked` while the run that left them may still be alive, else `interrupted`, with each create that
 * nobody knows the end of
 */
export async function recover(
  opened: OpenedStack,
  options: FollowOptions & RecoveryOptions,
  name: string,
): Promise<void> {
  const { refresh, unsure } = recovery(opened.pending, options.clearPendingCreates === true);
  if (unsure.length > 0) {
    await refuseLocked(opened, options, name);
    throw new PipelineError("interrupted", unsure);
  }
  if (!refresh) return;
  options.onEvent?.({ kind: "phase", phase: "recovery" });
  const operated = await operate(opened, options, (shared) =>
    opened.stack.refresh({ ...shared, clearPendingCreates: true }),
  );
  resultOf(operated, name, options.signal);
}

/**
 * An update that is under way looks in the state like one that was killed, but for its lock, which only an operation of the
 * engine meets. The refresh of the stack's own resource asks no provider. Without this, a second pipeline would be told to
 * clear what the first is creating.
 */
async function refuseLocked(
  opened: OpenedStack,
  { signal }: FollowOptions,
  name: string,
): Promise<void> {
  const [pending] = opened.pending;
  const operated = await operate(opened, signal === undefined ? {} : { signal }, (shared) =>
    opened.stack.refresh({ ...shared, target: pending === undefined ? [] : [rootOf(pending)] }),
  );
  resultOf(operated, name, signal);
}

/** URN of the stack that a resource is in. */
function rootOf({ resource }: PendingOperation): string {
  const [stack = "", project = ""] = resource.urn.split("::");
  return `${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack.split(":")[2] ?? ""}`;
}
