import type { Finding } from "./finding";
import schema from "./generated/schema.json";

/** What a stack's configuration says about the platform. */
export interface PlatformConfig {
  /** Untrusted: what the door examines. */
  args: Record<string, unknown>;
  findings: Finding[];
}

/** Config as the engine hands it to a program: texts, with lists and objects as JSON. */
export function configValues(texts: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(texts)
      .filter(([key]) => key.includes(":"))
      .map(([key, text]) => [key, /^\s*[[{]/.test(text) ? parsed(text) : text]),
  );
}

/** Text that only looks like JSON stays text, which the door then refuses with its path. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const platformKeys: readonly string[] = Object.keys(schema.definitions.PlatformArgs.properties);

/**
 * Picks the platform's keys out of a stack's configuration, `project:key` to value. Keys of other projects are none of
 * its business, unless they are named like ours: Pulumi would not show them to this program, and they would have no effect.
 */
export function platformConfig(
  values: Readonly<Record<string, unknown>>,
  project: string,
): PlatformConfig {
  const args: Record<string, unknown> = {};
  const findings: Finding[] = [];
  for (const [full, value] of Object.entries(values)) {
    const [namespace, key] = full.split(/:(.*)/s, 2);
    if (namespace === project && key !== undefined) args[key] = value;
    else if (platformKeys.includes(key ?? full)) {
      findings.push({
        severity: "error",
        rule: "config/other-namespace",
        path: full,
        expected: `the key "${project}:${key ?? full}"`,
        got: `"${full}", which this project does not see`,
        fix: `rename it to "${project}:${key ?? full}"`,
      });
    }
  }
  return { args, findings };
}
