import type { Forecast } from "../forecast";
import type { ServiceOutcome } from "../outcome";
import { bills, dearestFirst, monthlyUsd, ownBill, savingText } from "./bill";
import { sizeLines } from "./size";
import { countText, durationText, numberText, percentText, usdText } from "./units";
import { breachText, lateShare, missesSlo, remarks, verdict } from "./verdict";

/**
 * A forecast as a comment on a pull request, in GitHub's Markdown: verdict, breaches and the table of services in sight,
 * the rest folded. Names and texts are escaped: they cannot become markup.
 */
export function forecastMarkdown(forecast: Forecast): string {
  const { outcome, breaches, assumptions, notModelled } = forecast;
  const blocks = [
    `### ${verdict(forecast).kept ? "✅" : "❌"} ${escaped(forecast.subject)} ${verdict(forecast).text}`,
    summary(forecast),
    breaches.map((breach) => `- ❌ ${escaped(breachText(breach))}`).join("\n"),
    serviceTable(outcome.services),
    remarkLines(outcome.services),
    changes(forecast),
    folded("Against other ways to run it", alternativeTable(forecast)),
    folded("Cost by part", costTable(forecast)),
    folded("Assumptions", bullets(assumptions)),
    folded("Not modelled", bullets(notModelled)),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function summary(forecast: Forecast): string {
  const { traffic, outcome, seed } = forecast;
  const own = ownBill(forecast);
  const facts = [
    `**${usdText(own.monthlyUsd)} a month**`,
    own.saving === undefined ? "" : savingText(own.saving),
    own.usdPerThousand === undefined ? "" : `${usdText(own.usdPerThousand)} per 1,000 messages`,
    `p99 wait **${durationText(outcome.wait.p99)}**`,
  ].filter((fact) => fact !== "");
  const source = `${escaped(traffic)}, ${durationText(outcome.seconds)}, seed ${seed}`;
  return `${facts.join(" · ")}  \n<sub>${source}</sub>`;
}

function serviceTable(services: readonly ServiceOutcome[]): string {
  const heads = [
    "Service",
    "Messages",
    "Wait p50",
    "p95",
    "p99",
    "Max",
    "SLO",
    "Late",
    "Replicas",
    "Cold starts",
  ];
  return table(heads, services.map(serviceRow));
}

function serviceRow(service: ServiceOutcome): string[] {
  const { name, messages, wait, sloSeconds, replicas, coldStarts } = service;
  const missed = missesSlo(service);
  const late = lateShare(service);
  const sign = missed === undefined ? "" : missed ? "❌ " : "✅ ";
  const p99 = durationText(wait.p99);
  return [
    `${sign}${escaped(name)}`,
    countText(messages),
    durationText(wait.p50),
    durationText(wait.p95),
    missed === true ? `**${p99}**` : p99,
    durationText(wait.max),
    sloSeconds === undefined ? "–" : durationText(sloSeconds),
    late === undefined ? "–" : percentText(late),
    `${numberText(replicas.mean)} / ${replicas.max} / ${replicas.cap}`,
    countText(coldStarts),
  ];
}

function remarkLines(services: readonly ServiceOutcome[]): string {
  const lines = services.flatMap((service) =>
    remarks(service).map((remark) => `- ⚠️ ${escaped(`${service.name}: ${remark}`)}`),
  );
  return [
    "<sub>Replicas: mean / most / cap.</sub>",
    ...(lines.length > 0 ? ["", ...lines] : []),
  ].join("\n");
}

function alternativeTable(forecast: Forecast): string {
  const heads = [
    "Alternative",
    "A month",
    "Per 1,000 messages",
    "Wait p99",
    "Saves against static",
  ];
  const rows = bills(forecast).map(({ name, about, wait, ...bill }) => [
    `${escaped(name)}<br><sub>${escaped(about)}</sub>`,
    usdText(bill.monthlyUsd),
    bill.usdPerThousand === undefined ? "–" : usdText(bill.usdPerThousand),
    wait === undefined ? "–" : durationText(wait.p99),
    bill.saving === undefined ? "–" : percentText(bill.saving),
  ]);
  return table(heads, rows);
}

function costTable(forecast: Forecast): string {
  const { cost, outcome } = forecast;
  const rows = dearestFirst(cost).map(({ part, kind, usd }) => [
    escaped(part) + (kind === part ? "" : `<br><sub>${kind}</sub>`),
    usdText(monthlyUsd(usd, outcome.seconds)),
  ]);
  return table(
    ["Part", "A month (730 h)"],
    [...rows, ["**All**", `**${usdText(ownBill(forecast).monthlyUsd)}**`]],
  );
}

function changes(forecast: Forecast): string {
  const lines = sizeLines(forecast);
  return lines.length === 0 ? "" : `**What to change**\n\n${bullets(lines)}`;
}

/** The first column leans left, figures lean right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(heads),
    line(heads.map((_, i) => (i === 0 ? ":--" : "--:"))),
    ...rows.map(line),
  ].join("\n");
}

function folded(title: string, body: string): string {
  return body === "" ? "" : `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

const bullets = (lines: readonly string[]): string =>
  lines.map((line) => `- ${escaped(line)}`).join("\n");

/** Text that GitHub shows as it stands: no markup, no mention, one line. */
function escaped(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_[\]|~#]/g, "\\$&")
    .replace(/@/g, "@<!-- -->");
}
