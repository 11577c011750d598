import { BusyWindows } from "./busy-windows";
import { CountTable } from "./count-table";
import type { Random } from "./random";

/** Seconds found at once: a loop over locals takes half the time of one call for each. */
const batch = 256;
/** Expected draws in a window from which on a table is quicker than adding up probabilities for each draw. */
const drawsForTable = 24;
/** Chance of an empty second, as -ln P(0), below which empty seconds are skipped with a logarithm and not drawn one by one. */
const sparseBelow = 0.45;
/** Up to this -ln P(0) probabilities can be added up from P(0) without loss. */
const walkUpTo = 12;
/** Messages a second above which a rounded normal takes the place of a table, when bursts leave it symmetric enough. */
const normalAbove = 1e5;
/** Mean / dispersion from which on the skewness, 2 / sqrt, is below 0.07. */
const symmetricAbove = 1e3;

/** Messages that come at random: independent seconds, so that the variance grows with time as the mean does. */
export class RandomSeconds {
  /** Second of the next messages; Infinity when none come. */
  time = 0;
  count = 0;

  private readonly times = new Float64Array(batch);
  private readonly counts = new Float64Array(batch);
  private found = 0;
  private at = 0;

  private readonly windows: BusyWindows;
  private readonly table = new CountTable();
  /** Empty seconds are skipped, or drawn as any other. */
  private sparse = false;
  private method: "table" | "walk" | "normal" = "walk";
  /** The next second to decide about. */
  private second = 0;
  private mean = 0;
  private dispersion = 1;
  /** -ln P(0). */
  private emptiness = 0;
  private tabulated = { mean: -1, dispersion: -1 };

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
    if (this.at === this.found) this.refill();
    this.time = this.times[this.at] ?? Infinity;
    this.count = this.counts[this.at] ?? 0;
    this.at++;
  }

  private refill(): void {
    this.at = this.found = 0;
    do {
      if (this.second >= this.windows.end && !this.enter()) {
        this.times[0] = Infinity;
        this.counts[0] = 0;
        this.found = 1;
        return;
      }
      if (this.method !== "table") this.findSlowly();
      else if (this.sparse) this.skipEmpty();
      else this.drawEach();
    } while (this.found === 0);
  }

  /** Up to a batch of seconds of the window by its table, most of them with messages. */
  private drawEach(): void {
    const { times, counts, table, random } = this;
    const end = Math.min(this.windows.end, this.second + batch);
    let found = 0;
    for (let second = this.second; second < end; second++) {
      const count = table.count(random.uniform());
      times[found] = second;
      counts[found] = count;
      if (count > 0) found++;
    }
    this.second = end;
    this.found = found;
  }

  /** Up to a batch of seconds of the window by its table, most of them empty. */
  private skipEmpty(): void {
    const { times, counts, table, random } = this;
    const { end } = this.windows;
    const stretch = -1 / this.emptiness;
    let { second } = this;
    let found = 0;
    while (found < batch) {
      second += Math.floor(Math.log(random.uniform()) * stretch);
      if (second >= end) break;
      times[found] = second++;
      counts[found++] = table.count(random.uniform());
    }
    this.second = second;
    this.found = found;
  }

  /** One second at most, without a table. */
  private findSlowly(): void {
    if (this.sparse) this.second += Math.floor(-Math.log(this.random.uniform()) / this.emptiness);
    if (this.second >= this.windows.end) return;
    const count = this.method === "normal" ? this.drawNormal() : this.walk();
    if (count > 0) {
      this.times[0] = this.second;
      this.counts[0] = count;
      this.found = 1;
    }
    this.second++;
  }

  private enter(): boolean {
    this.mean = this.windows.next();
    if (this.mean === 0) return false;
    this.second = this.windows.start;
    this.dispersion = this.dispersions[this.windows.index] ?? 1;
    const excess = this.dispersion - 1;
    const clustering = excess > 0 ? Math.log1p(excess) / excess : 1;
    this.emptiness = this.mean * clustering;
    this.choose();
    return true;
  }

  private choose(): void {
    const { mean, dispersion, emptiness, tabulated } = this;
    this.sparse = emptiness < sparseBelow;
    this.method = "table";
    if (tabulated.mean === mean && tabulated.dispersion === dispersion) return;
    const draws = (this.windows.end - this.windows.start) * Math.min(1, emptiness);
    if (mean > normalAbove && mean > symmetricAbove * dispersion) this.method = "normal";
    else if (emptiness < walkUpTo && draws < drawsForTable) this.method = "walk";
    else {
      tabulated.mean = mean;
      tabulated.dispersion = dispersion;
      this.table.build(mean, dispersion, this.sparse ? 1 : 0);
    }
  }

  /** Adds up probabilities until they reach a level; a sparse second has messages. */
  private walk(): number {
    const slope = 1 - 1 / this.dispersion;
    const base = this.mean / this.dispersion;
    const empty = Math.exp(-this.emptiness);
    const level = this.random.uniform();
    let left = this.sparse ? empty - Math.expm1(-this.emptiness) * level : level;
    let chance = empty;
    let count = 0;
    while (left >= chance && chance > 0) {
      left -= chance;
      chance *= (base + slope * count) / (count + 1);
      count++;
    }
    return this.sparse ? Math.max(1, count) : count;
  }

  private drawNormal(): number {
    const deviation = Math.sqrt(this.mean * this.dispersion);
    return Math.max(0, Math.round(this.mean + deviation * this.random.normal()));
  }
}
