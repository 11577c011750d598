import type { SilenceArgs } from "./args/platform";
import type { Finding } from "./finding";

/** Takes out the warnings that somebody accepted, and reports silences that silence nothing. */
export function applySilences(
  findings: readonly Finding[],
  silences: readonly SilenceArgs[],
): Finding[] {
  const silenced = (silence: SilenceArgs, finding: Finding): boolean =>
    finding.severity === "warning" &&
    finding.rule === silence.rule &&
    finding.path.startsWith(silence.path ?? "");
  const kept = findings.filter(
    (finding) => !silences.some((silence) => silenced(silence, finding)),
  );
  const idle = silences.flatMap((silence, i): Finding[] =>
    // Rules about changes warn elsewhere: the door does not know what is deployed.
    silence.rule.startsWith("change/") || findings.some((finding) => silenced(silence, finding))
      ? []
      : [
          {
            severity: "warning",
            rule: "silence/nothing-to-silence",
            path: `silence[${i}]`,
            expected: "a rule that warns here",
            got: JSON.stringify(silence.rule),
            fix: "remove it: errors cannot be silenced, and this rule does not warn",
          },
        ],
  );
  return [...kept, ...idle];
}
