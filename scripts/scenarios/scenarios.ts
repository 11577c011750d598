// The figures of docs/forecast.md: `npm run scenarios -- <folder with the traces> [--json]`.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Alternative } from "../../forecast/forecast";
import { azure } from "./azure";
import { compare, scenarioWorld, type Scenario } from "./scenario";
import { servegen } from "./servegen";
import { step } from "./step";

/** What a scenario is asked for. */
interface Goal {
  usd?: number;
  waitSeconds: number;
}

interface Row {
  scenario: string;
  goal: Goal;
  met: boolean;
  alternatives: readonly Alternative[];
}

const [folder = "../shared/data/traces", ...flags] = process.argv.slice(2);
const json = flags.includes("--json");

const file = (name: string) => ({
  text: readFileSync(join(folder, name), "utf8"),
  source: name,
});
const here = (name: string): boolean => {
  const found = existsSync(join(folder, name));
  if (!found) process.stderr.write(`SKIPPED: ${join(folder, name)} is not there\n`);
  return found;
};

const clients = "servegen-50-clients";
const weeks: [name: string, goal: Goal, scenario: () => Scenario, files: string[]][] = [
  ["ServeGen-50, week 1", { usd: 725, waitSeconds: 30 }, () => serve(0), serveFiles()],
  ["ServeGen-50, week 2", { waitSeconds: 30 }, () => serve(1), serveFiles()],
  ...(["code", "conv"] as const).map((which): (typeof weeks)[number] => {
    const name = `azure-llm-2024-${which}-7min-digitised.csv`;
    const usd = which === "code" ? 2750 : 4100;
    const scenario = () => azure(file(name).text, name);
    return [`Azure ${which}, a week`, { usd, waitSeconds: 10 }, scenario, [name]];
  }),
];

function serveFiles(): string[] {
  return [`${clients}-rate-10min.csv`, `${clients}-cv-10min.csv`];
}

function serve(which: number): Scenario {
  const [rates = "", variations = ""] = serveFiles();
  return servegen({ rates: file(rates), variations: file(variations) }, which);
}

async function run(): Promise<void> {
  const rows: Row[] = [];
  for (const [scenario, goal, build, files] of weeks) {
    if (!files.every(here)) continue;
    const made = build();
    const alternatives = compare(await scenarioWorld(made), made.staticReplicas);
    const [ours] = alternatives;
    const met =
      (ours?.usd ?? Infinity) <= (goal.usd ?? Infinity) &&
      (ours?.wait?.p99 ?? Infinity) <= goal.waitSeconds;
    rows.push({ scenario, goal, met, alternatives });
    if (!json) print(rows.at(-1));
  }
  const steps = { "no headroom": await step(0), "headroom for 7": await step(7) };
  if (json) {
    process.stdout.write(`${JSON.stringify({ weeks: rows, steps }, null, 2)}\n`);
    return;
  }
  for (const [name, { medianWait, worstWait, headroomUsdPerWeek }] of Object.entries(steps))
    process.stdout.write(
      `step to ten replicas' work, ${name}: p99 wait ${medianWait.toFixed(0)} s, in the worst of 40 phases ${worstWait.toFixed(0)} s (goal 25 s); $${headroomUsdPerWeek.toFixed(0)} a week\n`,
    );
}

function print(row: Row | undefined): void {
  if (row === undefined) return;
  const { scenario, goal, met, alternatives } = row;
  const asked = goal.usd === undefined ? "" : `at most $${goal.usd} and `;
  process.stdout.write(
    `${scenario}: ${asked}p99 ${goal.waitSeconds} s: ${met ? "met" : "MISSED"}\n`,
  );
  for (const { name, usd, wait } of alternatives)
    process.stdout.write(
      `  ${name.padEnd(16)} $${usd.toFixed(0).padStart(6)}  p99 ${wait === undefined ? "-" : `${wait.p99.toFixed(1)} s`}\n`,
    );
}

void run();
