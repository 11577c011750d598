import type { Traffic } from "./traffic";
import { unitOf } from "./trace-columns";
import { TraceFaults } from "./trace-faults";
import type { TraceTime } from "./trace-time";
import { readValues } from "./trace-values";

export interface TraceOptions {
  /** Names of the columns to read. Default: `requests` when there is one, else all that do not count tokens. */
  columns?: readonly string[];
  /** Factor for every rate, above 0. Default: 1. */
  scale?: number;
  /**
   * Coefficient of variation of the time between two messages: a number of at least 0 for all, or a second CSV file with
   * the same rows and columns. Default: 0 for counts of each second, which so come out as they are, else 1.
   */
  variation?: number | { text: string; source: string };
}

export interface TraceColumn {
  name: string;
  traffic: Traffic;
}

/** A trace that can be used, with what was assumed about it, or everything that is wrong with it. */
export type Trace = { columns: TraceColumn[]; notes: string[] } | { faults: string[] };

/**
 * Recorded traffic from the text of a CSV file: a time column (`second`, `minute`, `time`, `timestamp`: numbers or ISO 8601,
 * UTC without a zone) and columns of numbers. Their names tell the unit: `…per_min…`, `…per_second` or `rate`, and
 * `requests` or `count` for messages of a row; others are messages a second. Without a cell a count is 0, and a rate
 * that of the row before. `source` is the file's name for messages: `<source>:<line>: expected …, got …: …`.
 */
export function readTrace(text: string, source: string, options: TraceOptions = {}): Trace {
  const { variation, scale = 1 } = options;
  const faults = new TraceFaults(source);
  const { names, columns, time } = readValues(text, options.columns, faults);
  const second = typeof variation === "object" ? readVariation(variation, names, time) : undefined;
  if (time === undefined || faults.any || second?.faults.any)
    return { faults: [...faults.list(), ...(second?.faults.list() ?? [])] };
  const { windowSeconds, notes } = time;
  const traffic = names.map((name, index) => {
    const unit = unitOf(name);
    const seconds = unit.per === "row" ? windowSeconds : unit.seconds;
    const rates = (columns[index] ?? new Float64Array()).map((value) => (value / seconds) * scale);
    const usual = unit.per === "row" && windowSeconds === 1 ? 0 : 1;
    const told = typeof variation === "number" ? variation : second?.columns[index];
    return { name, traffic: { windowSeconds, rates, variation: told ?? usual } };
  });
  return { columns: traffic, notes: notes.map((note) => `${source}: ${note}`) };
}

function readVariation(
  { text, source }: { text: string; source: string },
  names: readonly string[],
  rates: TraceTime | undefined,
): { columns: readonly Float64Array[]; faults: TraceFaults } {
  const faults = new TraceFaults(source);
  const { columns, time } = readValues(text, names, faults);
  const shape = ({ windows, windowSeconds }: TraceTime): string =>
    `${(windows.at(-1) ?? 0) + 1} windows of ${windowSeconds} s`;
  if (rates && time && shape(rates) !== shape(time))
    faults.add(1, `${shape(rates)}, as the rates have`, shape(time), "take the file beside it");
  return { columns, faults };
}
