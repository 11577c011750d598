import type { Command } from "commander";
import { drift, type Drift } from "../pipeline/drift";
import { Exit } from "./exit";
import { followed, printLine } from "./follow";
import { stackCommand, stackOptions, type StackFlags } from "./stack-command";
import { print } from "./terminal";

/** `drift [stack]`: what changed beside the program. */
export function driftCommand(): Command {
  return stackCommand(
    "drift",
    "list what differs from what was deployed, and end with 1 when something does",
  ).action(async (stack: string | undefined, flags: StackFlags) => {
    const json = flags.json === true;
    const result = await followed(json, (follow) =>
      drift({ ...stackOptions(stack, flags), ...follow }),
    );
    const { drifts } = result;
    if (json) printLine({ kind: "result", ...result });
    else {
      drifts.map(driftLine).forEach(print);
      const count =
        drifts.length === 1 ? "1 resource differs" : `${drifts.length} resources differ`;
      print(`${stack}: ${drifts.length === 0 ? "as deployed" : count}`);
    }
    if (drifts.length > 0) throw new Exit(1);
  });
}

function driftLine({ change, type, name, properties }: Drift): string {
  const what = properties.length === 0 ? "" : `: ${properties.join(", ")}`;
  return `  ${change.padEnd(7)} ${type}  ${name}${what}`;
}
