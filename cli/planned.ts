import { versions } from "../components/versions";
import { plan, ProgramRefusal, type Plan } from "../plan/plan";
import { loadProgram, programFile } from "../plan/program";
import { planStack } from "../plan/stack";
import { writtenArgs } from "../plan/written-args";
import { examine } from "../settings/door";
import type { PlatformSettings } from "../settings/generated/settings";
import { examineFile } from "./check";
import { Exit } from "./exit";
import { target } from "./target";
import { countText, findingLines, findingsJson, print, printJson, type Progress } from "./terminal";

/** A stack or program after its plan. */
export interface Planned {
  stack: string;
  result: Plan;
  /** Settings of the platform; undefined where a program has none, or several. */
  settings: PlatformSettings<unknown> | undefined;
}

/** Plans what a person named; where that cannot be, says why and ends with 1. */
export async function planned(
  word: string,
  progress: Progress,
  options: { json?: true },
): Promise<Planned> {
  const found = target(word);
  let count = 0;
  const seen = ({ name }: { name: string }): void =>
    progress.show(`planning: ${++count} resources, ${name}`);
  if ("program" in found) {
    const program = loadProgram(programFile(found.program));
    const planning = plan(program, { stack: found.stack, progress: seen });
    const result = await planning.catch((error: unknown) => refused(error, progress, options));
    return { stack: found.stack, result, settings: platformOf(result) };
  }
  progress.show("checking settings");
  const { findings, settings } = examineFile(word);
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
  return { stack: found.file.stack, result: await planStack(found.file, seen), settings };
}

/** The settings of the one platform of a program. */
function platformOf({ resources }: Plan): PlatformSettings<unknown> | undefined {
  const [args, ...others] = resources.flatMap(writtenArgs);
  return args === undefined || others.length > 0 ? undefined : examine(args, versions).settings;
}

/** Prints what a program refused, as it would have been printed for a stack file. */
function refused(error: unknown, progress: Progress, { json }: { json?: true }): never {
  if (!(error instanceof ProgramRefusal)) throw error;
  progress.end();
  if (json === true)
    printJson({ resources: [], derived: [], findings: findingsJson(error.findings) });
  else print(error.message);
  throw new Exit(1);
}
