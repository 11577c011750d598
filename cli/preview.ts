import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { preview, type Preview } from "../pipeline/preview";
import { countsText, markdown } from "../pipeline/summary";
import { Exit } from "./exit";
import { followed, printLine } from "./follow";
import { collected, stackCommand, stackOptions, type StackFlags } from "./stack-command";
import { countText, findingLines, findingsJson, print } from "./terminal";

/** Options about what may happen. */
export interface GateFlags extends StackFlags {
  allowReplace?: string[];
  policyPack?: string[];
}

interface PreviewFlags extends GateFlags {
  markdown?: string;
}

/** `preview [stack]`: what `up` would do, and whether a gate holds it back. */
export function previewCommand(): Command {
  return gateOptions(
    stackCommand("preview", "show what up would change, and what its gates say about it"),
  )
    .option("--markdown <file>", "also write a summary for a pull request to a file")
    .action(async (stack: string | undefined, flags: PreviewFlags) => {
      const json = flags.json === true;
      const result = await followed(json, (follow) =>
        preview({ ...stackOptions(stack, flags), ...gateChoices(flags), ...follow }),
      );
      if (flags.markdown !== undefined) writeFileSync(flags.markdown, markdown(result));
      if (json) printLine({ kind: "result", ...previewJson(result) });
      else previewLines(result).forEach(print);
      if (!result.open) throw new Exit(1);
    });
}

/** Adds the options about what may happen. */
export function gateOptions(command: Command): Command {
  return command
    .option(
      "--allow-replace <name>",
      "a resource that holds data and may be replaced or deleted, or a change/… rule that is accepted; may be repeated",
      collected,
    )
    .option("--policy-pack <folder>", "a further policy pack; may be repeated", collected);
}

/** What the flags say about gates. */
export function gateChoices({ allowReplace = [], policyPack = [] }: GateFlags): {
  allowReplace: string[];
  policyPacks: string[];
} {
  return { allowReplace, policyPacks: policyPack };
}

/** A preview for people. */
export function previewLines({ stack, counts, steps, gates, open }: Preview): string[] {
  const findings = gates.flatMap((gate) => gate.findings);
  const shown = steps.filter(({ type }) => !type.startsWith("pulumi:"));
  return [
    ...shown.map(({ operation, type, name }) => `  ${operation.padEnd(8)} ${type}  ${name}`),
    ...findingLines(findings),
    `${stack}: ${countsText(counts)}; ${countText(findings)}${open ? "" : "; held back"}`,
  ];
}

/** A preview for programs: without the inputs of resources, which hold what is nobody's business in a log. */
export function previewJson({ stack, counts, steps, gates, open }: Preview): object {
  return {
    stack,
    open,
    counts,
    steps: steps.map(({ operation, type, name, urn, replacedFor }) => ({
      operation,
      type,
      name,
      urn,
      replacedFor,
    })),
    gates: gates.map(({ gate, findings }) => ({ gate, findings: findingsJson(findings) })),
  };
}
