/** Something that came in force at a moment. */
interface Timed {
  t: number;
}

/** The last row at or before `t` of rows in order of time. */
export function latestAt<Row extends Timed>(rows: readonly Row[], t: number): Row | undefined {
  return rows[countUntil(rows.length, (i) => rows[i]?.t ?? Infinity, t) - 1];
}

/** How many of `length` ordered moments are at or before `t`. */
export function countUntil(length: number, at: (index: number) => number, t: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
