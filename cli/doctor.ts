import { Command } from "commander";
import { doctor } from "../pipeline/doctor/doctor";
import { Exit } from "./exit";
import { followed, printLine } from "./follow";
import { countText, findingLines, findingsJson, print } from "./terminal";

/** `doctor`: whether what is deployed can scale. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("ask a live cluster whether everything that scales can scale; changes nothing")
    .option("--kubeconfig <file>", "kubeconfig in place of KUBECONFIG")
    .option("--context <name>", "context in it")
    .option("--json", 'print {"kind":"result","cluster":…,"findings":[…],"examined":{…}}')
    .action(async (flags: { kubeconfig?: string; context?: string; json?: true }) => {
      const { kubeconfig, context, json } = flags;
      const result = await followed(json === true, () => doctor({ kubeconfig, context }));
      const { cluster, findings, examined } = result;
      if (json === true) {
        printLine({ kind: "result", cluster, findings: findingsJson(findings), examined });
      } else {
        findingLines(findings).forEach(print);
        const { scaledObjects, topics, metrics } = examined;
        const seen = `${scaledObjects} ScaledObjects, ${metrics} metrics, ${topics} topics`;
        print(`${cluster}: ${seen}; ${countText(findings)}`);
      }
      if (findings.length > 0) throw new Exit(1);
    });
}
