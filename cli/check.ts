import { Command } from "commander";
import { versions } from "../components/versions";
import { examineChange } from "../settings/changes/changes";
import { examine, type Examination } from "../settings/door";
import type { Finding } from "../settings/finding";
import { Exit } from "./exit";
import { stackFile } from "./target";
import { countText, findingLines, findingsJson, print, printJson } from "./terminal";

/** `check [stack|file]`: the door alone. */
export function checkCommand(): Command {
  return new Command("check")
    .description("check the settings of a stack: the door alone, all findings at once")
    .argument("[stack|file]", "name of a stack, or a YAML or JSON file with its settings", "dev")
    .option("--previous <stack|file>", "what is deployed now: also say what the change would lose")
    .option("--json", 'print {"findings":[{severity,rule,path,expected,got,fix,message}]}')
    .action((word: string, options: { json?: true; previous?: string }) => {
      const next = examineFile(word);
      const changes = options.previous === undefined ? [] : changeFindings(options.previous, next);
      const findings = [...next.findings, ...changes];
      if (options.json === true) printJson({ findings: findingsJson(findings) });
      else {
        findingLines(findings).forEach(print);
        print(`${next.path}: ${countText(findings)}`);
      }
      if (findings.length > 0) throw new Exit(1);
    });
}

/** A stack file after the door. */
export interface ExaminedFile extends Examination<string> {
  path: string;
}

export function examineFile(word: string): ExaminedFile {
  const file = stackFile(word);
  // A file that cannot be read has nothing else worth saying.
  if (file.findings.some(({ rule }) => rule === "file/unreadable")) {
    return { path: file.path, findings: file.findings, derivations: [] };
  }
  const examination = examine<string>(file.args, versions);
  return { ...examination, path: file.path, findings: [...file.findings, ...examination.findings] };
}

function changeFindings(previousWord: string, next: ExaminedFile): Finding[] {
  const previous = examineFile(previousWord);
  if (previous.settings === undefined || next.settings === undefined) return [];
  return examineChange(previous.settings, next.settings);
}
