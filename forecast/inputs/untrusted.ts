import { at } from "../../settings/lint/manifest";

/** Texts of an untrusted mapping; numbers and booleans are written as YAML shows them, everything else is left out. */
export function textMap(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
      const text = scalarText(child);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}

/** Text of a scalar; undefined of anything else. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** The number at a dotted path; undefined when there is none. */
export function numberAt(object: unknown, path: string): number | undefined {
  const text = scalarText(at(object, path));
  return text === undefined || text.trim() === "" || Number.isNaN(Number(text))
    ? undefined
    : Number(text);
}

/** The text at a dotted path under its key, or nothing, to be spread into an object. */
export function optionalText<K extends string>(object: unknown, key: K): { [P in K]?: string } {
  const text = scalarText(at(object, key));
  return (text === undefined ? {} : { [key]: text }) as { [P in K]?: string };
}

/** Namespace of an object; `default` is Kubernetes' own. */
export function namespaceOf(object: unknown): string {
  return scalarText(at(object, "metadata.namespace")) ?? "default";
}

/** `namespace/name` of an object. */
export function objectName(object: unknown): string {
  return `${namespaceOf(object)}/${scalarText(at(object, "metadata.name")) ?? ""}`;
}
