import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import colors from "picocolors";
import type { Forecast } from "../forecast/forecast";
import { forecastHtml } from "../forecast/report/html";
import { plotText } from "../forecast/report/plot";
import { tableText } from "../forecast/report/table";
import { pageAssets } from "./page-assets";
import { heading, print } from "./terminal";

/** Writes the page of a forecast into a folder, and gives back where it is. */
export function writePage(forecast: Forecast, folder: string): string {
  const path = join(folder, "forecast.html");
  const page = forecastHtml(forecast, pageAssets());
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, page);
  return path;
}

/** Prints a forecast with its plot. */
export function printForecast(forecast: Forecast, page: string): void {
  print(heading("Forecast"));
  print(tableText(forecast));
  print(heading("Over time"));
  print(plotText(forecast));
  print(`\n  plots to zoom: ${colors.cyan(page)}`);
}
