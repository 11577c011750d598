import type { TrafficOf } from "./inputs/work";
import { peakShare, shape, type ShapeName } from "./traffic/shapes";
import { readTrace, type TraceColumn } from "./traffic/trace";
import type { Traffic } from "./traffic/traffic";

/** Traffic of all services, with where it comes from. */
export interface TrafficSource {
  /** Such as `daily wave` or the name of a file. */
  about: string;
  of: TrafficOf;
  /** Seconds after which it starts again. */
  seconds: number;
  /** What was assumed about it, one line each. */
  notes: readonly string[];
  /** Services, by full name, that it says nothing of. */
  silentOn: (service: string) => boolean;
}

const week = 7 * 86_400;

/** The same shape for every service, with its peak at a share of what all the service's replicas work off. */
export function shapedTraffic(name: ShapeName): TrafficSource {
  return {
    about: name === "daily" ? "daily wave" : name,
    of: (_, peak) => shape(name, peak * peakShare),
    seconds: week,
    notes: [
      `nobody recorded traffic: the busiest time reaches ${peakShare * 100} % of what all replicas of a service work off`,
    ],
    silentOn: () => false,
  };
}

/** How a recording is read. */
export interface RecordingOptions {
  /** The one column to read. */
  column?: string;
  /** Factor for what was recorded; undefined: as recorded, or for a single column as large as each service bears. */
  scale?: number;
}

/**
 * Recorded traffic from the text of a CSV file. Columns with the names of services, with or without namespace, are theirs as
 * recorded. A single column, the only one or `column`, gives every service its course: as recorded with a `scale`, otherwise
 * with its peak where a shape would have it, because nobody said how large a service it is of.
 */
export function recordedTraffic(
  text: string,
  source: string,
  services: readonly string[],
  { column, scale }: RecordingOptions = {},
): TrafficSource | { faults: string[] } {
  const columns = column === undefined ? undefined : [column];
  const trace = readTrace(text, source, { columns, scale });
  if ("faults" in trace) return trace;
  const { columns: read, notes } = trace;
  const named = new Map(read.map(({ name, traffic }) => [name, traffic]));
  const trafficOf = (service: string): Traffic | undefined =>
    named.get(service) ?? named.get(service.slice(service.indexOf("/") + 1));
  if (services.some((service) => trafficOf(service) !== undefined))
    return own(source, read, notes, trafficOf);
  const [only, ...others] = read;
  if (only === undefined || others.length > 0)
    return {
      faults: [
        `${source}:1: expected one column, or columns named as services (${services.join(", ")}), got ${[...named.keys()].join(", ")}: choose one with --column`,
      ],
    };
  return shared(source, only, notes, scale);
}

function own(
  source: string,
  columns: readonly TraceColumn[],
  notes: readonly string[],
  trafficOf: (service: string) => Traffic | undefined,
): TrafficSource {
  const silence: Traffic = { windowSeconds: 60, rates: Float64Array.of(0), variation: 0 };
  return {
    about: source,
    of: (service) => trafficOf(service) ?? silence,
    seconds: Math.max(...columns.map(({ traffic }) => secondsOf(traffic))),
    notes,
    silentOn: (service) => trafficOf(service) === undefined,
  };
}

function shared(
  source: string,
  { name, traffic }: TraceColumn,
  notes: readonly string[],
  scale: number | undefined,
): TrafficSource {
  const most = traffic.rates.reduce((peak, rate) => Math.max(peak, rate), 0);
  const to = (peak: number): Traffic => ({
    ...traffic,
    rates: traffic.rates.map((rate) => (most > 0 ? (rate / most) * peak * peakShare : 0)),
  });
  const scaled = `${source}: every service has the course of "${name}" with its busiest window at ${peakShare * 100} % of what all its replicas work off: --scale 1 takes the rates as they are`;
  return {
    about: source,
    of: (_, peak) => (scale === undefined ? to(peak) : traffic),
    seconds: secondsOf(traffic),
    notes: scale === undefined ? [...notes, scaled] : notes,
    silentOn: () => false,
  };
}

function secondsOf({ rates, windowSeconds }: Traffic): number {
  return rates.length * windowSeconds;
}
