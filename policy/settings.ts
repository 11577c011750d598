import { versions } from "../components/versions";
import { writtenArgs } from "../plan/written-args";
import { examine } from "../settings/door";
import type { Finding } from "../settings/finding";
import { lintManifests } from "../settings/lint/lint";
import {
  isOurs,
  type PolicyFinding,
  type PolicyResource,
  type ResourcePolicy,
  type StackPolicy,
} from "./policy";

/** The rules of the door, over the settings that a platform, or a service alone, was given. */
export const settingsPolicies: readonly ResourcePolicy[] = (["error", "warning"] as const).map(
  (severity) => ({
    id: severity === "error" ? "settings/errors" : "settings/warnings",
    severity,
    because: "docs/settings.md",
    check: (resource) =>
      writtenArgs(resource)
        .flatMap((args) => examine(args, versions).findings)
        .filter((finding) => finding.severity === severity)
        .map(withoutSeverity),
  }),
);

/** What `lint` says about Kubernetes objects that are not of this package. */
export const lintPolicies: readonly StackPolicy[] = (["error", "warning"] as const).map(
  (severity) => ({
    id: severity === "error" ? "manifests/errors" : "manifests/warnings",
    severity,
    because: "they scale by the same arithmetic as a service of the platform",
    checkStack: (resources) =>
      lintManifests(resources.filter((resource) => !isOurs(resource)).map(foreign), versions)
        .filter((finding) => finding.severity === severity)
        .map(withoutSeverity),
  }),
);

function foreign({ name, inputs }: PolicyResource): { source: string; object: unknown } {
  return { source: name, object: inputs };
}

/** The policy has the severity; the rule stays the rule's. */
function withoutSeverity({ rule, path, expected, got, fix }: Finding): PolicyFinding {
  return { rule, path, expected, got, fix };
}
