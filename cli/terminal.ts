import colors from "picocolors";
import { message, type Finding } from "../settings/finding";

/** Prints to standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** A heading between the parts of a report. */
export function heading(text: string): string {
  return `\n${colors.bold(text)}`;
}

/** Findings, errors first, each with its rule. */
export function findingLines(findings: readonly Finding[]): string[] {
  const rank = { error: 0, warning: 1 };
  return [...findings]
    .sort((a, b) => rank[a.severity] - rank[b.severity])
    .map((finding) => {
      const paint = finding.severity === "error" ? colors.red : colors.yellow;
      return `  ${paint(finding.severity)} ${message(finding)} ${colors.dim(`[${finding.rule}]`)}`;
    });
}

/** `2 errors, 1 warning`. */
export function countText(findings: readonly Finding[]): string {
  const count = (severity: Finding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count("error"), count("warning")];
  if (errors + warnings === 0) return "no findings";
  return `${errors} error${errors === 1 ? "" : "s"}, ${warnings} warning${warnings === 1 ? "" : "s"}`;
}

/** Findings as the JSON of the command line: with their whole message. */
export function findingsJson(findings: readonly Finding[]): object[] {
  return findings.map((finding) => ({ ...finding, message: message(finding) }));
}

/** One line on a terminal that says what goes on; nothing elsewhere. */
export class Progress {
  private readonly live = process.stderr.isTTY;
  private last = 0;

  show(text: string): void {
    // Painting every resource would take longer than registering it.
    if (!this.live || Date.now() - this.last < 50) return;
    this.last = Date.now();
    process.stderr.write(`\r\x1b[K${colors.dim(text)}`);
  }

  end(): void {
    if (this.live) process.stderr.write("\r\x1b[K");
  }
}
