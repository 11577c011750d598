import type { Finding } from "./finding";
import { pathText, type Steps } from "./path";

/**
 * A leaf that is only known while deploying: an Output or a Promise. It is a function so that no JSON Schema type fits it
 * by accident.
 */
export interface OpaqueLeaf {
  (): unknown;
  readonly opaque: true;
}

export function isOpaque(value: unknown): value is OpaqueLeaf {
  return typeof value === "function" && (value as Partial<OpaqueLeaf>).opaque === true;
}

/** Plain copy of what a caller gave: no `undefined`, no prototypes; Outputs and Promises become opaque leaves. */
export function plainCopy(value: unknown): { copy: unknown; findings: Finding[] } {
  const findings: Finding[] = [];
  const open = new Set<object>();

  const refuse = (steps: Steps, expected: string, got: string, fix: string): undefined => {
    findings.push({
      severity: "error",
      rule: "shape/plain",
      path: pathText(steps),
      expected,
      got,
      fix,
    });
    return undefined;
  };

  const visit = (at: unknown, steps: Steps): unknown => {
    if (typeof at === "number" && !Number.isFinite(at)) {
      return refuse(steps, "a finite number", String(at), "give a number");
    }
    if (typeof at === "bigint" || typeof at === "symbol" || typeof at === "function") {
      return refuse(
        steps,
        "plain data",
        `a ${typeof at}`,
        "give text, a number, a boolean, a list or an object",
      );
    }
    if (typeof at !== "object" || at === null) return at;
    if (isDeferred(at)) return Object.assign(() => at, { opaque: true as const });
    if (open.has(at))
      return refuse(steps, "a tree", "an object that contains itself", "remove the cycle");
    open.add(at);
    const copy = Array.isArray(at) ? list(at, steps) : record(at, steps);
    open.delete(at);
    return copy;
  };

  const list = (items: unknown[], steps: Steps): unknown[] => {
    const copy: unknown[] = [];
    for (let i = 0; i < items.length; i++) {
      if (items[i] === undefined) {
        refuse([...steps, i], "a value", "nothing", "remove the hole in the list");
      } else {
        copy.push(visit(items[i], [...steps, i]));
      }
    }
    return copy;
  };

  const record = (object: object, steps: Steps): unknown => {
    const prototype: unknown = Object.getPrototypeOf(object);
    if (prototype !== Object.prototype && prototype !== null) {
      const name = (object.constructor as { name?: string } | undefined)?.name ?? "unknown class";
      return refuse(steps, "plain data", `an instance of ${name}`, "give an object literal");
    }
    const entries = Object.entries(object).filter(([, child]) => child !== undefined);
    return Object.fromEntries(entries.map(([key, child]) => [key, visit(child, [...steps, key])]));
  };

  return { copy: visit(value, []), findings };
}

/** Puts Outputs and Promises back where opaque leaves stand. */
export function restoreLeaves(value: unknown): unknown {
  if (isOpaque(value)) return value();
  if (Array.isArray(value)) return value.map(restoreLeaves);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, restoreLeaves(child)]),
  );
}

function isDeferred(value: object): boolean {
  const { __pulumiOutput, then } = value as { __pulumiOutput?: unknown; then?: unknown };
  return __pulumiOutput === true || typeof then === "function";
}
