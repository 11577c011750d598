import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { settingsReference } from "./reference";
import { argsSchema } from "./schema";
import { settingsTypes } from "./settings";
import { stackSchema } from "./stack-schema";

const project = "chatbot";

/** Paths of the generated files and what must stand in them. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const schema = argsSchema("settings/args/platform.ts");
  return new Map([
    ["settings/generated/schema.json", json(schema)],
    ["settings/generated/stack.schema.json", json(stackSchema(schema, project))],
    ["settings/generated/settings.ts", settingsTypes(schema)],
    ["docs/settings.md", settingsReference(schema)],
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function main(check: boolean): void {
  const stale: string[] = [];
  for (const [path, text] of generatedFiles()) {
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    stale.push(path);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (check && stale.length > 0) {
    console.error(`stale: ${stale.join(", ")}: run "npm run generate" and commit what it writes`);
    process.exitCode = 1;
  } else {
    console.log(stale.length === 0 ? "generated files are fresh" : `wrote ${stale.join(", ")}`);
  }
}

if (process.argv[1]?.endsWith("generate.ts") === true) main(process.argv.includes("--check"));
