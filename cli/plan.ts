import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import colors from "picocolors";
import { shapedTraffic } from "../forecast/traffic-source";
import { platformForecast } from "../forecast/platform-forecast";
import type { Plan } from "../plan/plan";
import { renderedFiles } from "../plan/manifests";
import { treeLines } from "../plan/tree";
import { derivationText } from "../settings/derivation";
import { Exit } from "./exit";
import { printForecast, writePage } from "./forecast-report";
import { planned, type Planned } from "./planned";
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
      const plan = await planned(word, progress, options);
      const { stack, result } = plan;
      progress.show("writing manifests");
      const folder = join(options.out, stack);
      const files = write(folder, result);
      progress.end();
      if (options.json === true) {
        printJson({ ...result, findings: findingsJson(result.findings) });
      } else {
        report(stack, folder, files, result);
        forecast(plan, folder, progress);
      }
      if (result.findings.length > 0) throw new Exit(1);
    });
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

/** What the stack would cost with a daily wave of traffic; a promise that it breaks does not end a plan with 1. */
function forecast({ stack, settings, result }: Planned, folder: string, progress: Progress): void {
  if (settings?.services.some(({ capacity }) => capacity !== undefined) !== true) {
    print(heading("Forecast"));
    print("  none: it takes one platform, with a service that has a capacity");
    return;
  }
  const manifests = result.resources.map(({ inputs }) => inputs);
  const traffic = shapedTraffic("daily");
  const seen = (text: string): void => progress.show(`forecasting: ${text}`);
  const made = platformForecast(
    { settings, manifests },
    { subject: stack, traffic, progress: seen },
  );
  progress.end();
  if ("faults" in made) [heading("Forecast"), ...made.faults].forEach(print);
  else printForecast(made, writePage(made, folder));
}
