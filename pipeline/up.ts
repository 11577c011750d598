import type { OpMap, OutputMap } from "@pulumi/pulumi/automation";
import { openStack, type OpenedStack } from "./open-stack";
import { operate, resultOf } from "./operate";
import { countsOf, previewOpened, type Preview, type PreviewOptions } from "./preview";
import { recover, type RecoveryOptions } from "./recover";

export type UpOptions = PreviewOptions &
  RecoveryOptions & {
    /** Stop after the gates. */
    planOnly?: boolean;
  };

/** How an update ended. */
export type UpResult =
  /** A gate holds it back: nothing was changed. */
  | { outcome: "held"; preview: Preview }
  /** `planOnly`: nothing was changed. */
  | { outcome: "planned"; preview: Preview }
  | {
      outcome: "updated";
      preview: Preview;
      /** How many resources there were of each operation. */
      counts: OpMap;
      /** Outputs of the stack; those marked secret are in clear here. */
      outputs: OutputMap;
    };

/**
 * Brings a stack to what its program says, once every gate is open. A run that was killed before is recovered first.
 * @throws PipelineError
 */
export async function up(options: UpOptions): Promise<UpResult> {
  options.onEvent?.({ kind: "phase", phase: "checks" });
  const opened = await openStack(options, true);
  try {
    // A plan changes nothing, not even the state.
    if (options.planOnly !== true) await recover(opened, options, options.stack);
    const preview = await previewOpened(opened, options);
    if (!preview.open) return { outcome: "held", preview };
    if (options.planOnly === true) return { outcome: "planned", preview };
    return await update(opened, preview, options);
  } finally {
    opened.close();
  }
}

async function update(
  opened: OpenedStack,
  preview: Preview,
  options: UpOptions,
): Promise<UpResult> {
  options.onEvent?.({ kind: "phase", phase: "update" });
  const { policyPacks = [] } = options;
  const operated = await operate(opened, options, (shared) =>
    opened.stack.up({ ...shared, policyPacks: [...policyPacks] }),
  );
  const { outputs } = resultOf(operated, options.stack, options.signal);
  return { outcome: "updated", preview, counts: countsOf(operated.events), outputs };
}
