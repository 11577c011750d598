import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, resolve } from "node:path";
import { parse } from "yaml";

/** A Pulumi program that can be run in this process. */
export type Program = () => Promise<Record<string, unknown> | void>;

/** The program of our own stacks, beside this file: TypeScript here, JavaScript in the package. */
export const stackProgram = join(__dirname, "..", "stacks", `index${extname(__filename)}`);

/** Path of the file that a Pulumi project runs: `main` of its Pulumi.yaml, or the project's index. */
export function programFile(folderOrFile: string): string {
  if (existsSync(folderOrFile) && statSync(folderOrFile).isFile()) return resolve(folderOrFile);
  const project = join(folderOrFile, "Pulumi.yaml");
  const main = existsSync(project)
    ? (parse(readFileSync(project, "utf8")) as { main?: string } | null)?.main
    : undefined;
  return resolve(folderOrFile, main ?? "index.ts");
}

/**
 * Loads a Pulumi program as the language host would: anew at every call, so that one process can run it several times.
 * A program is a module that exports an async function, or one that registers resources while it loads.
 */
export function loadProgram(file: string): Program {
  return async () => {
    const require = createRequire(file);
    const root = dirname(file);
    // Only the program's own modules run again; packages keep their state, above all the SDK.
    for (const key of Object.keys(require.cache)) {
      if (key.startsWith(root) && !key.includes("node_modules")) delete require.cache[key];
    }
    const loaded = require(file) as unknown;
    const exported = (loaded as { default?: unknown }).default ?? loaded;
    return (
      typeof exported === "function" ? (exported as Program)() : exported
    ) as ReturnType<Program>;
  };
}
