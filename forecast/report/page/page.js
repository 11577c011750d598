// Draws the plots of a forecast. It runs in the page that forecast/report/html.ts writes, with uPlot loaded before it.

/**
 * @typedef {{ name: string, arrivals: number[], backlog: number[], wait: number[], replicas: number[], cap: number, slo: number | null }} View
 * @typedef {{ stepSeconds: number, seconds: number, views: View[], nodes: { group: string, count: number[] }[], usdPerHour: number[] }} PageData
 * @typedef {{ label: string, values: number[], color: string, dash?: number[], area?: boolean, stepped?: boolean }} Line
 */

const day = 86400;
/** @type {PageData} */
const data = JSON.parse(element("data").textContent ?? "");
const times = data.usdPerHour.map((_, i) => i * data.stepSeconds);
const figures = [...document.querySelectorAll("[data-plot]")].map(asElement);
const viewPicker = asSelect(element("view"));
const rangePicker = asSelect(element("range"));
const paper = { width: 324, height: 170 };

let range = { min: 0, max: data.seconds };
let printing = false;
/** @type {uPlot[]} */
let plots = [];

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}

/** @param {Element} found */
function asElement(found) {
  if (found instanceof HTMLElement) return found;
  throw new Error("a plot needs an HTML element");
}

/** @param {Element} found */
function asSelect(found) {
  if (found instanceof HTMLSelectElement) return found;
  throw new Error("a picker needs a select element");
}

/** A color of the style sheet, as it is now. @param {string} name */
function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const significant = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const compact = new Intl.NumberFormat("en-US", {
  maximumSignificantDigits: 3,
  notation: "compact",
});

/** @param {number} seconds */
function durationText(seconds) {
  const s = Math.round(seconds);
  if (seconds < 60) return `${significant.format(seconds)} s`;
  if (s < 3600) return `${Math.floor(s / 60)} m${s % 60 === 0 ? "" : ` ${s % 60} s`}`;
  const m = Math.round(seconds / 60);
  return `${Math.floor(m / 60)} h${m % 60 === 0 ? "" : ` ${m % 60} m`}`;
}

/** @param {number} seconds */
function clockText(seconds) {
  const minutes = Math.round((seconds % day) / 60);
  return [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, "0")).join(":");
}

/** @param {number} seconds */
const dayText = (seconds) => `day ${Math.floor(seconds / day) + 1}`;

/** Distances between labels at which a duration is short to say. */
const durationSteps = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200,
  10800, 21600, 43200, 86400, 172800, 604800,
];

/** @type {Record<string, (value: number) => string>} */
const texts = {
  wait: durationText,
  usd: (value) => `$${value.toFixed(value < 10 ? 2 : 1)}`,
};

/** @param {string} key @param {View} view @returns {Line[]} */
function linesOf(key, view) {
  const flat = (/** @type {number} */ value) => times.map(() => value);
  const limit = { color: color("limit"), dash: [8, 5] };
  const own = { color: color("line-1"), area: true };
  const sloLabel = view === data.views[0] && data.views.length > 1 ? "strictest SLO" : "SLO";
  switch (key) {
    case "wait":
      return [
        { label: "longest wait", values: view.wait, ...own },
        ...(view.slo === null ? [] : [{ label: sloLabel, values: flat(view.slo), ...limit }]),
      ];
    case "replicas":
      return [
        { label: "replicas", values: view.replicas, ...own, stepped: true },
        { label: "cap", values: flat(view.cap), ...limit },
      ];
    case "nodes":
      return data.nodes.map(({ group, count }, i) => ({
        label: group,
        values: count,
        color: color(`line-${(i % 6) + 1}`),
        dash: [[], [6, 2], [2, 2], [8, 2, 2, 2]][i % 4] ?? [],
        stepped: true,
      }));
    case "usd":
      return [{ label: "dollars an hour", values: data.usdPerHour, ...own, stepped: true }];
    case "backlog":
      return [{ label: "messages waiting", values: view.backlog, ...own }];
    default:
      return [{ label: "messages a second", values: view.arrivals, ...own }];
  }
}

/** @param {HTMLElement} frame */
function sizeOf(frame) {
  if (printing) return paper;
  return { width: Math.max(200, frame.clientWidth), height: 220 };
}

