import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import colors from "picocolors";
import { plan, ProgramRefusal, type Plan } from "../plan/plan";
import { loadProgram, programFile } from "../plan/program";
import { planStack } from "../plan/stack";
import { renderedFiles } from "../plan/manifests";
import { treeLines } from "../plan/tree";
import { derivationText } from "../settings/derivation";
import { examineFile } from "./check";
import { Exit } from "./exit";
import { target } from "./target";
import {
  countText,
  findingLines,
  findingsJson,
  heading,
  print,
  printJson,
  Progress,
} from "./terminal";

interface PlanOptions {
  json?: true;
  out: string;
}

/** `plan [stack|file]`: what would be deployed, with every derived number and every finding. */
export function planCommand(): Command {
  return new Command("plan")
    .description("show what a stack or a program would deploy, and write every manifest to disk")
    .argument(
      "[stack|file]",
      "name of a stack, a YAML file with settings, or a Pulumi program",
      "dev",
    )
    .option("--out <folder>", "folder that the manifests are written to", "out")
    .option("--json", 'print {"resources":[…],"derived":[…],"findings":[…]}, secrets masked')
    .action(async (word: string, options: PlanOptions) => {
      const progress = new Progress();
      const { stack, result } = await planned(word, progress, options);
      progress.show("writing manifests");
      const folder = join(options.out, stack);
      const files = write(folder, result);
      progress.end();
      if (options.json === true) {
        printJson({ ...result, findings: findingsJson(result.findings) });
      } else {
        report(stack, folder, files, result);
      }
      if (result.findings.length > 0) throw new Exit(1);
    });
}

async function planned(
  word: string,
  progress: Progress,
  options: PlanOptions,
): Promise<{ stack: string; result: Plan }> {
  const found = target(word);
  let count = 0;
  const seen = ({ name }: { name: string }): void =>
    progress.show(`planning: ${++count} resources, ${name}`);
  if ("program" in found) {
    const program = loadProgram(programFile(found.program));
    const planning = plan(program, { stack: found.stack, progress: seen });
    const result = await planning.catch((error: unknown) => refused(error, progress, options));
    return { stack: found.stack, result };
  }
  progress.show("checking settings");
  const { findings } = examineFile(word);
  if (findings.some(({ severity }) => severity === "error")) {
    progress.end();
    if (options.json === true) {
      printJson({ resources: [], derived: [], findings: findingsJson(findings) });
    } else {
      findingLines(findings).forEach(print);
      print(`${found.file.path}: ${countText(findings)}; nothing was planned`);
    }
    throw new Exit(1);
  }
  return { stack: found.file.stack, result: await planStack(found.file, seen) };
}

/** Prints what a program refused, as it would have been printed for a stack file. */
function refused(error: unknown, progress: Progress, { json }: PlanOptions): never {
  if (!(error instanceof ProgramRefusal)) throw error;
  progress.end();
  if (json === true)
    printJson({ resources: [], derived: [], findings: findingsJson(error.findings) });
  else print(error.message);
  throw new Exit(1);
}

/** Writes the rendered files, in place of what an earlier plan left there. */
function write(folder: string, { resources }: Plan): number {
  const files = renderedFiles(resources);
  for (const part of ["manifests", "resources"])
    rmSync(join(folder, part), { recursive: true, force: true });
  for (const { path, text } of files) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  return files.length;
}

function report(stack: string, folder: string, files: number, result: Plan): void {
  print(heading(`What would be deployed (${result.resources.length} resources)`));
  treeLines(result.resources, `chatbot-${stack}`).forEach(print);
  print(heading(`What was derived (${result.derived.length} values; each can be set by hand)`));
  for (const derivation of result.derived) print(`  ${derivationText(derivation)}`);
  print(heading("Findings"));
  findingLines(result.findings).forEach(print);
  print(`  ${countText(result.findings)}`);
  print(heading("Files"));
  print(
    `  ${files} in ${colors.cyan(`${folder}/manifests`)} and ${colors.cyan(`${folder}/resources`)}`,
  );
}
