import { parse } from "papaparse";
import type { TraceFaults } from "./trace-faults";

/** A CSV file in cells without blanks around them. */
export interface TraceTable {
  header: readonly string[];
  rows: readonly TraceRow[];
}

export interface TraceRow {
  /** Line of the file, from 1. */
  line: number;
  cells: readonly string[];
}

/** Comma, semicolon, tab or bar between cells; quotes; a byte order mark and empty lines do no harm. */
export function readTable(text: string, faults: TraceFaults): TraceTable {
  const { data, errors } = parse<string[]>(text.replace(/\r\n?/g, "\n"));
  for (const { type, row, message } of errors)
    if (type === "Quotes")
      faults.add((row ?? 0) + 1, "quotes in pairs", message.toLowerCase(), "close the quote");
  let line = 1;
  const lines: TraceRow[] = [];
  for (const cells of data) {
    const trimmed = cells.map((cell) => cell.trim());
    if (trimmed.some((cell) => cell !== "")) lines.push({ line, cells: trimmed });
    // A quoted cell may go over several lines.
    line += 1 + cells.reduce((breaks, cell) => breaks + (cell.split("\n").length - 1), 0);
  }
  const [header, ...rows] = lines;
  const names = header?.cells ?? [];
  checkHeader(names, header?.line ?? 1, faults);
  for (const { line, cells } of rows)
    if (cells.length !== names.length)
      faults.add(line, `${names.length} cells`, String(cells.length), "give each column its cell");
  return { header: names, rows };
}

function checkHeader(names: readonly string[], line: number, faults: TraceFaults): void {
  if (names.length < 2)
    faults.add(line, "a time column and a rate", `"${names.join(",")}"`, "write a header first");
  names.forEach((name, index) => {
    if (name === "") faults.add(line, "a name for each column", `none for ${index + 1}`, "name it");
    else if (names.indexOf(name) !== index)
      faults.add(line, "different names", `"${name}" twice`, "rename one");
  });
}
