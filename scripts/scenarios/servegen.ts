import type { Traffic } from "../../forecast/traffic/traffic";
import { readTrace } from "../../forecast/traffic/trace";
import { platformArgs, week, type Scenario } from "./scenario";

/** Messages a second of the window that is higher than 99.9 % of all: what the eight replicas of static peak work off. */
const peak = 16;
const cap = 12;
/** 50 topics share a broker, which should not have more than 4,000 partitions. */
const partitionsEach = 6;
const variationCap = 8;

/** Rates and variations of the recorded clients, as CSV. */
export interface ServegenFiles {
  rates: { text: string; source: string };
  variations: { text: string; source: string };
}

/** 50 services, each with the traffic of a recorded client for a week; 0 is the first. */
export function servegen(files: ServegenFiles, which: number): Scenario {
  const { text, source } = files.rates;
  const trace = readTrace(text, source, { variation: files.variations });
  if ("faults" in trace) throw new Error(trace.faults.join("\n"));
  const traffics = trace.columns.map(({ traffic }) => scaled(traffic, which));
  const services = traffics.map((_, i) => ({
    ...{ name: `client-${i}`, cap, partitionsEach },
    ...{ startupSeconds: 25, waitSeconds: 30 },
  }));
  const byName = new Map(services.map(({ name }, i) => [`chatbot/${name}`, traffics[i]]));
  return {
    args: platformArgs(services, { instanceType: "m6i.xlarge", maxSize: 200 }),
    traffic: (name) => byName.get(name) ?? silent,
    seconds: week,
    nodeSeconds: 60,
    staticReplicas: peak / 2,
  };
}

const silent: Traffic = { windowSeconds: week, rates: Float64Array.of(0), variation: 1 };

/** A client's week, with its whole record scaled to the peak and cut off there. */
function scaled({ windowSeconds, rates, variation }: Traffic, which: number): Traffic {
  const windows = week / windowSeconds;
  const factor = peak / highWindow(rates);
  const part = <T extends { slice: (from: number, to: number) => T }>(all: T): T =>
    all.slice(which * windows, (which + 1) * windows);
  const variations = typeof variation === "number" ? rates.map(() => variation) : variation;
  return {
    windowSeconds,
    rates: part(rates).map((rate) => Math.min(peak, rate * factor)),
    variation: part(variations).map((one) => Math.min(variationCap, one)),
  };
}

/** The 99.9th percentile of the windows, between neighbours as numpy takes it; the highest where that is 0. */
function highWindow(rates: Float64Array): number {
  const sorted = Float64Array.from(rates).sort();
  const place = 0.999 * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? low;
  const found = low + (place - Math.floor(place)) * (high - low);
  return found > 0 ? found : (sorted.at(-1) ?? 1);
}
