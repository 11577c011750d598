/** Entries less likely than this share of the likeliest one cannot be drawn with 32 bits. */
const negligible = 1e-10;
/** Standard deviations below the mean that a table covers: exp(-7² / 2) is less than 32 bits can draw. */
const below = 7;

/**
 * How many messages come in a second: Poisson when `dispersion` (variance / mean) is 1, negative binomial above. Both obey
 * P(k + 1) / P(k) = (mean / dispersion + (1 - 1 / dispersion) k) / (k + 1).
 */
export class CountTable {
  /** Numbers drawn are at least this. */
  private low = 0;
  private total = 0;
  private slots = 1;
  /** Sum of the weights up to an entry. Kept and grown, because a table is made for every window. */
  private sums = new Float64Array(256);
  /** For each equal slot of the total, the first entry that reaches into it. */
  private readonly guide = new Int32Array(256);

  /** Tabulates the counts from `first` on. */
  build(mean: number, dispersion: number, first: 0 | 1): void {
    const entries = this.weigh(mean, dispersion, first);
    const { sums } = this;
    let total = 0;
    for (let entry = 0; entry < entries; entry++) {
      total += sums[entry] ?? 0;
      sums[entry] = total;
    }
    this.total = total;
    this.fillGuide(entries);
  }

  /** The count at a level between 0 and 1. */
  count(level: number): number {
    const { sums } = this;
    const target = level * this.total;
    let entry = this.guide[(level * this.slots) | 0] ?? 0;
    while ((sums[entry] ?? Infinity) <= target) entry++;
    return this.low + entry;
  }

  /** Weights relative to the likeliest count, outwards from it: from P(0) they would underflow. Returns how many. */
  private weigh(mean: number, dispersion: number, first: number): number {
    const slope = 1 - 1 / dispersion;
    const base = mean / dispersion;
    const deviation = Math.sqrt(mean * dispersion);
    const low = Math.max(first, Math.floor(mean - below * deviation));
    const mode = Math.max(low, mean < dispersion ? 0 : Math.floor(mean - dispersion) + 1);
    const sums = this.reserve(mode - low + upperTail(deviation, dispersion));
    let weight = (sums[mode - low] = 1);
    for (let count = mode - 1; count >= low; count--) {
      weight *= (count + 1) / (base + slope * count);
      sums[count - low] = weight;
    }
    this.low = low;
    weight = 1;
    let count = mode;
    const last = low + sums.length - 1;
    while (weight > negligible && count < last) {
      weight *= (base + slope * count) / (count + 1);
      sums[++count - low] = weight;
    }
    return count - low + 1;
  }

  private reserve(entries: number): Float64Array {
    if (this.sums.length < entries) this.sums = new Float64Array(4 * entries);
    return this.sums;
  }

  /** More slots than entries spare comparisons, fewer are filled faster: 4 to 1, 256 at most, was quickest for 10 minutes. */
  private fillGuide(entries: number): void {
    const { sums, guide } = this;
    this.slots = Math.min(guide.length, 4 * entries);
    const width = this.total / this.slots;
    let entry = 0;
    for (let slot = 0; slot < this.slots; slot++) {
      while ((sums[entry] ?? Infinity) <= slot * width) entry++;
      guide[slot] = entry;
    }
  }
}

/** Entries above the mode that can be drawn: Bernstein's bound, solved for exp(-28). */
function upperTail(deviation: number, dispersion: number): number {
  const exponential = 28 * dispersion;
  return Math.ceil(exponential + Math.sqrt(exponential ** 2 + 56 * deviation ** 2)) + 30;
}
