import type { Finding } from "../../settings/finding";
import type { PlatformSettings } from "../../settings/generated/settings";
import type { PolicyResource } from "../../policy/policy";
import type { Step } from "../steps";

/** What a gate may look at: a preview, before anything is changed. */
export interface GateContext {
  stack: string;
  /** Whether a platform in the stack says `environment: production`. */
  production: boolean;
  /** Everything that the engine would do, steps that change nothing included. */
  steps: readonly Step[];
  /** Every resource as it shall be. */
  resources: readonly PolicyResource[];
  /** Complete settings of every platform and lone service in the stack. */
  platforms: readonly PlatformSettings<unknown>[];
  /** Names or URNs of resources that may be replaced or deleted, and ids of rules about changes that are accepted. */
  allowReplace: readonly string[];
}

/** Something that may hold an update back: errors do, warnings are shown. */
export interface Gate {
  /** Such as `data`. */
  name: string;
  check(context: GateContext): readonly Finding[] | Promise<readonly Finding[]>;
}

/** What a gate found. */
export interface GateResult {
  gate: string;
  findings: readonly Finding[];
}

/** Asks every gate, in order. */
export async function runGates(
  gates: readonly Gate[],
  context: GateContext,
): Promise<GateResult[]> {
  const results: GateResult[] = [];
  for (const { name, check } of gates) {
    results.push({ gate: name, findings: await check(context) });
  }
  return results;
}

/** Whether nothing holds the update back. */
export function isOpen(results: readonly GateResult[]): boolean {
  return !results.some(({ findings }) => findings.some(({ severity }) => severity === "error"));
}
