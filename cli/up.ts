import type { Command } from "commander";
import { countsText } from "../pipeline/summary";
import { up, type UpResult } from "../pipeline/up";
import { mask } from "../plan/secrets";
import { Exit } from "./exit";
import { followed, printLine } from "./follow";
import { gateChoices, gateOptions, previewJson, previewLines, type GateFlags } from "./preview";
import { stackCommand, stackOptions } from "./stack-command";
import { print } from "./terminal";

interface UpFlags extends GateFlags {
  planOnly?: true;
  clearPendingCreates?: true;
}

/** `up [stack]`: preview, gates, and then the update. */
export function upCommand(): Command {
  return gateOptions(
    stackCommand("up", "bring a stack to what its program says, once every gate is open"),
  )
    .option("--plan-only", "stop after the gates")
    .option(
      "--clear-pending-creates",
      "take it that creates of a killed run did not come through, or will be adopted",
    )
    .action(async (stack: string | undefined, flags: UpFlags) => {
      const { planOnly, clearPendingCreates, json } = flags;
      const result = await followed(json === true, (follow) =>
        up({
          ...stackOptions(stack, flags),
          ...gateChoices(flags),
          ...follow,
          planOnly,
          clearPendingCreates,
        }),
      );
      if (json === true) printLine(upJson(result));
      else upLines(result).forEach(print);
      if (result.outcome === "held") throw new Exit(1);
    });
}

function upLines(result: UpResult): string[] {
  if (result.outcome !== "updated") return previewLines(result.preview);
  const { preview, counts } = result;
  const outputs = Object.entries(shownOutputs(result)).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value)}`,
  );
  return [...outputs, `${preview.stack}: updated, ${countsText(counts)}`];
}

function upJson(result: UpResult): object {
  const { outcome, preview } = result;
  return {
    kind: "result",
    outcome,
    preview: previewJson(preview),
    ...(outcome === "updated" ? { counts: result.counts, outputs: shownOutputs(result) } : {}),
  };
}

function shownOutputs({ outputs }: Extract<UpResult, { outcome: "updated" }>): object {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { value, secret }]) => [
      name,
      secret ? mask : (value as unknown),
    ]),
  );
}
