import colors from "picocolors";
import type { Forecast } from "../forecast";
import { overall } from "./overall";
import { durationText, numberText } from "./units";

/** Columns of the drawing, right of labels that take `margin`. */
const width = 84;
const margin = 12;
/** Lines of one drawing. */
const height = 4;
const eighths = " ▁▂▃▄▅▆▇█";
/** Minutes between two labels of time. */
const intervals = [5, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160, 40_320];

/** One drawing: a title, bars up to the largest value, and marks under the columns that deserve a look. */
interface Drawing {
  title: string;
  values: Float32Array;
  text: (value: number) => string;
  paint: (text: string) => string;
  /** Whether something happened in the steps from one to another. */
  marked?: { label: string; steps: Uint8Array };
}

/**
 * What happened over time, in 96 columns: traffic and ready replicas of all services, the wait of the slowest; a column shows
 * its highest step. `▲` marks where a service ran at its cap or waited longer than its SLO, so that no peak hides in a sum.
 */
export function plotText(forecast: Forecast): string {
  const { series, seconds } = forecast.outcome;
  const drawings = drawingsOf(forecast);
  const edge = series.services[0]?.arrivals.length ?? 0;
  if (edge === 0) return colors.dim("no time to draw");
  return [...drawings.flatMap(drawingLines), axis(seconds)].join("\n");
}

function drawingsOf({ outcome }: Forecast): Drawing[] {
  const { services } = outcome.series;
  const all = overall(services);
  const slo = new Map(outcome.services.map(({ name, sloSeconds }) => [name, sloSeconds]));
  return [
    {
      title: "messages a second",
      values: all.arrivals,
      text: numberText,
      paint: colors.cyan,
    },
    {
      title: `replicas, of ${all.cap} allowed`,
      values: all.replicas,
      text: numberText,
      paint: colors.green,
      marked: {
        label: "at cap",
        steps: stepsWhere(services, ({ replicas, cap }, t) => cap > 0 && (replicas[t] ?? 0) >= cap),
      },
    },
    {
      title: "longest wait",
      values: all.wait,
      text: durationText,
      paint: colors.yellow,
      marked: {
        label: "over SLO",
        steps: stepsWhere(
          services,
          ({ name, wait }, t) => (wait[t] ?? 0) > (slo.get(name) ?? Infinity),
        ),
      },
    },
  ];
}

/** 1 for every step in which it holds for a service. */
function stepsWhere<T extends { arrivals: Float32Array }>(
  services: readonly T[],
  holds: (service: T, t: number) => boolean,
): Uint8Array {
  return Uint8Array.from({ length: services[0]?.arrivals.length ?? 0 }, (_, t) =>
    services.some((service) => holds(service, t)) ? 1 : 0,
  );
}

function drawingLines({ title, values, text, paint, marked }: Drawing): string[] {
  const bars = inColumns(values);
  const most = Math.max(...bars);
  const lines = Array.from({ length: height }, (_, line) => {
    const label = line === 0 ? text(most) : line === height - 1 ? text(0) : "";
    return `${label.padStart(margin - 2)} ${colors.dim("┤")}${paint(barLine(bars, most, height - 1 - line))}`;
  });
  return [`${" ".repeat(margin)}${colors.bold(title)}`, ...lines, ...markLines(marked)];
}

/** The part of every bar that stands in one line, counted from below; a bar above zero is never invisible. */
function barLine(bars: readonly number[], most: number, line: number): string {
  return bars
    .map((bar) => {
      const full = bar > 0 ? Math.max(1, Math.round((bar / most) * height * 8)) : 0;
      return eighths[Math.min(8, Math.max(0, full - line * 8))];
    })
    .join("");
}

function markLines(marked: Drawing["marked"]): string[] {
  if (marked === undefined || !marked.steps.includes(1)) return [];
  const marks = inColumns(marked.steps).map((mark) => (mark > 0 ? "▲" : " "));
  return [`${marked.label.padStart(margin - 1)} ${colors.red(marks.join("").trimEnd())}`];
}

/** The largest value of the steps under each column. */
function inColumns(steps: Float32Array | Uint8Array): number[] {
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * steps.length) / width);
    const to = Math.max(from + 1, Math.floor(((column + 1) * steps.length) / width));
    return Math.max(...steps.subarray(from, to));
  });
}

function axis(seconds: number): string {
  const columnsPerMinute = (width * 60) / seconds;
  const every = intervals.find((step) => step * columnsPerMinute >= 8) ?? intervals.at(-1) ?? 1;
  let line = "";
  for (let minute = 0; minute * 60 < seconds; minute += every) {
    line = line.padEnd(Math.round(minute * columnsPerMinute)) + momentText(minute);
  }
  return `${" ".repeat(margin)}${colors.dim(line.slice(0, width))}`;
}

/** The day at midnight, the time of day otherwise. */
function momentText(minute: number): string {
  if (minute % 1440 === 0) return `day ${minute / 1440 + 1}`;
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}
