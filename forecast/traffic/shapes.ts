import { didYouMean } from "../../settings/suggest";
import type { Traffic } from "./traffic";

/** Share of what a service's most replicas can do that its traffic reaches at the peak, when nobody says more. */
export const peakShare = 0.7;

/** Peak in messages a second for a service without a trace. */
export function assumedPeak(maxReplicaCount: number, messagesPerSecond: number): number {
  return peakShare * maxReplicaCount * messagesPerSecond;
}

const windowSeconds = 600;
const windowsPerDay = 86_400 / windowSeconds;

/** Share of the day's peak that is left at its lowest. */
const night = 0.1;
/** Saturday and Sunday against a working day. */
const weekend = 0.4;

/**
 * A week of working days from Monday, 00:00. At hour h a day has the share 0.1 + 0.9 ((1 - cos(2π (h - 3) / 24)) / 2)² of
 * its peak, so lowest at 3 and highest at 15 o'clock; the weekend has 0.4 of that. The peak is 2.8 times the mean, as the
 * recorded weeks have it (ServeGen m-large 3.0, Azure code 3.2).
 */
function daily(peak: number): Traffic {
  const rates = Float64Array.from({ length: 7 * windowsPerDay }, (_, window) => {
    const hour = ((window % windowsPerDay) + 0.5) * (24 / windowsPerDay);
    const wave = (1 - Math.cos((2 * Math.PI * (hour - 3)) / 24)) / 2;
    const day = Math.floor(window / windowsPerDay);
    return peak * (day < 5 ? 1 : weekend) * (night + (1 - night) * wave ** 2);
  });
  return { windowSeconds, rates, variation: 1 };
}

/** Nothing for twelve hours, then the peak at once for twelve. */
function step(peak: number): Traffic {
  return { windowSeconds: 43_200, rates: Float64Array.of(0, peak), variation: 1 };
}

/** A twentieth of the peak, and every six hours ten minutes of the peak, first after three. */
function burst(peak: number): Traffic {
  const rates = new Float64Array(windowsPerDay / 4).fill(peak / 20);
  rates[windowsPerDay / 8] = peak;
  return { windowSeconds, rates, variation: 1 };
}

/** The peak all the time. */
function constant(peak: number): Traffic {
  return { windowSeconds, rates: Float64Array.of(peak), variation: 1 };
}

const shapes = { daily, step, burst, constant };

/** A named course of traffic. */
export type ShapeName = keyof typeof shapes;

/** Names that `shape` knows. */
export const shapeNames: readonly ShapeName[] = ["daily", "step", "burst", "constant"];

export function isShapeName(name: string): name is ShapeName {
  return Object.hasOwn(shapes, name);
}

/** Traffic of a shape with its highest rate, in messages a second; messages come as a Poisson process. */
export function shape(name: ShapeName, peakRate: number): Traffic {
  return shapes[name](peakRate);
}

/** What to tell somebody who asked for a shape that does not exist. */
export function unknownShape(name: string): string {
  const hint = didYouMean(name, shapeNames) || "use one of them";
  return `expected ${shapeNames.slice(0, -1).join(", ")} or ${shapeNames.at(-1) ?? ""}, or a CSV file, got "${name}": ${hint}`;
}