/** @param {HTMLElement} frame @param {View} view */
function draw(frame, view) {
  const key = frame.dataset.plot ?? "";
  const lines = linesOf(key, view);
  const text = texts[key] ?? ((value) => compact.format(value));
  const [ink, grid] = [color("quiet"), { stroke: color("grid"), width: 1 }];
  const font = '12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
  const axis = { stroke: ink, font, grid, ticks: { show: false } };
  return new uPlot(
    {
      ...sizeOf(frame),
      scales: {
        x: { time: false, ...range },
        y: { range: (_, __, most) => [0, most > 0 ? most * 1.08 : 1] },
      },
      axes: [
        {
          ...axis,
          incrs: [60, 300, 900, 1800, 3600, 10800, 21600, 43200, day, 2 * day, 7 * day],
          space: 56,
          size: 28,
          values: (_, splits) => splits.map((at) => (at % day === 0 ? dayText(at) : clockText(at))),
        },
        {
          ...axis,
          size: 52,
          gap: 6,
          space: 36,
          values: (_, splits) => splits.map(text),
          ...(key === "wait" ? { incrs: durationSteps } : {}),
        },
      ],
      series: [
        { label: "at", value: (_, at) => (at === null ? "" : `${dayText(at)}, ${clockText(at)}`) },
        ...lines.map((line) => ({
          label: line.label,
          stroke: line.color,
          width: 1.5,
          points: { show: false },
          value: (/** @type {uPlot} */ _, /** @type {number | null} */ at) =>
            at === null ? "" : text(at),
          ...(line.dash ? { dash: line.dash } : {}),
          ...(line.area ? { fill: color("area") } : {}),
          ...(line.stepped ? { paths: uPlot.paths.stepped?.({ align: 1 }) } : {}),
        })),
      ],
      cursor: {
        y: false,
        drag: { x: true, y: false },
        sync: {
          key: "time",
          filters: { pub: (type) => type === "mousemove" || type === "mouseleave" },
        },
      },
      legend: {
        markers: { width: 2, dash: (_, i) => (lines[i - 1]?.dash?.length ? "dashed" : "solid") },
      },
      hooks: { setScale: [(plot, scale) => scale === "x" && follow(plot)] },
    },
    [times, ...lines.map(({ values }) => values)],
    frame,
  );
}

/** Gives all plots the time that one was zoomed to. @param {uPlot} from */
function follow(from) {
  const { min, max } = from.scales.x ?? {};
  if (
    typeof min !== "number" ||
    typeof max !== "number" ||
    (min === range.min && max === range.max)
  )
    return;
  // uPlot's own reset ends at the last point.
  show(min <= 0 && max >= (times.at(-1) ?? 0) ? { min: 0, max: data.seconds } : { min, max });
}

/** @param {{ min: number, max: number }} next */
function show(next) {
  range = next;
  for (const plot of plots) plot.setScale("x", range);
  rangePicker.value = `${range.min} ${range.max}`;
  if (rangePicker.selectedIndex < 0) rangePicker.value = "";
}

function redraw() {
  for (const plot of plots) plot.destroy();
  plots = [];
  const view = data.views[viewPicker.selectedIndex] ?? data.views[0];
  if (view !== undefined) plots = figures.map((frame) => draw(frame, view));
}

/** Moves the cursor of all plots by points and says what stands there. @param {KeyboardEvent} event */
function read(event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const plot = plots[figures.findIndex((frame) => frame === event.currentTarget)];
  if (by === undefined || plot === undefined) return;
  event.preventDefault();
  const first = Math.ceil(range.min / data.stepSeconds);
  const last = Math.min(times.length - 1, Math.floor(range.max / data.stepSeconds));
  const i = Math.min(last, Math.max(first, (plot.cursor.idx ?? first - by) + by));
  for (const each of plots) each.setCursor({ left: each.valToPos(times[i] ?? 0, "x"), top: 0 });
  const values = [...plot.root.querySelectorAll(".u-series")].map((row) =>
    [...row.children].map((cell) => cell.textContent).join(" "),
  );
  element("reading").textContent = values.join(", ");
}

/** @param {boolean} on */
function print(on) {
  printing = on;
  document.documentElement.toggleAttribute("data-light", on);
  redraw();
}

viewPicker.append(...data.views.map(({ name }, i) => new Option(name, String(i))));
rangePicker.append(new Option("the whole time", `0 ${data.seconds}`));
for (let at = 0; data.seconds > day && at < data.seconds; at += day) {
  rangePicker.append(new Option(dayText(at), `${at} ${Math.min(at + day, data.seconds)}`));
}
const part = new Option("a part of it", "");
part.hidden = true;
rangePicker.append(part);
element("view").closest(".tools")?.removeAttribute("hidden");

viewPicker.addEventListener("change", redraw);
rangePicker.addEventListener("change", () => {
  const [min = 0, max = data.seconds] = rangePicker.value.split(" ").map(Number);
  show({ min, max });
});
for (const frame of figures) frame.addEventListener("keydown", read);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));
new ResizeObserver(() => {
  if (!printing) plots.forEach((plot, i) => figures[i] && plot.setSize(sizeOf(figures[i])));
}).observe(element("view").closest("section") ?? document.body);
redraw();
