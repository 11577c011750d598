/** Steps from the root to a value: property names and list indexes. */
export type Steps = readonly (string | number)[];

/** `services[0].env["A.B"]` from its steps. */
export function pathText(steps: Steps): string {
  return steps
    .map((step, i) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[A-Za-z_$][A-Za-z0-9_$-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return i === 0 ? step : `.${step}`;
    })
    .join("");
}

/** Steps of a JSON pointer, list indexes as numbers where the root has lists. */
export function pointerSteps(pointer: string, root: unknown): Steps {
  const steps: (string | number)[] = [];
  let at: unknown = root;
  for (const raw of pointer.split("/").slice(1)) {
    const key = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    const step = Array.isArray(at) ? Number(key) : key;
    steps.push(step);
    at = (at as Record<string | number, unknown> | undefined)?.[step];
  }
  return steps;
}

/** The value at `steps`, or undefined. */
export function valueAt(root: unknown, steps: Steps): unknown {
  return steps.reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null
        ? (at as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}
