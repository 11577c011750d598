import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Data of other projects (CRDs, chart values, tables) that lies beside the repository and is not part of it. */
export const sharedData = resolve(__dirname, "..", "..", "..", "shared", "data");

/** Path of a file or folder of the shared data; undefined when this machine does not have it. */
export function sharedPath(...parts: string[]): string | undefined {
  const path = join(sharedData, ...parts);
  return existsSync(path) ? path : undefined;
}

/** Skips the running test with a line that cannot be overlooked when the shared data is absent. */
export function needSharedData(context: Mocha.Context, ...parts: string[]): string {
  const path = sharedPath(...parts);
  if (path !== undefined) return path;
  const title = context.test?.fullTitle() ?? "a test";
  process.stderr.write(`SKIPPED for want of ../shared/data/${parts.join("/")}: ${title}\n`);
  return context.skip();
}
