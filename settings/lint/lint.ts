import type { Finding } from "../finding";
import type { VersionMatrix } from "../versions";
import { autoscalerRules, isClusterAutoscaler } from "./cluster-autoscaler";
import { at, gvk, textAt, type ForeignManifest, type LintRule } from "./manifest";
import { examineScaledObject } from "./foreign-findings";
import { isScaledObject, scaledObjectRules } from "./scaled-object";
import { togetherFindings } from "./together";

/**
 * Checks Kubernetes manifests that somebody else wrote: ScaledObjects by the rules of the door that need nothing else,
 * Cluster Autoscaler Deployments, and what can only be seen when both are there. Other kinds are passed over.
 */
export function lintManifests(
  manifests: readonly ForeignManifest[],
  versions: VersionMatrix,
): Finding[] {
  const single = manifests.flatMap((manifest) => {
    const findings = lintOne(manifest, versions);
    return findings.map((finding) => ({ ...finding, path: `${manifest.source} ${finding.path}` }));
  });
  return [...single, ...togetherFindings(manifests)];
}

function lintOne({ object }: ForeignManifest, versions: VersionMatrix): Finding[] {
  if (isScaledObject(object)) {
    return [...examineScaledObject(object, versions), ...run(scaledObjectRules, object)];
  }
  if (isClusterAutoscaler(object)) return run(autoscalerRules(versions), object);
  const kind = textAt(object, "kind");
  const removed = gvk(object).startsWith("kafka.strimzi.io/v1beta2/");
  if (!removed || at(object, "metadata") === undefined) return [];
  return [
    {
      severity: "error",
      rule: "strimzi/removed-api-version",
      path: "apiVersion",
      expected: "kafka.strimzi.io/v1",
      got: JSON.stringify(textAt(object, "apiVersion")),
      fix: `write kafka.strimzi.io/v1: Strimzi ${versions.strimzi} has no ${kind} in v1beta2 any more`,
    },
  ];
}

function run(rules: readonly LintRule[], object: unknown): Finding[] {
  return rules.flatMap((rule) =>
    [...rule.check(object)].map((found) => ({ severity: rule.severity, rule: rule.id, ...found })),
  );
}
