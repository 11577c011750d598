/** How bad a finding is: errors stop a deploy, warnings are shown. */
export type Severity = "error" | "warning";

/** What a rule says about the settings. */
export interface Finding {
  severity: Severity;
  /** Id of the rule, such as `kafka/replicas-exceed-partitions`. */
  rule: string;
  /** Where, such as `services[0].scaling.maxReplicaCount`. */
  path: string;
  /** What is allowed there. */
  expected: string;
  /** What stands there. */
  got: string;
  /** What to do about it. */
  fix: string;
}

/** `<path>: expected …, got …: <what to do>`. */
export function message({ path, expected, got, fix }: Finding): string {
  return `${path}: expected ${expected}, got ${got}: ${fix}`;
}

/** Settings that cannot work, with everything that is wrong with them. */
export class SettingsError extends Error {
  constructor(readonly findings: readonly Finding[]) {
    const lines = findings.map((finding) => `  ${message(finding)}`);
    super(["cannot use these settings:", ...lines].join("\n"));
    this.name = "SettingsError";
  }
}

/** Text of a value for `got`: short, on one line, and without what looks like a secret. */
export function show(value: unknown, path = ""): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function")
    return "a value that is only known while deploying (an Output or a Promise)";
  if (typeof value === "string" && isConfidential(path, value))
    return `text of ${value.length} characters`;
  if (Array.isArray(value))
    return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}

/** Environment values and whatever is called a secret may be secrets, whatever they look like. */
function isConfidential(path: string, value: string): boolean {
  return (
    /\.(env|config|metadata)(\.|\[)|password|secret|token|credential|kubeconfig/i.test(path) ||
    /:\/\/[^/\s]*:[^/\s]*@/.test(value)
  );
}
