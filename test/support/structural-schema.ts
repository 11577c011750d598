/** A structural schema as CustomResourceDefinitions hold it: JSON Schema with Kubernetes' extensions. */
export interface CrdSchema {
  type?: string;
  nullable?: boolean;
  properties?: Record<string, CrdSchema>;
  additionalProperties?: CrdSchema | boolean;
  items?: CrdSchema;
  "x-kubernetes-preserve-unknown-fields"?: boolean;
  "x-kubernetes-int-or-string"?: boolean;
  "x-kubernetes-list-type"?: string;
  "x-kubernetes-list-map-keys"?: string[];
  "x-kubernetes-validations"?: CelRule[];
  [keyword: string]: unknown;
}

/** A rule in the Common Expression Language. */
export interface CelRule {
  rule: string;
  message?: string;
}

/**
 * The same schema as plain JSON Schema in which every object that Kubernetes would prune is closed, so that an unknown field
 * is an error rather than silently dropped. Only the structural spine is closed: `allOf`, `anyOf`, `oneOf` and `not` hold
 * value constraints and may not declare fields.
 */
export function closed(schema: CrdSchema, root = true): CrdSchema {
  const { type, nullable, properties, additionalProperties, items, ...rest } = schema;
  const plain: CrdSchema = {};
  for (const [keyword, value] of Object.entries(rest)) {
    if (!keyword.startsWith("x-kubernetes-") && keyword !== "description") plain[keyword] = value;
  }
  if (typeof plain["pattern"] === "string") plain["pattern"] = withoutFlag(plain["pattern"]);
  const types = schema["x-kubernetes-int-or-string"] ? ["integer", "string"] : type;
  if (types !== undefined)
    Object.assign(plain, { type: nullable ? [types, "null"].flat() : types });
  if (items !== undefined) plain.items = closed(items, false);
  if (type !== "object") return plain;
  // The API server checks apiVersion, kind and metadata itself, whatever a CRD says about them.
  const own = root ? { apiVersion: {}, kind: {}, metadata: {}, ...properties } : (properties ?? {});
  plain.properties = Object.fromEntries(
    Object.entries(own).map(([key, value]) => [key, closed(value, false)]),
  );
  if (root) plain.properties["metadata"] = { type: "object" };
  plain.additionalProperties = open(schema, additionalProperties);
  return plain;
}

function open(schema: CrdSchema, additional: CrdSchema | boolean | undefined): CrdSchema | boolean {
  if (typeof additional === "object") return closed(additional, false);
  return additional ?? schema["x-kubernetes-preserve-unknown-fields"] ?? false;
}

/** A pattern of Go that ignores case by `(?i)`, which JavaScript cannot read: both cases of every letter instead. */
function withoutFlag(pattern: string): string {
  const [before, after] = pattern.split("(?i)");
  if (before === undefined || after === undefined) return pattern;
  const both = (letter: string): string => `[${letter.toLowerCase()}${letter.toUpperCase()}]`;
  return before + after.replace(/[a-z]/gi, both);
}
