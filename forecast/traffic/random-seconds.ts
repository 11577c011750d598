import { BusyWindows } from "./busy-windows";
import { CountTable } from "./count-table";
import type { Random } from "./random";

/** Expected draws in a window from which on a table is quicker than adding up probabilities for each draw. */
const drawsForTable = 24;
/** Chance of an empty second, as -ln P(0), below which empty seconds are skipped with a logarithm and not drawn one by one. */
const sparseBelow = 0.7;
/** Up to this -ln P(0) probabilities can be added up from P(0) without loss. */
const walkUpTo = 12;
/** Messages a second above which a rounded normal takes the place of a table, when bursts leave it symmetric enough. */
const normalAbove = 1e5;
/** Mean / dispersion from which on the skewness, 2 / sqrt, is below 0.07. */
const symmetricAbove = 1e3;

/** Messages that come at random: independent seconds, so that the variance grows with time as the mean does. */
export class RandomSeconds {
  /** Second of the next messages; Infinity when none come. */
  time = -1;
  count = 0;

  private readonly windows: BusyWindows;
  private readonly table = new CountTable();
  private method: "skip" | "draw" | "normal" = "skip";
  private tabulated = false;
  /** The next second to decide about. */
  private second = 0;
  private mean = 0;
  private dispersion = 1;
  /** -ln P(0). */
  private emptiness = 0;
  private lawOfTable = { mean: -1, dispersion: -1 };

  /** `dispersions` are variance / mean by window, at least 1. */
  constructor(
    rates: Float64Array,
    private readonly dispersions: Float64Array,
    windowSeconds: number,
    private readonly random: Random,
  ) {
    this.windows = new BusyWindows(rates, windowSeconds);
    this.next();
  }

  /** Goes to the next second that has messages. */
  next(): void {
    do {
      while (this.second >= this.windows.end) if (!this.enter()) return;
    } while (!this.find());
  }

  /** Looks for a second with messages in the window; false when it ends before. */
  private find(): boolean {
    const { end } = this.windows;
    if (this.method === "skip") {
      this.second += Math.floor(-Math.log(this.random.uniform()) / this.emptiness);
      if (this.second >= end) return false;
      this.count = this.draw(1);
    } else {
      do {
        if (this.second >= end) return false;
        this.count = this.method === "draw" ? this.draw(0) : this.drawNormal();
        this.second++;
      } while (this.count === 0);
      this.second--;
    }
    this.time = this.second++;
    return true;
  }

  private enter(): boolean {
    this.mean = this.windows.next();
    if (this.mean === 0) {
      this.time = this.second = Infinity;
      this.count = 0;
      return false;
    }
    this.second = this.windows.start;
    this.dispersion = this.dispersions[this.windows.index] ?? 1;
    const excess = this.dispersion - 1;
    const clustering = excess > 0 ? Math.log1p(excess) / excess : 1;
    this.emptiness = this.mean * clustering;
    this.choose();
    return true;
  }

  private choose(): void {
    const { mean, dispersion, emptiness } = this;
    if (mean > normalAbove && mean > symmetricAbove * dispersion) {
      this.method = "normal";
      return;
    }
    this.method = emptiness < sparseBelow ? "skip" : "draw";
    const same = this.lawOfTable.mean === mean && this.lawOfTable.dispersion === dispersion;
    const draws = (this.windows.end - this.windows.start) * Math.min(1, emptiness);
    this.tabulated = same || emptiness > walkUpTo || draws >= drawsForTable;
    if (same || !this.tabulated) return;
    this.lawOfTable.mean = mean;
    this.lawOfTable.dispersion = dispersion;
    this.table.build(mean, dispersion, this.method === "skip" ? 1 : 0);
  }

  /** A count of at least `first`. */
  private draw(first: 0 | 1): number {
    const level = this.random.uniform();
    return this.tabulated ? this.table.count(level) : this.walk(level, first);
  }

  /** Adds up probabilities until they reach the level. */
  private walk(level: number, first: 0 | 1): number {
    const slope = 1 - 1 / this.dispersion;
    const base = this.mean / this.dispersion;
    const empty = Math.exp(-this.emptiness);
    let left = first === 0 ? level : empty - Math.expm1(-this.emptiness) * level;
    let chance = empty;
    let count = 0;
    while (left >= chance && chance > 0) {
      left -= chance;
      chance *= (base + slope * count) / (count + 1);
      count++;
    }
    return Math.max(first, count);
  }

  private drawNormal(): number {
    const deviation = Math.sqrt(this.mean * this.dispersion);
    return Math.max(0, Math.round(this.mean + deviation * this.random.normal()));
  }
}
