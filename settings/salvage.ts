import { pathText, type Steps } from "./path";
import { checkShape, type ShapeFault } from "./shape";

/** What is left of args that do not have their shape, so that the rules can look at the rest. */
export interface Salvage {
  faults: ShapeFault[];
  /** Names of what had to go as a whole: findings about a missing `"chat"` are not worth showing then. */
  removed: ReadonlySet<string>;
  /** Turns a path in the rest into the path in what was written, where list entries before it were removed. */
  originalPath(path: string): string;
  /** False when the rest has no shape either. */
  usable: boolean;
}

/**
 * Checks the shape of `args`, filling defaults in; on faults removes what is at fault, in place, until the rest has its
 * shape. What is required and at fault takes its list entry or object with it.
 */
export function salvage(args: unknown): Salvage {
  const faults = checkShape(args);
  const removed = new Set<string>();
  const entries: RemovedEntry[] = [];
  let open = faults;
  // Each round removes at least one value; depth bounds how often a removal can move up.
  for (let round = 0; open.length > 0 && round < 12; round++) {
    const missing = (fault: ShapeFault): boolean => fault.finding.rule === "shape/required";
    // From the back, so that list indexes stay true while entries go.
    for (const fault of [...open].sort((a, b) => compareSteps(b.steps, a.steps))) {
      remove(args, missing(fault) ? fault.steps.slice(0, -1) : fault.steps, removed, entries);
    }
    open = checkShape(args);
  }
  const originalPath = (path: string): string => entries.reduceRight(beforeRemoval, path);
  return { faults, removed, originalPath, usable: open.length === 0 };
}

/** A list entry that was removed, in terms of the list at that moment. */
interface RemovedEntry {
  list: string;
  index: number;
}

function beforeRemoval(path: string, { list, index }: RemovedEntry): string {
  const found = path.startsWith(`${list}[`) ? /^\[(\d+)\]/.exec(path.slice(list.length)) : null;
  const at = Number(found?.[1]);
  if (found === null || at < index) return path;
  return `${list}[${at + 1}]${path.slice(list.length + found[0].length)}`;
}

function remove(root: unknown, steps: Steps, removed: Set<string>, entries: RemovedEntry[]): void {
  const last = steps.at(-1);
  if (last === undefined) return;
  let parent: unknown = root;
  for (const step of steps.slice(0, -1)) {
    if (typeof parent !== "object" || parent === null) return;
    parent = (parent as Record<string | number, unknown>)[step];
  }
  if (typeof parent !== "object" || parent === null) return;
  const value = (parent as Record<string | number, unknown>)[last];
  rememberNames(value, removed);
  if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
    entries.push({ list: pathText(steps.slice(0, -1)), index: Number(last) });
  } else delete (parent as Record<string | number, unknown>)[last];
}

function rememberNames(value: unknown, removed: Set<string>): void {
  if (typeof value === "string") removed.add(value);
  if (typeof value !== "object" || value === null) return;
  for (const child of Object.values(value)) rememberNames(child, removed);
}

function compareSteps(a: Steps, b: Steps): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [x, y] = [a[i] as string | number, b[i] as string | number];
    if (x !== y)
      return typeof x === "number" && typeof y === "number"
        ? x - y
        : String(x) < String(y)
          ? -1
          : 1;
  }
  return a.length - b.length;
}
