import { chooseColumns, unitOf } from "./trace-columns";
import type { TraceFaults } from "./trace-faults";
import { readTable, type TraceTable } from "./trace-table";
import { readTime, type TraceTime } from "./trace-time";

/** The chosen columns of a CSV file, window by window. */
export interface TraceValues {
  names: readonly string[];
  columns: readonly Float64Array[];
  /** Undefined when the rows have no place in time, which the faults say. */
  time: TraceTime | undefined;
}

/** `asked` are the columns to read; undefined for those that are traffic by their names. */
export function readValues(
  text: string,
  asked: readonly string[] | undefined,
  faults: TraceFaults,
): TraceValues {
  const table = readTable(text, faults);
  const time = readTime(table, faults);
  if (time === undefined) return { names: [], columns: [], time };
  const others = table.header.filter((_, index) => index !== time.column);
  const names = chooseColumns(others, asked, faults).filter((name) => others.includes(name));
  const columns = names.map((name) => readColumn(table, name, time, faults));
  return { names, columns, time };
}

function readColumn(
  table: TraceTable,
  name: string,
  time: TraceTime,
  faults: TraceFaults,
): Float64Array {
  const cells = new Int32Array((time.windows.at(-1) ?? 0) + 1);
  const sums = new Float64Array(cells.length);
  const column = table.header.indexOf(name);
  for (const [index, row] of table.rows.entries()) {
    const cell = row.cells[column] ?? "";
    if (cell === "") continue;
    const value = Number(cell);
    if (!(value >= 0 && value < Infinity))
      faults.add(row.line, `0 or more in "${name}"`, `"${cell}"`, "correct it or leave it empty");
    const window = time.windows[index] ?? 0;
    cells[window] = (cells[window] ?? 0) + 1;
    sums[window] = (sums[window] ?? 0) + value;
  }
  if (!cells.some((count) => count > 0))
    faults.add(1, `numbers in "${name}"`, "none", "leave the column out");
  return unitOf(name).per === "row" ? sums : means(sums, cells);
}

/** Rates that crowd in one window count by their mean; where there is none, the one before goes on. */
function means(sums: Float64Array, cells: Int32Array): Float64Array {
  const first = cells.findIndex((count) => count > 0);
  let last = (sums[first] ?? 0) / (cells[first] ?? 1);
  return sums.map((sum, window) => {
    const count = cells[window] ?? 0;
    return (last = count > 0 ? sum / count : last);
  });
}
