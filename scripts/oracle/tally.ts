import { isDeepStrictEqual } from "node:util";

/** One line of the command's answer. */
export interface OracleLine {
  file: string;
  /** Rows of a table, services or runs. */
  cases: number;
  /** Decisions compared. */
  steps: number;
  passed: number;
  failed: number;
  skipped: { id: string; why: string }[];
  /** Share of equal decisions where the recorded program itself races. */
  shares: Record<string, number>;
}

/** Counts what equals a recording. */
export class Tally {
  cases = 0;
  passed = 0;
  readonly skipped: OracleLine["skipped"] = [];
  /** What differed, in words. */
  readonly failures: string[] = [];
  /** Misses of shares, in words: the recorded program's own race. */
  readonly misses: string[] = [];
  private readonly races = new Map<string, { equal: number; of: number; least: number }>();

  /** Compares one decision. `about` names it when it differs. */
  compare(about: string, expected: unknown, actual: unknown): boolean {
    const equal = isDeepStrictEqual(expected, actual);
    if (equal) this.passed++;
    else this.fail(about, expected, actual);
    return equal;
  }

  fail(about: string, expected: unknown, actual: unknown): void {
    this.failures.push(`${about}: expected ${show(expected)}, got: ${show(actual)}`);
  }

  /** Compares a row unless it differs and upstream skips it as well. */
  compareUnlessSkipped(id: string, upstreamSkips: boolean, expected: unknown, actual: unknown) {
    if (upstreamSkips && !isDeepStrictEqual(expected, actual))
      this.skipped.push({ id, why: "upstream skips it" });
    else this.compare(id, expected, actual);
  }

  /** Opens a share that must not fall under `least`. */
  race(name: string, least: number): (about: string, equal: boolean) => void {
    const race = this.races.get(name) ?? { equal: 0, of: 0, least };
    this.races.set(name, race);
    return (about, equal) => {
      race.of++;
      if (equal) race.equal++;
      else this.misses.push(`${name}: ${about}`);
    };
  }

  line(file: string): OracleLine {
    const shares: Record<string, number> = {};
    for (const [name, { equal, of }] of this.races) if (of > 0) shares[name] = equal / of;
    const failed = this.failures.length;
    const { cases, passed, skipped } = this;
    return { file, cases, steps: passed + failed, passed, failed, skipped, shares };
  }

  /** Shares under what LIVE-CA.md states, in words. */
  lowShares(): string[] {
    return [...this.races]
      .filter(([, { equal, of, least }]) => equal < least * of)
      .map(([name, { equal, of, least }]) => `${name}: ${equal} of ${of}, expected ${least}`);
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}
