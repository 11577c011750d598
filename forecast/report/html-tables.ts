import type { Forecast } from "../forecast";
import type { ServiceOutcome } from "../outcome";
import { bills, dearestFirst, monthHours, monthlyUsd, ownBill } from "./bill";
import { escaped, htmlTable, type Html } from "./html-text";
import { countText, durationText, numberText, percentText, usdText } from "./units";
import { lateShare, missesSlo, remarks } from "./verdict";

/** Every service with its waits against its SLO, and what else went wrong with it. */
export function servicesTable({ outcome }: Forecast): string {
  const heads = ["Service", "Messages", "p50", "p95", "p99", "Longest", "SLO", "Late"];
  const more = ["Replicas", "Most", "Cap", "Cold starts", "Backlog"];
  return htmlTable(
    "Messages, waiting time and replicas by service",
    [...heads, ...more],
    outcome.services.map(serviceRow),
  );
}

function serviceRow(service: ServiceOutcome): (string | Html)[] {
  const { name, messages, wait, sloSeconds, replicas, coldStarts, maxBacklog } = service;
  const missed = missesSlo(service);
  const late = lateShare(service);
  const p99 = durationText(wait.p99);
  return [
    { html: [escaped(name), ...remarks(service).map(remarkHtml)].join("") },
    countText(messages),
    durationText(wait.p50),
    durationText(wait.p95),
    missed === true ? { html: `<strong class="bad">${p99}</strong>` } : p99,
    durationText(wait.max),
    sloSeconds === undefined ? "–" : sloCell(sloSeconds, missed === true),
    late === undefined ? "–" : percentText(late),
    numberText(replicas.mean),
    String(replicas.max),
    String(replicas.cap),
    countText(coldStarts),
    countText(maxBacklog),
  ];
}

function remarkHtml(remark: string): string {
  return `<small class="remark">! ${escaped(remark)}</small>`;
}

function sloCell(sloSeconds: number, missed: boolean): Html {
  const [kind, sign] = missed ? ["bad", "✗ missed"] : ["good", "✓ kept"];
  return { html: `${durationText(sloSeconds)} <small class="${kind}">${sign}</small>` };
}

/** The same services and traffic, run in other ways. */
export function alternativesTable(forecast: Forecast): string {
  const all = bills(forecast);
  const dearest = Math.max(...all.map(({ usd }) => usd));
  const rows = all.map(({ name, about, wait, ...bill }) => [
    { html: `${escaped(name)}<small>${escaped(about)}</small>` },
    {
      html: usdText(bill.monthlyUsd) + bar(bill.usd / dearest, name === "as configured"),
    },
    bill.usdPerThousand === undefined ? "–" : usdText(bill.usdPerThousand),
    wait === undefined ? "–" : durationText(wait.p99),
    bill.saving === undefined ? "–" : percentText(bill.saving),
  ]);
  return htmlTable(
    "The same traffic, run in other ways",
    ["Alternative", "A month", "Per 1,000 messages", "Wait p99", "Saves against static peak"],
    rows,
  );
}

/** The figure again, to be compared at a glance; an SVG because the page's policy admits no style attribute. */
function bar(share: number, own: boolean): string {
  const kind = own ? ' class="own"' : "";
  const percent = Number.isFinite(share) ? (share * 100).toFixed(1) : "0";
  return `<svg class="bar" aria-hidden="true"><rect${kind} width="${percent}%"/></svg>`;
}

/** The parts of the bill, dearest first. */
export function costTable(forecast: Forecast): string {
  const { cost, outcome } = forecast;
  const whole = ownBill(forecast);
  const rows = dearestFirst(cost).map(({ part, kind, usd }) => [
    { html: escaped(part) + (kind === part ? "" : `<small>${kind}</small>`) },
    usdText(monthlyUsd(usd, outcome.seconds)),
    whole.usd === 0 ? "–" : percentText(usd / whole.usd),
  ]);
  const strong = (text: string): Html => ({ html: `<strong>${escaped(text)}</strong>` });
  return htmlTable(
    `Dollars a month of ${monthHours} hours, by part`,
    ["Part", "A month", "Share"],
    [...rows, [strong("all"), strong(usdText(whole.monthlyUsd)), ""]],
  );
}
