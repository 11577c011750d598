import type { Step } from "./engine";
import type { Cloud } from "./stand-in/cloud";
import type { Fault } from "./stand-in/faults";

type Kind = Pick<Fault, "message" | "delayMs" | "hangs" | "when">;

/** How a provider can fail somebody who makes something. */
const making: readonly Kind[] = [
  { message: "InternalError" },
  { message: "Throttling: Rate exceeded", delayMs: 300 },
  { hangs: true },
  { message: "timeout while waiting for it to become ready", when: "after" },
];

/** And somebody who deletes something: the last is a deletion that came through, whose answer was lost. */
const deleting: readonly Kind[] = [
  { message: "InternalError" },
  { message: "Throttling: Rate exceeded", delayMs: 300 },
  { hangs: true },
  { message: "connection reset by peer", when: "after" },
];

/** Values of random and tls are made in the engine's own process: they are there, or they are not. */
const local = /^(random|tls):/;

/**
 * Lets up to `each` resources of every type fail once, each in another way: the first by name, the last, and those between.
 * @returns how many points there are
 */
export function addFaults(
  cloud: Cloud,
  op: "create" | "delete",
  steps: readonly Step[],
  each: number,
) {
  const kinds = op === "create" ? making : deleting;
  const real = steps.filter(({ type }) => /^(aws|kubernetes|random|tls|kafka):/.test(type));
  const types = [...new Set(real.map(({ type }) => type))].sort();
  const points = types.flatMap((type) =>
    sample(real.flatMap((step) => (step.type === type ? [step.name] : [])).sort(), each).map(
      (name) => ({ type, name }),
    ),
  );
  for (const [i, { type, name }] of points.entries()) {
    const kind = kinds[i % kinds.length] ?? {};
    const fits = { op, type: exactly(type), name: exactly(name), times: 1 };
    cloud.faults.add({ ...fits, ...(local.test(type) ? { message: "InternalError" } : kind) });
  }
  return points.length;
}

/** The first, the last, and what lies evenly between. */
function sample(names: readonly string[], count: number): string[] {
  const last = names.length - 1;
  const at = Array.from({ length: count }, (_, i) => Math.round((i * last) / (count - 1)));
  return [...new Set(at)].flatMap((i) => names[i] ?? []);
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
}
