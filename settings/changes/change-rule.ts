import type { PlatformSettings } from "../generated/settings";
import type { Severity } from "../finding";
import type { RuleFinding } from "../rule";

/** The settings that are deployed, and those that shall be. */
export interface Change {
  previous: PlatformSettings<unknown>;
  next: PlatformSettings<unknown>;
}

/** One named check of a change. */
export interface ChangeRule {
  /** Such as `change/topic-removed`. */
  id: string;
  severity: Severity;
  /** Why it is wrong, with a source. */
  because: string;
  check(change: Change): Iterable<RuleFinding>;
}

/** What to say about a value that must stay as it is; nothing while it does, or while either side is not known yet. */
export function* kept(
  path: string,
  before: unknown,
  after: unknown,
  fix: string,
): Generator<RuleFinding> {
  if (typeof before === "function" || typeof after === "function") return;
  if (before === after) return;
  const text = (value: unknown): string =>
    value === undefined ? "nothing" : String(JSON.stringify(value));
  yield { path, expected: `${text(before)}, as it is deployed`, got: text(after), fix };
}

/** A version such as `1.35` or `4.3.1` as numbers. */
export function numbersOf(version: string): number[] {
  return version.split(".").map(Number);
}

/** Negative when `a` is older than `b`. */
export function compare(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const i = left.findIndex((part, at) => part !== right[at]);
  return i < 0 ? 0 : (left[i] ?? 0) - (right[i] ?? 0);
}
