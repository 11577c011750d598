import type { EngineEvent, OpMap } from "@pulumi/pulumi/automation";
import type { Finding } from "../settings/finding";
import { plainText } from "./events";
import { gateContext } from "./gates/gate-context";
import { isOpen, runGates, type Gate, type GateResult } from "./gates/gate";
import { gates as ownGates } from "./gates/gates";
import { openStack, type OpenedStack } from "./open-stack";
import { operate, resultOf } from "./operate";
import type { FollowOptions, StackOptions } from "./options";
import { changes, nameOf, stepsOf, type Step } from "./steps";

/** How an update is judged before it happens. */
export interface GateOptions {
  /** Names or URNs of resources that may be replaced or deleted, and ids of `change/…` rules that are accepted. */
  allowReplace?: readonly string[];
  /** Gates after this package's own. */
  gates?: readonly Gate[];
  /** Folders of further policy packs, which the engine runs. */
  policyPacks?: readonly string[];
}

export type PreviewOptions = StackOptions & FollowOptions & GateOptions;

/** What an update would do, and what there is to say about it. */
export interface Preview {
  stack: string;
  /** How many resources there are of each operation, `same` included. */
  counts: OpMap;
  /** What would change. */
  steps: Step[];
  /** What every gate found. */
  gates: GateResult[];
  /** Whether nothing holds the update back. */
  open: boolean;
}

/**
 * Runs the program without changing anything, and asks the gates about what would happen.
 * @throws PipelineError
 */
export async function preview(options: PreviewOptions): Promise<Preview> {
  options.onEvent?.({ kind: "phase", phase: "checks" });
  const opened = await openStack(options, true);
  try {
    return await previewOpened(opened, options);
  } finally {
    opened.close();
  }
}

/** A preview of a stack that is open already. */
export async function previewOpened(
  opened: OpenedStack,
  options: PreviewOptions,
): Promise<Preview> {
  const { onEvent, signal, policyPacks = [], gates = [], allowReplace = [], stack } = options;
  onEvent?.({ kind: "phase", phase: "preview" });
  const operated = await operate(opened, options, (shared) =>
    opened.stack.preview({ ...shared, policyPacks: [...policyPacks] }),
  );
  const packs = packFindings(operated.events);
  // A mandatory policy makes the engine fail; it is a gate's finding and not a failure.
  if (!packs.some(({ severity }) => severity === "error")) resultOf(operated, stack, signal);

  onEvent?.({ kind: "phase", phase: "gates" });
  const steps = stepsOf(operated.events);
  const results = [
    { gate: "surroundings", findings: opened.warnings },
    { gate: "packs", findings: packs },
    ...(await runGates([...ownGates, ...gates], gateContext(stack, steps, allowReplace))),
  ];
  for (const { gate, findings } of results) {
    for (const finding of findings) onEvent?.({ kind: "finding", gate, finding });
  }
  return {
    stack,
    counts: countsOf(operated.events),
    steps: steps.filter(changes),
    gates: results,
    open: isOpen(results),
  };
}

/** How many resources the engine counted of each operation. */
export function countsOf(events: readonly EngineEvent[]): OpMap {
  return (
    events.find(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent?.resourceChanges ??
    {}
  );
}

/** What policy packs of others said. */
function packFindings(events: readonly EngineEvent[]): Finding[] {
  return events.flatMap(({ policyEvent }) => {
    if (policyEvent === undefined) return [];
    const { policyPackName, policyName, message, resourceUrn, enforcementLevel } = policyEvent;
    return [
      {
        severity: enforcementLevel === "mandatory" ? "error" : "warning",
        rule: `${policyPackName}/${policyName}`,
        path: nameOf(resourceUrn ?? "") || "the stack",
        expected: "what the policy demands",
        got: plainText(message).replace(/\s*\n\s*/g, ": "),
        fix: "do as it says",
      },
    ];
  });
}
