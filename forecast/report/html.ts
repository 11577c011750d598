import { createHash } from "node:crypto";
import type { Forecast } from "../forecast";
import { headlineHtml } from "./html-headline";
import { alternativesTable, costTable, servicesTable } from "./html-tables";
import { escaped } from "./html-text";
import { pageData } from "./page-data";
import { sizeLines } from "./size";
import { durationText } from "./units";

/** Texts that go into the page as they are. */
export interface PageAssets {
  /** uPlot's `dist/uPlot.iife.min.js`. */
  plotScript: string;
  /** uPlot's `dist/uPlot.min.css`. */
  plotStyle: string;
  /** `forecast/report/page/page.js`. */
  pageScript: string;
  /** `forecast/report/page/page.css`. */
  pageStyle: string;
}

/** Characters of the whole file; GitHub and mail show what stays below a megabyte. */
const limit = 950_000;

/** Plots in the order they stand; the script draws into the frame of each by its key. */
const plots = [
  { key: "arrivals", title: "Traffic", says: "Messages a second that arrived." },
  { key: "backlog", title: "Backlog", says: "Messages that waited." },
  { key: "wait", title: "Wait", says: "Longest wait of what was taken, against the SLO." },
  { key: "replicas", title: "Replicas", says: "Replicas that ran, against the cap." },
  { key: "nodes", title: "Nodes", says: "Nodes of the whole stack, by group." },
  { key: "usd", title: "Dollars an hour", says: "All nodes of the stack; the mean of each point." },
] as const;

/**
 * A forecast as one HTML file of at most a megabyte that asks nothing of any network: figures and tables as plain HTML, plots
 * drawn by the given scripts. Every name and text of the forecast is escaped; the content security policy admits the given
 * scripts and styles by their hashes and nothing else.
 */
export function forecastHtml(forecast: Forecast, assets: PageAssets): string {
  // A parser turns CRLF into LF before it hashes.
  const plain = (text: string): string => text.replace(/\r\n?/g, "\n");
  const styles = [assets.plotStyle, assets.pageStyle].map(plain);
  const scripts = [assets.plotScript, assets.pageScript].map(plain);
  const head = headHtml(forecast.subject, styles, scripts);
  const tables = tablesHtml(forecast);
  const [plotScript = "", pageScript = ""] = scripts;
  const fixed = [head, tables, plotScript, pageScript].join("").length + 10_000;
  const data = pageData(forecast, Math.max(0, limit - fixed));
  return [
    head,
    "<body>",
    headlineHtml(forecast),
    "<main>",
    plotsHtml(data.stepSeconds),
    tables,
    "</main>",
    `<script type="application/json" id="data">${data.json}</script>`,
    `<script>${plotScript}</script>`,
    `<script type="module">${pageScript}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function headHtml(subject: string, styles: readonly string[], scripts: readonly string[]): string {
  const hashes = (texts: readonly string[]): string => texts.map(hash).join(" ");
  const policy = [
    "default-src 'none'",
    `script-src ${hashes(scripts)}`,
    `style-src ${hashes(styles)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    // Without it a browser asks the server for /favicon.ico, which the policy refuses aloud.
    '<link rel="icon" href="data:,">',
    `<title>Forecast of ${escaped(subject)}</title>`,
    ...styles.map((style) => `<style>${style}</style>`),
    "</head>",
  ].join("\n");
}

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function plotsHtml(stepSeconds: number): string {
  const step = escaped(durationText(stepSeconds));
  return [
    '<section aria-labelledby="time">',
    '<h2 id="time">Over time</h2>',
    `<p class="hint">Each point is the highest value within ${step}. Drag across a plot to zoom, double-click to see the whole time; with the keyboard, arrow keys read a plot.</p>`,
    "<noscript><p>The plots need JavaScript; the tables below hold the figures.</p></noscript>",
    '<div class="tools" hidden>',
    '<label>Service <select id="view"></select></label>',
    '<label>Time <select id="range"></select></label>',
    "</div>",
    '<p id="reading" class="unseen" aria-live="polite"></p>',
    `<div class="plots">${plots.map(plotHtml).join("\n")}</div>`,
    "</section>",
  ].join("\n");
}

function plotHtml({ key, title, says }: (typeof plots)[number]): string {
  return [
    "<figure>",
    `<figcaption><h3 id="plot-${key}">${title}</h3> ${says}</figcaption>`,
    `<div class="plot" data-plot="${key}" tabindex="0" role="group" aria-labelledby="plot-${key}"></div>`,
    "</figure>",
  ].join("\n");
}

function tablesHtml(forecast: Forecast): string {
  const section = (title: string, body: string): string =>
    `<section>\n<h2>${title}</h2>\n${body}\n</section>`;
  const list = (lines: readonly string[]): string =>
    `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join("")}</ul>`;
  const changes = sizeLines(forecast);
  return [
    section("Services", servicesTable(forecast)),
    section("Alternatives", alternativesTable(forecast)),
    section("Cost", costTable(forecast)),
    ...(changes.length === 0 ? [] : [section("What to change", list(changes))]),
    section("Assumptions", list(forecast.assumptions)),
    section("Not modelled", list(forecast.notModelled)),
  ].join("\n");
}
