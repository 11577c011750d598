import type { Compared } from "./loop-forecast";

const width = 900;
const left = 60;
const height = 130;
const gap = 34;
const panel = height + gap;
/** Room of a line's name, right of the title. */
const legend = 125;

interface Line {
  label: string;
  style: string;
  /** By second. */
  values: readonly number[];
}

interface Panel {
  title: string;
  lines: readonly Line[];
}

/** Other courses that belong into the picture of a service. */
export type Beside = Pick<Line, "label" | "values">[];

/** Replicas as they were and as the forecast has them, over the traffic that brought them, as one SVG. */
export function pictureOf(all: readonly { compared: Compared; beside?: Beside }[]): string {
  const panels = all.flatMap(({ compared, beside = [] }): Panel[] => {
    const {
      name,
      arrivals,
      seen,
      forecast,
      apart,
      seen: { length },
    } = compared;
    const colours = ["#7b3294", "#b8860b"];
    const quiet = arrivals.every((messages) => messages === 0);
    return [
      {
        title: `${name}: messages a second`,
        lines: [{ label: "messages", style: "stroke:#888", values: arrivals }],
      },
      {
        title: `${name}: replicas, ${apart} of ${length} s off`,
        lines: [
          { label: "real controllers", style: "stroke:#1f6fb4;stroke-width:2.5", values: seen },
          { label: "forecast", style: "stroke:#d1495b;stroke-dasharray:6 4", values: forecast },
          ...beside.map((line, i) => ({
            ...line,
            style: `stroke:${colours[i]};stroke-opacity:.7`,
          })),
        ],
      },
    ].slice(quiet ? 1 : 0);
  });
  const total = panels.length * panel + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + 20} ${total}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    ...panels.map((one, i) => panelSvg(one, i * panel + 24)),
    "</svg>\n",
  ].join("\n");
}

function panelSvg({ title, lines }: Panel, top: number): string {
  const seconds = Math.max(...lines.map(({ values }) => values.length));
  const most = Math.max(1, ...lines.flatMap(({ values }) => values.filter(Number.isFinite)));
  const x = (second: number): string => (left + (second / seconds) * (width - left)).toFixed(1);
  const y = (value: number): string => (top + height - (value / most) * (height - 16)).toFixed(1);
  const ticks = Array.from({ length: Math.floor(seconds / 60) + 1 }, (_, minute) => minute * 60);
  // One number a line where they have room, else the highest.
  const steps = most > 10 ? [0, most] : Array.from({ length: most + 1 }, (_, value) => value);
  return [
    `<text x="${left}" y="${top - 4}" font-weight="bold">${title}</text>`,
    ...ticks.map(
      (at) =>
        `<path d="M${x(at)},${top}V${top + height}" stroke="#eee"/><text x="${x(at)}" y="${top + height + 14}" text-anchor="middle" fill="#666">${at} s</text>`,
    ),
    ...steps.map(
      (value) =>
        `<text x="${left - 8}" y="${y(value)}" text-anchor="end" fill="#666" font-size="9">${value}</text>`,
    ),
    ...lines.map(
      ({ values, style }) => `<path d="${stairs(values, x, y)}" fill="none" style="${style}"/>`,
    ),
    ...lines.map(({ label, style }, i) => {
      const from = width - legend * (lines.length - i);
      const text = `<text x="${from + 30}" y="${top - 4}">${label}</text>`;
      return `<path d="M${from},${top - 8}h24" style="${style}"/>${text}`;
    }),
  ].join("\n");
}

function stairs(
  values: readonly number[],
  x: (second: number) => string,
  y: (value: number) => string,
): string {
  return values
    .map((value, second) => {
      if (second === 0) return `M${x(0)},${y(value)}`;
      return value === values[second - 1] ? "" : `H${x(second)}V${y(value)}`;
    })
    .join("")
    .concat(`H${x(values.length)}`);
}
