import type { Severity } from "../../../settings/finding";

/** A mistake that somebody can make in the settings, and what must be said about it. */
export interface BadCase {
  /** Id in ../shared/data/bad-config-cases.json, with a dash and a word after it where there are several: `NUM-06 exponent`. */
  id: string;
  /** Settings with the mistake. */
  args: () => unknown;
  /** Text of the stack file, for mistakes that only a file can have; `args` is not looked at then. */
  stackFile?: string;
  /** Settings that are deployed, for mistakes that are changes. */
  previous?: () => unknown;
  severity: Severity;
  /** Id of the rule that must say so. */
  rule: string;
}

type Build = (id: string, rule: string, args: () => unknown) => BadCase;

/** A mistake that stops a deploy. */
export const error: Build = (id, rule, args) => ({ id, args, severity: "error", rule });

/** A mistake that is shown. */
export const warning: Build = (id, rule, args) => ({ id, args, severity: "warning", rule });
