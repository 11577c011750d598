import { examine } from "../door";
import type { Finding } from "../finding";
import { scalerKeys, typedMetadataKeys } from "../pasted-triggers";
import type { VersionMatrix } from "../versions";
import { at, textAt } from "./manifest";
import { kedaDefaults } from "./scaled-object";

/** Rules that only make sense for what the platform itself makes, or that lint says in its own words. */
const platformOnly =
  /^(service|node|capacity|slo|silence|network|cluster|version|image)\/|^name\/(?!annotation)|^kafka-trigger\/plaintext$/;

/** The door's findings about a foreign ScaledObject, with paths in it. */
export function examineScaledObject(object: unknown, versions: VersionMatrix): Finding[] {
  const spec = at(object, "spec");
  if (typeof spec !== "object" || spec === null) {
    const fix = "give the ScaledObject a spec";
    return [
      {
        severity: "error",
        rule: "shape/required",
        path: "spec",
        expected: "a value",
        got: "nothing",
        fix,
      },
    ];
  }
  const service = {
    name: textAt(object, "metadata.name"),
    scaling: {
      ...kedaDefaults,
      ...spec,
      annotations: at(object, "metadata.annotations") ?? {},
    },
  };
  const { findings } = examine({ cluster: { existing: {} }, services: [service] }, versions);
  return findings
    .filter(({ rule, path }) => path.startsWith("services[0]") && !platformOnly.test(rule))
    .map((finding) => ({ ...finding, path: foreignPath(finding.path) }))
    .filter((finding) => !isFineForKeda(finding, object));
}

/**
 * Whether a finding is only about what the platform's own form leaves out: keys of KEDA's scalers that it has no need of,
 * and values that the container's environment or a TriggerAuthentication holds instead.
 */
function isFineForKeda({ path }: Finding, object: unknown): boolean {
  const [, index, key = ""] = /^spec\.triggers\[(\d+)\]\.metadata\.([^.[]+)$/.exec(path) ?? [];
  if (index === undefined) return false;
  const trigger = at(object, `spec.triggers.${index}`);
  const metadata = at(trigger, "metadata");
  const given = at(metadata, key) !== undefined;
  const known = scalerKeys(textAt(trigger, "type"));
  if (given)
    return known.includes(key) && !typedMetadataKeys(textAt(trigger, "type")).includes(key);
  const elsewhere =
    at(trigger, "authenticationRef") !== undefined && !/^(topic|consumerGroup)$/.test(key);
  const inClear = key === "hostFromEnv" && at(metadata, "host") !== undefined;
  return inClear || elsewhere || at(metadata, `${key}FromEnv`) !== undefined;
}

function foreignPath(path: string): string {
  return path
    .replace(/^services\[0\]\.scaling\.annotations/, "metadata.annotations")
    .replace(/^services\[0\]\.scaling/, "spec")
    .replace(/^services\[0\]\.name/, "metadata.name");
}
