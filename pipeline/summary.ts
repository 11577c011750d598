import type { OpMap } from "@pulumi/pulumi/automation";
import { dataHeldBy } from "../policy/data-holders";
import { message, type Finding } from "../settings/finding";
import { goes } from "./gates/data-gate";
import type { Preview } from "./preview";
import type { Step } from "./steps";

/** Longest table in a comment; a new stack has hundreds of resources. */
const rows = 40;

/** A preview as a comment under a pull request. */
export function markdown(preview: Preview): string {
  const { stack, counts, open, gates } = preview;
  const found = gates.flatMap((result) => result.findings);
  const findings = [
    ...found.filter(({ severity }) => severity === "error"),
    ...found.filter(({ severity }) => severity === "warning"),
  ];
  const steps = preview.steps.filter(({ type }) => !type.startsWith("pulumi:"));
  return [
    `### \`${stack}\`: ${open ? "ready" : "held back"}, ${countsText(counts)}`,
    ...section("Findings", findings.map(findingLine)),
    ...section("Data that goes", steps.flatMap(lostLine)),
    ...table(steps),
    "",
  ].join("\n");
}

/** `3 to create, 1 to replace, 120 unchanged`. */
export function countsText(counts: OpMap): string {
  const { same = 0, ...changing } = counts;
  const parts = Object.entries(changing).map(([operation, count]) => `${count} to ${operation}`);
  return [...parts, `${same} unchanged`].join(", ");
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `**${title}**`, "", ...lines];
}

function findingLine(finding: Finding): string {
  return `- ${finding.severity}: ${cell(message(finding))} \`${finding.rule}\``;
}

function lostLine(step: Step): string[] {
  const lost = dataHeldBy(step.type);
  return lost === undefined || !goes(step) ? [] : [`- \`${step.name}\`: ${lost}`];
}

function table(steps: readonly Step[]): string[] {
  if (steps.length === 0) return [];
  const worstFirst = ["delete", "replace", "update"].flatMap((operation) =>
    steps.filter((step) => step.operation === operation),
  );
  const rest = steps.filter((step) => !worstFirst.includes(step));
  const shown = [...worstFirst, ...rest].slice(0, rows);
  const more = steps.length - shown.length;
  return [
    "",
    "| operation | type | name |",
    "| --- | --- | --- |",
    ...shown.map(({ operation, type, name }) => `| ${operation} | ${type} | ${cell(name)} |`),
    ...(more > 0 ? ["", `and ${more} more`] : []),
  ];
}

/** One line, which neither ends a table's cell nor starts HTML. */
function cell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
