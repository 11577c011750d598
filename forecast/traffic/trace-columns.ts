import { didYouMean } from "../../settings/suggest";
import type { TraceFaults } from "./trace-faults";

/** What the numbers of a column are: messages in so many seconds, or between two rows. */
export type ColumnUnit = { per: "seconds"; seconds: number } | { per: "row" };

const units: readonly [RegExp, ColumnUnit][] = [
  [/per_?min(ute)?(_|$)|(^|_)rpm(_|$)/, { per: "seconds", seconds: 60 }],
  [/per_?h(our)?(_|$)/, { per: "seconds", seconds: 3600 }],
  [/per_?s(ec(ond)?)?(_|$)|(^|_)(rate|rps|qps)(_|$)/, { per: "seconds", seconds: 1 }],
  [/^(requests?|counts?|messages?)$|_count$/, { per: "row" }],
];

/** The unit that a name tells; messages a second when it tells none. */
export function unitOf(name: string): ColumnUnit {
  const plain = name.toLowerCase().replace(/[\s-]+/g, "_");
  const known = units.find(([pattern]) => pattern.test(plain));
  return known?.[1] ?? { per: "seconds", seconds: 1 };
}

/** Columns to read: those asked for, or `requests` when there is one, or all that do not count tokens. */
export function chooseColumns(
  names: readonly string[],
  asked: readonly string[] | undefined,
  faults: TraceFaults,
): readonly string[] {
  if (asked === undefined) {
    if (names.includes("requests")) return ["requests"];
    const chosen = names.filter((name) => !/tokens?$/i.test(name));
    if (chosen.length === 0)
      faults.add(1, "a column of rates or counts", names.join(", ") || "none", "add one");
    return chosen;
  }
  for (const name of asked)
    if (!names.includes(name)) {
      const hint = didYouMean(name, names) || "choose one that is there";
      faults.add(1, `a column "${name}"`, names.join(", "), hint);
    }
  return asked;
}
