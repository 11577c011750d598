import type { PlatformArgs } from "./args/platform";
import type { Finding, Severity } from "./finding";
import type { PlatformSettings } from "./generated/settings";
import type { VersionMatrix } from "./versions";

/** What a rule may look at. */
export interface RuleContext {
  /** Complete settings. Wires in them may be placed, not read. */
  settings: PlatformSettings<unknown>;
  /** What a person wrote, with static defaults: tells a given value from a derived one. */
  written: PlatformArgs;
  versions: VersionMatrix;
}

/** What a rule found; the id and the severity are the rule's own. */
export type RuleFinding = Omit<Finding, "rule" | "severity">;

/** One named check. */
export interface Rule {
  /** Such as `kafka/replicas-exceed-partitions`: a contract, because people silence rules by it. */
  id: string;
  severity: Severity;
  /** Why it is wrong, with a source. Shown in docs. */
  because: string;
  check(context: RuleContext): Iterable<RuleFinding>;
}

/** All findings of `rules`. */
export function runRules(rules: readonly Rule[], context: RuleContext): Finding[] {
  return rules.flatMap((rule) =>
    [...rule.check(context)].map((found) => ({ severity: rule.severity, rule: rule.id, ...found })),
  );
}
