import { exceeds, fallbackReplicas, type Fallback, type FallbackWorkload } from "./fallback";
import type { Activity } from "./executor";
import type { FormulaVariables } from "./formula";

/** What one trigger said at a poll. */
export interface TriggerReading {
  /** As the formula calls it. */
  name: string | undefined;
  /** Undefined when the query failed. */
  value: number | undefined;
  active: boolean;
  /** Failures in a row, this poll included. */
  failures: number;
}

/** `scalingModifiers` of a ScaledObject. */
export interface ScalingModifiers {
  formula: (variables: FormulaVariables) => number;
  target: number;
  activationTarget: number;
}

/** Whether any trigger is active and whether any error is left, after fallback and formula. */
export function judgeActivity(
  readings: readonly TriggerReading[],
  fallback: Fallback | undefined,
  modifiers: ScalingModifiers | undefined,
  workload: FallbackWorkload,
): Activity {
  const failed = readings.filter(({ value }) => value === undefined);
  const covered = failed.length > 0 && failed.every(({ failures }) => exceeds(failures, fallback));
  const error = failed.length > 0 && !covered;
  if (modifiers === undefined)
    return { active: covered || readings.some(({ active }) => active), error };
  if (error) return { active: false, error };
  const composite =
    covered && fallback !== undefined && fallback.behavior !== "scalingModifiers"
      ? fallbackReplicas(fallback, workload) * modifiers.target
      : evaluate(readings, modifiers);
  if (composite === undefined) return { active: false, error: true };
  return { active: composite > modifiers.activationTarget, error: false };
}

/** The value of a formula; undefined when it needs a trigger that failed. */
export function evaluate(
  readings: readonly Pick<TriggerReading, "name" | "value">[],
  { formula }: ScalingModifiers,
): number | undefined {
  const variables = new Map(readings.map(({ name, value }) => [name ?? "", value]));
  try {
    return formula(variables);
  } catch {
    return undefined;
  }
}
