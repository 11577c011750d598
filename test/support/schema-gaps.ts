/** JSON Schema as the generator writes it. */
export interface Schema {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  [keyword: string]: unknown;
}

/** What a schema leaves open: one line each, `<definition>.<key>: <what>`. */
export function schemaGaps(definitions: Record<string, Schema>): string[] {
  return Object.entries(definitions).flatMap(([name, schema]) => gaps(name, schema));
}

function gaps(path: string, schema: Schema): string[] {
  const { properties = {}, items, additionalProperties } = schema;
  const own = missing(schema).map((what) => `${path}: ${what}`);
  for (const [key, child] of Object.entries(properties)) {
    if (!child.description) own.push(`${path}.${key}: no description`);
    own.push(...gaps(`${path}.${key}`, child));
  }
  if (items !== undefined) own.push(...gaps(`${path}[]`, items));
  if (typeof additionalProperties === "object")
    own.push(...gaps(`${path}.*`, additionalProperties));
  return own;
}

function missing(schema: Schema): string[] {
  const without = (...keywords: string[]): boolean =>
    keywords.every((keyword) => !(keyword in schema));
  switch (schema.type) {
    case "number":
    case "integer":
      return [
        ...(without("minimum", "exclusiveMinimum", "enum") ? ["no minimum"] : []),
        ...(without("maximum", "exclusiveMaximum", "enum") ? ["no maximum"] : []),
      ];
    case "string":
      return without("pattern", "enum", "maxLength", "x-wire") ? ["any text"] : [];
    case "array":
      return without("maxItems", "x-wire") ? ["no maxItems"] : [];
    case "object":
      return without("additionalProperties") ? ["unknown keys are not refused"] : [];
    default:
      return [];
  }
}
