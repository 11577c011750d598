import type { Waits } from "../outcome";

/** Bins up to this many seconds are a tenth of a second wide, so that whole tenths are edges. */
const linearSeconds = 100;
const binsPerSecond = 10;
const linearBins = linearSeconds * binsPerSecond;
/** Above, each bin is 1 % wider than the one before. */
const growth = Math.log(1.01);
/** Enough for three years. */
const bins = linearBins + 1400;

/** Numbers of a bin, side by side because a message touches all of them. */
const width = 4;
/** Density that starts at the knots in the bin, density times the place of the knot, and messages that all waited equally long. */
const densityAt = 0;
const momentAt = 1;
const massAt = 2;

/**
 * Waiting times of any number of messages in constant room. Messages that flow out evenly have waits spread evenly between two
 * ends: they are kept as two knots of the cumulative distribution, so its value at the edges of bins is exact.
 */
export class WaitHistogram {
  private readonly knots = new Float64Array(width * bins);
  private most = 0;
  private total = 0;

  /** Messages whose waits lie evenly from `from` to `to` seconds. */
  add(from: number, to: number, messages: number): void {
    if (messages === 0) return;
    const { knots } = this;
    if (to > this.most) this.most = to;
    this.total += messages;
    const first = width * binOf(from);
    if (to - from < 1e-6) {
      knots[first + massAt] = (knots[first + massAt] ?? 0) + messages;
      return;
    }
    const last = width * binOf(to);
    const density = messages / (to - from);
    knots[first + densityAt] = (knots[first + densityAt] ?? 0) + density;
    knots[first + momentAt] = (knots[first + momentAt] ?? 0) + density * from;
    knots[last + densityAt] = (knots[last + densityAt] ?? 0) - density;
    knots[last + momentAt] = (knots[last + momentAt] ?? 0) - density * to;
  }

  merge(other: WaitHistogram): void {
    for (const [i, knot] of other.knots.entries()) this.knots[i] = (this.knots[i] ?? 0) + knot;
    this.most = Math.max(this.most, other.most);
    this.total += other.total;
  }

  /** Median, percentiles and longest; all 0 when there was no message. */
  waits(): Waits {
    const edges = this.cumulative();
    const total = edges[bins] ?? 0;
    const at = (share: number) => Math.min(this.most, quantile(edges, share * total));
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: this.most };
  }

  /** Messages that waited longer than so many seconds; exact for whole tenths up to 100 seconds. */
  longerThan(seconds: number): number {
    if (seconds >= this.most) return 0;
    const edges = this.cumulative();
    const bin = binOf(seconds);
    const low = edges[bin] ?? 0;
    const high = edges[bin + 1] ?? low;
    const share = (seconds - edgeOf(bin)) / (edgeOf(bin + 1) - edgeOf(bin));
    return Math.max(0, (edges[bins] ?? 0) - low - share * (high - low));
  }

  /**
   * Messages at or below the lower edge of each bin, and below everything. The densities add up to 0 only nearly, which the
   * edge of a high bin, 10^8, would turn into messages: above the longest wait there are none.
   */
  private cumulative(): Float64Array {
    const last = binOf(this.most);
    const edges = new Float64Array(bins + 1).fill(this.total, last + 1);
    let density = 0;
    let moment = 0;
    let mass = 0;
    for (let bin = 0; bin < last; bin++) {
      density += this.knots[width * bin + densityAt] ?? 0;
      moment += this.knots[width * bin + momentAt] ?? 0;
      mass += this.knots[width * bin + massAt] ?? 0;
      const flowed = edgeOf(bin + 1) * density - moment;
      edges[bin + 1] = Math.min(this.total, Math.max(edges[bin] ?? 0, flowed + mass));
    }
    return edges;
  }
}

function quantile(edges: Float64Array, messages: number): number {
  if (messages <= 0) return 0;
  let low = 0;
  let high = bins;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) >= messages) high = middle;
    else low = middle + 1;
  }
  if (low === 0) return 0;
  const before = edges[low - 1] ?? 0;
  const share = (messages - before) / ((edges[low] ?? 0) - before);
  return edgeOf(low - 1) + share * (edgeOf(low) - edgeOf(low - 1));
}

function binOf(seconds: number): number {
  if (seconds < linearSeconds) return (seconds * binsPerSecond) | 0;
  const bin = linearBins + Math.floor(Math.log(seconds / linearSeconds) / growth);
  return bin < bins ? bin : bins - 1;
}

/** Lower edge of a bin. */
function edgeOf(bin: number): number {
  return bin <= linearBins
    ? bin / binsPerSecond
    : linearSeconds * Math.exp((bin - linearBins) * growth);
}
