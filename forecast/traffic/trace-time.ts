import type { TraceFaults } from "./trace-faults";
import type { TraceTable } from "./trace-table";

/** Where the rows of a trace lie in time. */
export interface TraceTime {
  /** Index of the time column. */
  column: number;
  /** Seconds between two rows: their median, in whole seconds. */
  windowSeconds: number;
  /** The window of each row. */
  windows: Int32Array;
  /** What a person should know about rows that do not come evenly. */
  notes: readonly string[];
}

/** Seconds of one unit of a time column, by its name. */
const units: ReadonlyMap<string, number> = new Map([
  ["second", 1],
  ["seconds", 1],
  ["minute", 60],
  ["minutes", 60],
  ["time", 1],
  ["timestamp", 1],
]);
const moment = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i;
/** Share of the interval by which a row may be early or late without a word. */
const punctual = 0.05;

/** Reads the time column; undefined when there is no use in going on, with the reason among the faults. */
export function readTime(table: TraceTable, faults: TraceFaults): TraceTime | undefined {
  const column = table.header.findIndex((name) => units.has(name.toLowerCase()));
  const name = table.header[column];
  if (name === undefined) {
    const names = table.header.join(", ");
    faults.add(1, "a column second, minute, time or timestamp", names, "name the time column so");
    return undefined;
  }
  const unit = units.get(name.toLowerCase()) ?? 1;
  const seconds = table.rows.map(({ cells, line }, row) => {
    const cell = cells[column] ?? "";
    const value = secondsOf(cell, unit);
    if (Number.isNaN(value))
      faults.add(line, `a ${name}`, `"${cell}"`, "write a number or YYYY-MM-DD HH:MM:SS");
    const before = row === 0 ? NaN : secondsOf(table.rows[row - 1]?.cells[column] ?? "", unit);
    if (value <= before) faults.add(line, "a later time", `"${cell}"`, "sort the rows by time");
    return value;
  });
  const interval = medianStep(seconds);
  if (seconds.length < 2) faults.add(1, "two rows at least", String(seconds.length), "add rows");
  else if (interval < 1)
    faults.add(2, "rows 1 s apart or more", `${interval} s`, "add up the counts of a second");
  return faults.any ? undefined : place(column, seconds, interval);
}

/** NaN for what is no time. Without a zone it is UTC; large numbers are milliseconds since 1970. */
function secondsOf(cell: string, unit: number): number {
  const parts = moment.exec(cell);
  if (parts) return Date.parse(`${parts[1] ?? ""}T${parts[2] ?? ""}${parts[3] ?? "Z"}`) / 1000;
  const value = cell === "" ? NaN : Number(cell);
  if (!Number.isFinite(value)) return NaN;
  return value > 1e11 ? value / 1000 : value * unit;
}

function medianStep(seconds: readonly number[]): number {
  const steps = Float64Array.from(
    seconds.slice(1),
    (value, index) => value - (seconds[index] ?? 0),
  );
  const median = steps.sort()[Math.floor(steps.length / 2)] ?? 0;
  // Minutes such as 7.2 are not exact; a millisecond is.
  return Math.round(median * 1000) / 1000;
}

function place(column: number, seconds: readonly number[], interval: number): TraceTime {
  const windowSeconds = Math.round(interval);
  const start = seconds[0] ?? 0;
  const windows = Int32Array.from(seconds, (value) => Math.round((value - start) / windowSeconds));
  const steps = seconds.slice(1).map((value, index) => value - (seconds[index] ?? 0));
  const uneven = steps.filter((step) => Math.abs(step - interval) > punctual * interval).length;
  const notes: string[] = [];
  if (uneven > 0)
    notes.push(
      `${uneven} of ${seconds.length} rows are not ${windowSeconds} s after the row before: each counts for the nearest window; where none is, a count is 0 and a rate goes on`,
    );
  return { column, windowSeconds, windows, notes };
}
