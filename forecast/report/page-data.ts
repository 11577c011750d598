import type { Forecast } from "../forecast";
import type { ServiceSeries } from "../outcome";
import { means, peaks } from "./downsample";
import { embeddedJson } from "./html-text";
import { overall } from "./overall";

/** What a page draws of one service, or of all together. */
interface View {
  name: string;
  arrivals: number[];
  backlog: number[];
  wait: number[];
  replicas: number[];
  cap: number;
  slo: number | null;
}

/** What the script of the page reads; page/page.js declares the same shape. */
interface PageData {
  stepSeconds: number;
  seconds: number;
  /** All services first when there are several. */
  views: View[];
  nodes: { group: string; count: number[] }[];
  usdPerHour: number[];
}

/** Data of the plots as JSON for a script element. */
export interface EmbeddedData {
  json: string;
  /** Seconds of one point. */
  stepSeconds: number;
}

/** How many steps become one point: whole hours and their parts, so that points stand at round times. */
const factors = [1, 2, 3, 4, 6, 12, 24, 36, 48, 72, 144, 288, 576, 2016, 8064];

/** The finest points whose JSON stays within `budget` characters. A point is the highest of its steps; dollars their mean. */
export function pageData(forecast: Forecast, budget: number): EmbeddedData {
  const { services, nodes, stepSeconds } = forecast.outcome.series;
  const steps = services[0]?.arrivals.length ?? 0;
  // The shortest number is one digit and its comma: what is too long even so need not be written to know.
  const least = (4 * services.length + nodes.length) * steps * 2;
  const last = factors.at(-1) ?? 1;
  for (const factor of factors) {
    if (least / factor > budget && factor !== last) continue;
    const json = embeddedJson(dataOf(forecast, factor));
    if (json.length <= budget || factor === last) {
      return { json, stepSeconds: stepSeconds * factor };
    }
  }
  return { json: "null", stepSeconds };
}

function dataOf({ outcome }: Forecast, factor: number): PageData {
  const { services, nodes, usdPerHour, stepSeconds } = outcome.series;
  const slos = outcome.services.map(({ sloSeconds }) => sloSeconds ?? Infinity);
  const sloOf = new Map(outcome.services.map(({ name }, i) => [name, slos[i] ?? Infinity]));
  const single = services.map((service) => view(service, sloOf.get(service.name), factor));
  const all = view(overall(services), Math.min(...slos), factor);
  return {
    stepSeconds: stepSeconds * factor,
    seconds: outcome.seconds,
    views: single.length > 1 ? [all, ...single] : single,
    nodes: nodes.map(({ group, count }) => ({ group, count: short(peaks(count, factor)) })),
    usdPerHour: short(means(usdPerHour, factor)),
  };
}

function view(service: ServiceSeries, slo = Infinity, factor: number): View {
  return {
    name: service.name,
    arrivals: short(peaks(service.arrivals, factor)),
    backlog: short(peaks(service.backlog, factor)),
    wait: short(peaks(service.wait, factor)),
    replicas: short(peaks(service.replicas, factor)),
    cap: service.cap,
    slo: Number.isFinite(slo) ? slo : null,
  };
}

/** Four significant digits are more than a plot shows. */
function short(values: Float32Array): number[] {
  // Most are counts, and rounding goes through text: with 50 services it would take half of the time of the page.
  return Array.from(values, (value) =>
    Number.isInteger(value) && value < 10_000 ? value : Number(value.toPrecision(4)),
  );
}
