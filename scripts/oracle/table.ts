import type { Tally } from "./tally";

/** A file of hand-made or extracted cases. */
export interface TableFile {
  groups: Record<string, { cases: TableRow[] }>;
}

/** One case: the fields depend on its group. */
export type TableRow = { id: string; skippedUpstream?: boolean };

/** What a group expects of a row and what the model says. */
export interface Verdict {
  expected: unknown;
  actual: unknown;
}

/** Judges the rows of one group. */
export type Judge = (row: never) => Verdict;

/** Replays a table; a group that no judge knows fails row by row, so that nothing is passed over. */
export function replayTable(file: TableFile, judges: Record<string, Judge>, tally: Tally): void {
  for (const [group, { cases }] of Object.entries(file.groups)) {
    const judge = judges[group];
    for (const row of cases) {
      tally.cases++;
      if (judge === undefined) {
        tally.fail(row.id, "a known group", group);
        continue;
      }
      const { expected, actual } = judge(row as never);
      tally.compareUnlessSkipped(row.id, row.skippedUpstream === true, expected, actual);
    }
  }
}
