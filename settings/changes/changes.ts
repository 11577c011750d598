import type { Finding } from "../finding";
import type { PlatformSettings } from "../generated/settings";
import type { ChangeRule } from "./change-rule";
import { clusterChanges } from "./cluster-changes";
import { kafkaChanges } from "./kafka-changes";
import { nodeChanges } from "./node-changes";
import { operatorChanges } from "./operator-changes";
import { serviceChanges } from "./service-changes";
import { topicChanges } from "./topic-changes";

/** Every rule about a change of what is deployed. */
export const changeRules: readonly ChangeRule[] = [
  ...clusterChanges,
  ...nodeChanges,
  ...kafkaChanges,
  ...topicChanges,
  ...operatorChanges,
  ...serviceChanges,
];

/**
 * What is wrong with going from the settings that are deployed to others. Both passed the door. Warnings that the new
 * settings silence are left out.
 */
export function examineChange(
  previous: PlatformSettings<unknown>,
  next: PlatformSettings<unknown>,
): Finding[] {
  const findings = changeRules.flatMap((rule) =>
    [...rule.check({ previous, next })].map((found) => ({
      severity: rule.severity,
      rule: rule.id,
      ...found,
    })),
  );
  const isSilenced = ({ severity, rule, path }: Finding): boolean =>
    severity === "warning" &&
    next.silence.some((silence) => silence.rule === rule && path.startsWith(silence.path));
  return findings.filter((finding) => !isSilenced(finding));
}
