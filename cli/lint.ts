import { readFileSync } from "node:fs";
import { Command } from "commander";
import { parseAllDocuments } from "yaml";
import { lintManifests } from "../settings/lint/lint";
import type { ForeignManifest } from "../settings/lint/manifest";
import { versions } from "../components/versions";
import { Exit } from "./exit";
import { countText, findingLines, findingsJson, print, printJson } from "./terminal";

/** `lint FILE…`: the rules over Kubernetes YAML that somebody else wrote. */
export function lintCommand(): Command {
  return new Command("lint")
    .description("check ScaledObjects and Cluster Autoscaler Deployments in any Kubernetes YAML")
    .argument("<file...>", "YAML files")
    .option("--json", 'print {"findings":[{severity,rule,path,expected,got,fix,message}]}')
    .action((files: string[], options: { json?: true }) => {
      const findings = lintManifests(files.flatMap(manifests), versions);
      if (options.json === true) printJson({ findings: findingsJson(findings) });
      else {
        findingLines(findings).forEach(print);
        print(`${files.join(", ")}: ${countText(findings)}`);
      }
      if (findings.length > 0) throw new Exit(1);
    });
}

function manifests(file: string): ForeignManifest[] {
  return parseAllDocuments(readFileSync(file, "utf8")).map((document, i) => ({
    source: `${file}#${i + 1}`,
    object: document.toJS() as unknown,
  }));
}
