import type { Command } from "commander";
import { destroy, type DestroyResult } from "../pipeline/destroy";
import { countsText } from "../pipeline/summary";
import { Exit } from "./exit";
import { followed, printLine } from "./follow";
import { stackCommand, stackOptions, type StackFlags } from "./stack-command";
import { print } from "./terminal";

interface DestroyFlags extends StackFlags {
  yes?: true;
  remove?: true;
  clearPendingCreates?: true;
}

/** `destroy [stack]`: says what would go; with --yes it goes. */
export function destroyCommand(): Command {
  return stackCommand("destroy", "say what of a stack would be deleted, and with --yes delete it")
    .option("--yes", "delete it")
    .option("--remove", "also forget the stack and its history")
    .option(
      "--clear-pending-creates",
      "take it that creates of a killed run did not come through, or will be adopted",
    )
    .action(async (stack: string | undefined, flags: DestroyFlags) => {
      const { yes, remove, clearPendingCreates, json } = flags;
      const result = await followed(json === true, (follow) =>
        destroy({
          ...stackOptions(stack, flags),
          ...follow,
          planOnly: yes !== true,
          remove,
          clearPendingCreates,
        }),
      );
      if (json === true) printLine(destroyJson(result));
      else destroyLines(result).forEach(print);
      // Somebody who only looked has not destroyed anything yet.
      if (result.outcome === "planned") throw new Exit(1);
    });
}

function destroyLines({ outcome, stack, counts, lost }: DestroyResult): string[] {
  const verb = outcome === "planned" ? "would be lost" : "lost";
  const asks = outcome === "planned" ? "; nothing was deleted: --yes deletes it" : "";
  return [
    ...lost.map(({ name, what }) => `  ${verb} with ${name}: ${what}`),
    `${stack}: ${countsText(counts)}${asks}`,
  ];
}

function destroyJson({ outcome, stack, counts, steps, lost }: DestroyResult): object {
  const gone = steps.map(({ operation, type, name, urn }) => ({ operation, type, name, urn }));
  return { kind: "result", outcome, stack, counts, steps: gone, lost };
}
