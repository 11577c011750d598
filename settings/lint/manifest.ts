import type { Finding, Severity } from "../finding";

/** One document of a Kubernetes YAML file that somebody else wrote. */
export interface ForeignManifest {
  /** File and number of the document, such as `scaled-object.yaml#1`. */
  source: string;
  /** The document as parsed: untrusted. */
  object: unknown;
}

/** One check of a foreign manifest. */
export interface LintRule {
  /** Such as `autoscaler/frozen-registry`. */
  id: string;
  severity: Severity;
  because: string;
  check(manifest: unknown): Iterable<Omit<Finding, "rule" | "severity">>;
}

/** The value at a dotted path of an untrusted object, or undefined. */
export function at(object: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      object,
    );
}

/** The text at a dotted path, or empty text. */
export function textAt(object: unknown, path: string): string {
  const value = at(object, path);
  return typeof value === "string" ? value : "";
}

/** The list at a dotted path, or an empty one. */
export function listAt(object: unknown, path: string): unknown[] {
  const value = at(object, path);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** `apps/v1/Deployment`. */
export function gvk(object: unknown): string {
  return `${textAt(object, "apiVersion")}/${textAt(object, "kind")}`;
}
