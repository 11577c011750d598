import type { LiveStream } from "./live-keda-file";
import { countUntil } from "./timeline";

type State = readonly (number | undefined)[];

/** A change of offsets was in force from somewhere between sending and acknowledgement. */
interface Change {
  sent: number;
  acknowledged: number;
  after: State;
}

/** Offsets of one stream over time. */
export class OffsetTimeline {
  private readonly ends: readonly Change[];
  private readonly commits: readonly Change[];
  private readonly start: { end: State; committed: State };

  constructor({ partitions, offsets }: LiveStream) {
    const end = Array<number>(partitions).fill(0);
    const committed = Array<undefined>(partitions).fill(undefined);
    this.start = { end, committed };
    this.ends = changes(offsets.p, end, 0);
    this.commits = changes(offsets.c, committed, -1);
  }

  /** End offsets that a query somewhere from `from` to `to` may have seen. */
  endsBetween(from: number, to: number): State[] {
    return between(this.ends, this.start.end, from, to);
  }

  /** Committed offsets that a query somewhere from `from` to `to` may have seen. */
  commitsBetween(from: number, to: number): State[] {
    return between(this.commits, this.start.committed, from, to);
  }
}

function changes(rows: readonly (readonly number[])[], start: State, none: number): Change[] {
  let at = 0;
  let state = start;
  return rows.map(([step = 0, duration = 0, ...pairs]) => {
    at += step;
    const after = [...state];
    for (let i = 0; i < pairs.length; i += 2) {
      const partition = pairs[i] ?? 0;
      const offset = (after[partition] ?? none) + (pairs[i + 1] ?? 0);
      after[partition] = offset < 0 ? undefined : offset;
    }
    state = after;
    return { sent: (at - duration) / 1000, acknowledged: at / 1000, after };
  });
}

function between(all: readonly Change[], start: State, from: number, to: number): State[] {
  const settled = countUntil(all.length, (i) => all[i]?.acknowledged ?? Infinity, from);
  const states = [all[settled - 1]?.after ?? start];
  for (const change of all.slice(settled)) {
    if (change.sent > to) break;
    states.push(change.after);
  }
  return states;
}
