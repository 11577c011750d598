import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, parseDocument, stringify } from "yaml";
import type { StandIn } from "./stand-in/stand-in";

export const root = resolve(__dirname, "..", "..");

/** A folder that has one of our stacks, and room for its state: nothing is written into the repository. */
export interface ProgramFolder {
  path: string;
  /** `Pulumi.<stack>.yaml`. */
  configFile: string;
  /** URL of the state. */
  backend: string;
}

/** Our own program, with the settings of `Pulumi.<name>.yaml`: the files of a folder that runs it. */
export function ownFiles(name: string): Record<string, string> {
  const project = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
  // Compiled by `npm run build`, the program loads in a second instead of many.
  const compiled = process.env.LIVE_PROGRAM;
  project.main = compiled ?? join(root, project.main);
  if (compiled !== undefined) project.runtime = { name: "nodejs", options: { typescript: false } };
  const settings = readFileSync(join(root, `Pulumi.${name}.yaml`), "utf8");
  return { "Pulumi.yaml": stringify(project), [`Pulumi.${name}.yaml`]: settings };
}

/** Makes a folder with a program, and room for its state. */
export function programFolder(
  files: Readonly<Record<string, string>>,
  name: string,
): ProgramFolder {
  const path = mkdtempSync(join(tmpdir(), "chatbot-live-"));
  mkdirSync(join(path, "state"));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  const configFile = join(path, `Pulumi.${name}.yaml`);
  return { path, configFile, backend: `file://${join(path, "state")}` };
}

/** Variables by which the engine finds the state and, in place of every provider, the stand-in. */
export function surroundings({ backend }: ProgramFolder, standIn: StandIn): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: backend,
    PULUMI_CONFIG_PASSPHRASE: "for the tests only",
    PULUMI_DEBUG_PROVIDERS: standIn.attachments,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/** Changes the settings of a folder's stack, as a person would in the file; undefined takes one away. */
export function changeSettings(
  { configFile }: ProgramFolder,
  path: readonly (string | number)[],
  value: unknown,
): void {
  const [key = "", ...inside] = path;
  const document = parseDocument(readFileSync(configFile, "utf8"));
  const full = ["config", `chatbot:${key}`, ...inside];
  if (value === undefined) document.deleteIn(full);
  else document.setIn(full, value);
  writeFileSync(configFile, String(document));
}
