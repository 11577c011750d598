import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { readStackFile, stackFilePath, type StackFile } from "../plan/stack-file";
import { packageFolder } from "./version";

/** What a command works on: a stack's settings, or a program. */
export type Target = { file: StackFile } | { program: string; stack: string };

/** Finds the settings or the program that a person named. */
export function target(word: string): Target {
  const isProgram =
    /\.[cm]?[jt]s$/.test(word) || (existsSync(word) && statSync(word).isDirectory());
  if (isProgram) return { program: word, stack: "dev" };
  return { file: stackFile(word) };
}

/** The stack file that a person named; a bare name is looked for here, then among the package's own stacks. */
export function stackFile(word: string): StackFile {
  const path = stackFilePath(word);
  if (existsSync(path) || path === word) return readStackFile(path, stackNames("."));
  const own = join(packageFolder(), path);
  return readStackFile(existsSync(own) ? own : path, stackNames(dirname(path)));
}

function stackNames(folder: string): string[] {
  return readdirSync(folder).flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []);
}
