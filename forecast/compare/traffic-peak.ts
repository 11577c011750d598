import type { Traffic } from "../traffic/traffic";

/** The highest rate of the windows that a simulated time sees, in messages a second. */
export function peakRate({ rates, windowSeconds }: Traffic, seconds: number): number {
  const seen = Math.min(rates.length, Math.ceil(seconds / windowSeconds));
  return rates.subarray(0, seen).reduce((most, rate) => Math.max(most, rate), 0);
}
