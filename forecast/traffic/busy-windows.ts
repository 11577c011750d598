/** Walks for ever over the windows that have a rate; a run of windows without one costs a single step. */
export class BusyWindows {
  /** The window it stands in. */
  index = -1;
  /** First second of that window since second 0; Infinity when no window has a rate. */
  start = 0;
  /** First second after it. */
  end = 0;

  /** For each window, how many windows to go to the next one that has a rate: 1 to all of them. */
  private readonly steps: Int32Array;

  constructor(
    private readonly rates: Float64Array,
    private readonly windowSeconds: number,
  ) {
    this.steps = stepsToBusy(rates);
    this.start = -windowSeconds;
  }

  /** Goes to the next window with a rate and returns that rate; 0 when there is none. */
  next(): number {
    const { rates, windowSeconds } = this;
    const from = this.index < 0 ? rates.length - 1 : this.index;
    const steps = this.steps[from] ?? 0;
    if (steps === 0) {
      this.start = this.end = Infinity;
      return 0;
    }
    this.start += steps * windowSeconds;
    this.end = this.start + windowSeconds;
    this.index = (from + steps) % rates.length;
    return rates[this.index] ?? 0;
  }
}

function stepsToBusy(rates: Float64Array): Int32Array {
  const windows = rates.length;
  const steps = new Int32Array(windows);
  const first = rates.findIndex((rate) => rate > 0);
  if (first < 0) return steps;
  let distance = first + 1;
  for (let index = windows - 1; index >= 0; index--) {
    steps[index] = distance;
    distance = (rates[index] ?? 0) > 0 ? 1 : distance + 1;
  }
  return steps;
}
