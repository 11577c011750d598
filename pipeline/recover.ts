import type { OpenedStack } from "./open-stack";
import { operate, resultOf } from "./operate";
import type { FollowOptions } from "./options";
import { recovery } from "./pending";
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
 * @throws PipelineError `interrupted`, with each create that nobody knows the end of
 */
export async function recover(
  opened: OpenedStack,
  options: FollowOptions & RecoveryOptions,
  name: string,
): Promise<void> {
  const { refresh, unsure } = recovery(opened.pending, options.clearPendingCreates === true);
  if (unsure.length > 0) throw new PipelineError("interrupted", unsure);
  if (!refresh) return;
  options.onEvent?.({ kind: "phase", phase: "recovery" });
  const operated = await operate(opened.configFile, options, (shared) =>
    opened.stack.refresh({ ...shared, clearPendingCreates: true }),
  );
  resultOf(operated, name, options.signal);
}
