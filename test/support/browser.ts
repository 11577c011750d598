import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

/** Path of a Chromium: `CHROMIUM`, or the first one on `PATH`; undefined when this machine has none. */
export function chromiumPath(): string | undefined {
  const { CHROMIUM, PATH = "" } = process.env;
  if (CHROMIUM !== undefined && CHROMIUM !== "") return CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return PATH.split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Skips with a line that cannot be overlooked when there is no Chromium. */
export async function needBrowser(context: Mocha.Context): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    const title =
      context.currentTest?.parent?.fullTitle() ?? context.test?.parent?.fullTitle() ?? "";
    process.stderr.write(`SKIPPED for want of a Chromium (PATH or CHROMIUM=…): ${title}\n`);
    return context.skip();
  }
  return await chromium.launch({
    executablePath,
    // Containers run tests as root, where Chromium has no sandbox; under the C locale it has no language that Intl knows.
    args: ["--no-sandbox"],
    env: { ...process.env, LC_ALL: "en_US.UTF-8" },
  });
}
