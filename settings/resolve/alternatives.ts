import type { Finding } from "../finding";
import { pathText, type Steps } from "../path";

/** An object of which exactly one key may be given, because no union type can say so to every language. */
interface Choice {
  /** Steps to the object; `*` stands for every entry of a list. */
  at: readonly string[];
  keys: readonly string[];
  /** What is meant when no key is given; without it, one must be. `none` allows none. */
  otherwise?: string;
}

const choices: readonly Choice[] = [
  { at: ["cluster"], keys: ["eks", "existing"] },
  { at: ["cluster", "eks", "network"], keys: ["vpc", "existing"], otherwise: "vpc" },
  { at: ["kafka"], keys: ["strimzi", "external", "msk"] },
  { at: ["keda"], keys: ["operator", "existing"], otherwise: "operator" },
  { at: ["monitoring"], keys: ["prometheus", "stack"], otherwise: "none" },
  {
    at: ["services", "*", "scaling", "triggers", "*"],
    keys: [
      "kafka",
      "cpu",
      "memory",
      "cron",
      "prometheus",
      "awsSqsQueue",
      "redis",
      "redisStreams",
      "rabbitmq",
      "other",
      "type",
    ],
  },
  {
    at: ["services", "*", "scaling", "triggers", "*", "redisStreams"],
    keys: ["pendingEntriesCount", "streamLength", "lagCount"],
  },
  {
    at: ["services", "*", "podDisruptionBudget"],
    keys: ["minAvailable", "maxUnavailable"],
    otherwise: "none",
  },
];

/** Fills in what is meant where no alternative is named, in place, and reports where none or several are. */
export function chooseAlternatives(args: unknown): Finding[] {
  if (isObject(args)) {
    // Null is not nothing: in YAML it is a key whose value somebody forgot, and the shape says so.
    if (args.keda === undefined) args.keda = {};
    const eks = isObject(args.cluster) ? args.cluster.eks : undefined;
    if (isObject(eks) && eks.network === undefined) eks.network = {};
  }
  return choices.flatMap((choice) =>
    objectsAt(args, choice.at).flatMap(([steps, object]) => choose(choice, steps, object)),
  );
}

function choose(
  { keys, otherwise }: Choice,
  steps: Steps,
  object: Record<string, unknown>,
): Finding[] {
  const given = keys.filter((key) => key in object);
  if (given.length === 0 && otherwise !== undefined) {
    if (otherwise !== "none") object[otherwise] = {};
    return [];
  }
  if (given.length === 1) return [];
  // A misspelt alternative is reported as an unknown key; saying that one is missing would say it twice.
  if (given.length === 0 && Object.keys(object).length > 0 && keys.length < 4) {
    if (Object.keys(object).some((key) => !keys.includes(key) && key !== "topics")) return [];
  }
  return [
    {
      severity: "error",
      rule: given.length === 0 ? "shape/no-alternative" : "shape/several-alternatives",
      path: pathText(steps),
      expected: `exactly one of ${keys.join(", ")}`,
      got: given.length === 0 ? "none of them" : given.join(" and "),
      fix: given.length === 0 ? "add one" : "keep one: which of them wins would be unclear",
    },
  ];
}

function objectsAt(root: unknown, pattern: readonly string[]): [Steps, Record<string, unknown>][] {
  let found: [Steps, unknown][] = [[[], root]];
  for (const step of pattern) {
    found = found.flatMap(([steps, at]): [Steps, unknown][] => {
      if (step === "*") {
        return Array.isArray(at)
          ? at.map((item, i): [Steps, unknown] => [[...steps, i], item])
          : [];
      }
      return isObject(at) && step in at ? [[[...steps, step], at[step]]] : [];
    });
  }
  return found.flatMap(([steps, at]): [Steps, Record<string, unknown>][] =>
    isObject(at) ? [[steps, at]] : [],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
