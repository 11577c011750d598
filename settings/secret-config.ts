import schema from "./generated/schema.json";

/** As much of a JSON Schema as leads to wires. */
interface SchemaNode {
  type?: string;
  $ref?: string;
  properties?: Readonly<Record<string, SchemaNode>>;
  items?: SchemaNode;
  additionalProperties?: boolean | SchemaNode;
  "x-wire"?: boolean;
}

const definitions: Readonly<Record<string, SchemaNode>> = schema.definitions;

/**
 * Copy of a platform's args with `seal` around every wire under the config keys that hold secrets. The engine hands a secret of
 * its configuration to the program in the clear and says in which key it is, not where in it: what is no wire has to be read and
 * is no place for secrets, and a wire that was none is only hidden from a diff.
 */
export function sealedWires(
  args: Readonly<Record<string, unknown>>,
  secretKeys: readonly string[],
  seal: (text: string) => unknown,
): Record<string, unknown> {
  const { properties = {} } = definitions["PlatformArgs"] ?? {};
  const entries = Object.entries(args).map(([key, value]) => {
    const node = properties[key];
    const sealed = node !== undefined && secretKeys.includes(key);
    return [key, sealed ? sealedIn(node, value, seal) : value];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function sealedIn(node: SchemaNode, value: unknown, seal: (text: string) => unknown): unknown {
  if (node["x-wire"] === true) return typeof value === "string" ? seal(value) : value;
  if (node.$ref !== undefined) {
    const target = definitions[node.$ref.replace("#/definitions/", "")];
    return target === undefined ? value : sealedIn(target, value, seal);
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const { items = {} } = node;
    return value.map((item) => sealedIn(items, item, seal));
  }
  const { properties = {}, additionalProperties: others } = node;
  const entries = Object.entries(value).map(([key, child]: [string, unknown]) => {
    const inner = properties[key] ?? (typeof others === "object" ? others : {});
    return [key, sealedIn(inner, child, seal)];
  });
  return Object.fromEntries(entries);
}

/** The platform's keys that hold a secret, as the language host tells a program: a list of `project:key` in JSON. */
export function secretConfigKeys(list: string | undefined, project: string): string[] {
  const keys = JSON.parse(list === undefined || list === "" ? "[]" : list) as string[];
  return keys.flatMap((key) =>
    key.startsWith(`${project}:`) ? [key.slice(project.length + 1)] : [],
  );
}
