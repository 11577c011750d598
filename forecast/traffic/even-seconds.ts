import { BusyWindows } from "./busy-windows";

/** Counts lose a part in 10^16 when a rate is computed from them; this much is forgiven before a message is held back. */
const tolerance = 1e-9;

/** Messages that come evenly: as many by any moment as the integral of the rate up to it, rounded down. */
export class EvenSeconds {
  /** Second of the next messages; Infinity when none come. */
  time = -1;
  count = 0;

  private readonly windows: BusyWindows;
  private rate = 0;
  /** Messages due at the start of the window, less those already given: the fraction that is left. */
  private due = 0;
  /** Messages given since the start of the window. */
  private given = 0;

  constructor(rates: Float64Array, windowSeconds: number) {
    this.windows = new BusyWindows(rates, windowSeconds);
    this.next();
  }

  /** Goes to the next second that has messages. */
  next(): void {
    for (;;) {
      const { start, end } = this.windows;
      // In floating point the division can miss by one second, so start a second early.
      const due = this.given + 1 - tolerance - this.due;
      const early = Math.ceil(due / this.rate) - 2;
      let second = Math.max(this.time + 1, start + Math.max(0, early));
      while (second < end) {
        const total = this.totalAt(second + 1);
        if (total > this.given) {
          this.time = second;
          this.count = total - this.given;
          this.given = total;
          return;
        }
        second++;
      }
      if (!this.enter(end)) return;
    }
  }

  /** Whole messages from the start of the window to a moment in it. */
  private totalAt(moment: number): number {
    return Math.floor(this.due + this.rate * (moment - this.windows.start) + tolerance);
  }

  /** Goes to the next window, false when there is none. */
  private enter(end: number): boolean {
    if (this.rate > 0) this.due += this.rate * (end - this.windows.start) - this.given;
    this.given = 0;
    this.rate = this.windows.next();
    if (this.rate > 0) return true;
    this.time = Infinity;
    this.count = 0;
    return false;
  }
}
