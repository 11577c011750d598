import type { Estimate } from "./estimate";

/** Ways to choose between groups; several are asked one after the other. */
export type Expander = "least-waste" | "most-pods" | "least-nodes" | "priority" | "random";

/** Patterns of group names by priority, as in the ConfigMap cluster-autoscaler-priority-expander. */
export type Priorities = Readonly<Record<string, string | readonly string[]>>;

/** Waste is a sum of quotients: equal ones may differ in the last bit. */
const rounding = 1e-9;

/**
 * The options that the expanders leave over. Cluster Autoscaler chooses one of them at random, so the caller does it with its
 * own seed. Machines of one family tie under least-waste.
 */
export function bestOptions(
  options: readonly Estimate[],
  expanders: readonly Expander[],
  priorities: Priorities = {},
): Estimate[] {
  let left = options.filter(({ pods }) => pods > 0);
  for (const expander of expanders) left = narrow(left, expander, priorities);
  return left;
}

function narrow(options: Estimate[], expander: Expander, priorities: Priorities): Estimate[] {
  switch (expander) {
    case "least-waste":
      return least(options, ({ waste }) => waste);
    case "most-pods":
      return least(options, ({ pods }) => -pods);
    case "least-nodes":
      return least(options, ({ nodes }) => nodes);
    case "priority":
      return highest(options, priorities);
    case "random":
      return options;
  }
}

function least(options: Estimate[], score: (option: Estimate) => number): Estimate[] {
  const best = Math.min(...options.map(score));
  return options.filter((option) => score(option) <= best + rounding);
}

/** Groups of the highest priority that has any; when no pattern matches, all stay. */
function highest(options: Estimate[], priorities: Priorities): Estimate[] {
  const byPriority = Object.entries(priorities).sort(([a], [b]) => Number(b) - Number(a));
  for (const [, patterns] of byPriority) {
    const expressions = [patterns].flat().map((pattern) => new RegExp(pattern));
    const found = options.filter(({ group }) => expressions.some((one) => one.test(group)));
    if (found.length > 0) return found;
  }
  return options;
}
