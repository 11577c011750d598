/** One cell of a table: its text, and how it is painted once it has its width. */
export interface Cell {
  text: string;
  paint?: (text: string) => string;
}

/** Which way the cells of a column lean. */
export type Lean = "left" | "right";

const gap = "  ";

/**
 * Lines of a table whose columns are as wide as their widest cell. When they are wider than `width` together, the cells
 * of the column `shrink` lose their middle, because names differ at their ends.
 */
export function columns(
  rows: readonly (readonly Cell[])[],
  leans: readonly Lean[],
  { width, shrink }: { width: number; shrink: number },
): string[] {
  const widths = leans.map((_, i) => Math.max(...rows.map((row) => row[i]?.text.length ?? 0)));
  const over = widths.reduce((sum, w) => sum + w, gap.length * (widths.length - 1)) - width;
  if (over > 0) widths[shrink] = Math.max(8, (widths[shrink] ?? 0) - over);
  return rows.map((row) =>
    row
      .map(({ text, paint = (same: string): string => same }, i) => {
        const room = widths[i] ?? 0;
        const cut = withoutMiddle(text, room);
        const padding = " ".repeat(room - cut.length);
        if (cut === "") return padding;
        return leans[i] === "right" ? padding + paint(cut) : paint(cut) + padding;
      })
      .join(gap)
      .trimEnd(),
  );
}

function withoutMiddle(text: string, room: number): string {
  if (text.length <= room) return text;
  const tail = Math.floor((room - 1) / 2);
  return `${text.slice(0, room - 1 - tail)}…${text.slice(text.length - tail)}`;
}
