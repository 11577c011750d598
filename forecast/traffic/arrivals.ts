import { EvenSeconds } from "./even-seconds";
import type { Random } from "./random";
import { RandomSeconds } from "./random-seconds";
import type { Traffic } from "./traffic";

/** Coefficient of variation above which bursts are not made larger. */
export const maxVariation = 100;

/**
 * The messages of a service, second by second, without the seconds that have none. It goes forward only, from second 0,
 * and never ends: traffic starts again after its last window.
 *
 * Messages of variation c come as a renewal process with that variation does over long times: the variance of a count is
 * c² times its mean. Above 1 counts of seconds are negative binomial, at 1 Poisson, and at 0 even: the integral of the
 * rate rounded down, so that a count for each second comes out as it is. Between 0 and 1 the share 1 - c² comes evenly and
 * the rest is Poisson. Above 100,000 messages a second counts are normal, rounded.
 */
export class Arrivals {
  /** The second of the messages, counted from 0; Infinity when no message ever comes. */
  time = 0;
  /** Messages that arrive in it, at least 1; 0 at Infinity. */
  count = 0;

  private readonly even: EvenSeconds;
  private readonly random: RandomSeconds;

  /** Stands at the first second with messages. */
  constructor(traffic: Traffic, random: Random) {
    const { even, scattered, dispersions } = splitRates(traffic);
    this.even = new EvenSeconds(even, traffic.windowSeconds);
    this.random = new RandomSeconds(scattered, dispersions, traffic.windowSeconds, random);
    this.merge();
  }

  /** Goes to the next second with messages. */
  next(): void {
    const { even, random, time } = this;
    if (even.time === time) even.next();
    if (random.time === time) random.next();
    this.merge();
  }

  private merge(): void {
    const { even, random } = this;
    if (random.time < even.time) {
      this.time = random.time;
      this.count = random.count;
    } else {
      this.time = even.time;
      this.count = even.count + (random.time === even.time ? random.count : 0);
    }
  }
}

/** Rates of the even and of the random part by window, and variance / mean of the random part. */
function splitRates({ rates, variation }: Traffic): {
  even: Float64Array;
  scattered: Float64Array;
  dispersions: Float64Array;
} {
  const even = new Float64Array(rates.length);
  const scattered = new Float64Array(rates.length);
  const dispersions = new Float64Array(rates.length);
  rates.forEach((rate, index) => {
    const written = typeof variation === "number" ? variation : (variation[index] ?? 1);
    const dispersion = Math.min(written, maxVariation) ** 2;
    const share = Math.min(1, dispersion);
    scattered[index] = rate * share;
    even[index] = rate - rate * share;
    dispersions[index] = Math.max(1, dispersion);
  });
  return { even, scattered, dispersions };
}
