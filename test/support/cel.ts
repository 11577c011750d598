import { Environment } from "@marcbachmann/cel-js";
import type { CelRule, CrdSchema } from "./structural-schema";

type Rule = (context: { self: unknown }) => unknown;

/** CEL as the API server speaks it: the standard language and the string functions of Kubernetes' libraries used by CRDs. */
const environment = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true })
  .registerFunction("string.find(string): string", (text: string, pattern: string) => {
    return new RegExp(pattern).exec(text)?.[0] ?? "";
  })
  .registerFunction("isQuantity(string): bool", (text: string) => {
    return /^[+-]?\d+(\.\d+)?(m|[kMGTPE]i?|e\d+)?$/.test(text);
  });

const parsed = new Map<string, Rule>();

/**
 * Errors of the CEL rules of a schema over a new object, and of lists that must be sets or maps by key.
 * Transition rules, those which read `oldSelf`, say nothing about a new object. A rule that cannot be parsed or evaluated
 * is an error, as it is to the API server.
 */
export function celErrors(value: unknown, schema: CrdSchema, path = ""): string[] {
  if (value === undefined || value === null) return [];
  const found = (schema["x-kubernetes-validations"] ?? []).flatMap((rule) =>
    ruleErrors(rule, value, schema, path),
  );
  if (Array.isArray(value)) {
    const { items } = schema;
    found.push(...listErrors(value, schema, path));
    if (items !== undefined) {
      found.push(...value.flatMap((item, i) => celErrors(item, items, `${path}[${i}]`)));
    }
    return found;
  }
  if (typeof value !== "object") return found;
  for (const [key, member] of Object.entries(value)) {
    const of = memberSchema(schema, key);
    if (of !== undefined)
      found.push(...celErrors(member, of, path === "" ? key : `${path}.${key}`));
  }
  return found;
}

/** Parses every rule of a schema; texts of those that cannot be parsed. */
export function unreadableRules(schema: CrdSchema): string[] {
  const own = (schema["x-kubernetes-validations"] ?? []).flatMap(({ rule }) => {
    try {
      parse(rule);
      return [];
    } catch (error) {
      return [`${rule}: ${String(error)}`];
    }
  });
  const { items, additionalProperties, properties } = schema;
  const below = [items, additionalProperties, ...Object.values(properties ?? {})];
  return [
    ...own,
    ...below.flatMap((child) => (typeof child === "object" ? unreadableRules(child) : [])),
  ];
}

function ruleErrors({ rule, message }: CelRule, value: unknown, schema: CrdSchema, path: string) {
  if (/\boldSelf\b/.test(rule)) return [];
  try {
    if (parse(rule)({ self: typed(value, schema) }) === true) return [];
    return [`${path}: ${message ?? rule}`];
  } catch (error) {
    return [`${path}: rule cannot be evaluated: ${rule}: ${String(error)}`];
  }
}

function parse(rule: string): Rule {
  const known = parsed.get(rule);
  if (known !== undefined) return known;
  const made: Rule = environment.parse(rule);
  parsed.set(rule, made);
  return made;
}

function memberSchema(schema: CrdSchema, key: string): CrdSchema | undefined {
  const own = schema.properties?.[key];
  if (own !== undefined) return own;
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

/** The value with CEL's types: integers as `int`, other numbers as `double`. */
function typed(value: unknown, schema: CrdSchema): unknown {
  if (typeof value === "number") {
    return schema.type !== "number" && Number.isInteger(value) ? BigInt(value) : value;
  }
  if (Array.isArray(value)) return value.map((item) => typed(item, schema.items ?? {}));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, typed(member, memberSchema(schema, key) ?? {})]),
  );
}

function listErrors(list: unknown[], schema: CrdSchema, path: string): string[] {
  const kind = schema["x-kubernetes-list-type"];
  if (kind !== "map" && kind !== "set") return [];
  const keys = schema["x-kubernetes-list-map-keys"] ?? [];
  const identity = (item: unknown) =>
    JSON.stringify(
      kind === "set" ? item : keys.map((key) => (item as Record<string, unknown>)[key]),
    );
  const seen = new Set<string>();
  return list.map(identity).flatMap((id, i) => {
    if (seen.has(id)) return [`${path}[${i}]: duplicate ${id}`];
    seen.add(id);
    return [];
  });
}
