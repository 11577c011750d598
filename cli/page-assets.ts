import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PageAssets } from "../forecast/report/html";

/** The scripts and styles of a forecast's page, from the sources as well as from dist: the build copies them beside html.js. */
export function pageAssets(): PageAssets {
  const uplot = dirname(require.resolve("uplot"));
  const page = join(__dirname, "..", "forecast", "report", "page");
  const read = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");
  return {
    plotScript: read(uplot, "uPlot.iife.min.js"),
    plotStyle: read(uplot, "uPlot.min.css"),
    pageScript: read(page, "page.js"),
    pageStyle: read(page, "page.css"),
  };
}
