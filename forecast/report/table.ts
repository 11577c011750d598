import colors from "picocolors";
import type { Forecast } from "../forecast";
import type { ServiceOutcome } from "../outcome";
import { bills, dearestFirst, monthHours, monthlyUsd, ownBill } from "./bill";
import { columns, type Cell, type Lean } from "./columns";
import { countText, durationText, numberText, percentText, usdText } from "./units";
import { sharedNamespace, shortName } from "./short-names";
import { sizeLines } from "./size";
import { breachText, lateShare, missesSlo, remarks, verdict } from "./verdict";
import { wrap } from "./wrap";

/** Columns of the terminal. */
const width = 100;

const plain = (text: string): Cell => ({ text });
const faint = (text: string): Cell => ({ text, paint: colors.dim });
const leans = (text: string): Lean[] =>
  [...text].map((letter) => (letter === "r" ? "right" : "left"));

/**
 * A forecast for a terminal of 100 columns: services, what else could be run, what each part costs, what was promised and
 * not kept, and what the figures rest on. What misses its SLO carries a `✗`, not only a colour.
 */
export function tableText(forecast: Forecast): string {
  const { outcome } = forecast;
  return [
    headline(forecast),
    "",
    ...serviceLines(withShortNames(outcome.services)),
    ...remarkLines(withShortNames(outcome.services)),
    "",
    ...alternativeLines(forecast),
    // Where nothing is billed there is no bill.
    ...(forecast.cost.length === 0 ? [] : ["", ...costLines(forecast)]),
    ...listed("What to change", sizeLines(forecast), "-"),
    ...listed("Breaches", forecast.breaches.map(breachText), colors.red("✗")),
    ...listed("Assumptions", forecast.assumptions, "-"),
    ...listed("Not modelled", forecast.notModelled, "-"),
  ].join("\n");
}

function withShortNames(services: readonly ServiceOutcome[]): ServiceOutcome[] {
  const namespace = sharedNamespace(services.map(({ name }) => name));
  return services.map((service) => ({ ...service, name: shortName(service.name, namespace) }));
}

function headline(forecast: Forecast): string {
  const { subject, traffic, seed, outcome } = forecast;
  const { kept, text } = verdict(forecast);
  const sign = kept ? colors.green("✓") : colors.red("✗");
  const facts = `${traffic}, ${durationText(outcome.seconds)}, seed ${seed}`;
  return `${sign} ${colors.bold(`${subject} ${text}`)} ${colors.dim(`(${facts})`)}`;
}

function serviceLines(services: readonly ServiceOutcome[]): string[] {
  const heads = ["", "service", "messages", "wait p50", "p95", "p99", "max", "SLO", "late"];
  const rows = [[...heads, "replicas", "cold"].map(faint), ...services.map(serviceRow)];
  const lines = columns(rows, leans("llrrrrrrrrr"), { width, shrink: 1 });
  return [...lines, `   ${colors.dim(legend)}`];
}

/** What the columns do not say themselves. */
const legend = "✗ p99 beyond the SLO; replicas: mean/most/cap; cold: starts from zero";

function serviceRow(service: ServiceOutcome): Cell[] {
  const { name, messages, wait, sloSeconds, replicas, coldStarts } = service;
  const missed = missesSlo(service);
  const late = lateShare(service);
  const signs = {
    true: { text: "✗", paint: colors.red },
    false: { text: "✓", paint: colors.green },
  };
  return [
    missed === undefined ? plain("") : signs[`${missed}`],
    plain(name),
    plain(countText(messages)),
    plain(durationText(wait.p50)),
    plain(durationText(wait.p95)),
    missed === true
      ? { text: durationText(wait.p99), paint: colors.red }
      : plain(durationText(wait.p99)),
    plain(durationText(wait.max)),
    plain(sloSeconds === undefined ? "–" : durationText(sloSeconds)),
    plain(late === undefined ? "–" : percentText(late)),
    plain(`${numberText(replicas.mean)}/${replicas.max}/${replicas.cap}`),
    plain(countText(coldStarts)),
  ];
}

function remarkLines(services: readonly ServiceOutcome[]): string[] {
  const lines = services.flatMap((service) =>
    remarks(service).map((remark) => `  ${colors.yellow("!")} ${service.name}: ${remark}`),
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

function alternativeLines(forecast: Forecast): string[] {
  const heads = ["", "alternative", "a month", "per 1,000", "wait p99", "saves", ""];
  const rows = bills(forecast).flatMap(({ name, about, ...bill }) => {
    const [first = "", ...others] = wrap(about, 36);
    const row = [
      plain(""),
      name === "as configured" ? { text: name, paint: colors.bold } : plain(name),
      plain(usdText(bill.monthlyUsd)),
      plain(bill.usdPerThousand === undefined ? "–" : usdText(bill.usdPerThousand)),
      plain(bill.wait === undefined ? "–" : durationText(bill.wait.p99)),
      plain(bill.saving === undefined ? "–" : percentText(bill.saving)),
      faint(first),
    ];
    return [row, ...others.map((more) => [...row.slice(1).map(() => plain("")), faint(more)])];
  });
  return columns([heads.map(faint), ...rows], leans("llrrrrl"), { width, shrink: 6 });
}

function costLines(forecast: Forecast): string[] {
  const { cost, outcome } = forecast;
  const whole = ownBill(forecast);
  const rows = dearestFirst(cost).map(({ part, kind, usd }) => [
    plain(""),
    plain(part),
    faint(kind),
    plain(usdText(monthlyUsd(usd, outcome.seconds))),
    plain(whole.usd === 0 ? "–" : percentText(usd / whole.usd)),
  ]);
  const total = ["", "all", "", usdText(whole.monthlyUsd), ""].map((text): Cell => ({
    text,
    paint: colors.bold,
  }));
  const heads = ["", "cost", "", `of ${monthHours} hours`, "share"].map(faint);
  return columns([heads, ...rows, total], leans("lllrr"), { width, shrink: 1 });
}

/** A line of any length under its mark, in the width of the terminal. */
function marked(line: string, mark: string): string[] {
  return wrap(line, width - 4).map((row, i) => `  ${i === 0 ? mark : " "} ${row}`);
}

function listed(title: string, lines: readonly string[], mark: string): string[] {
  if (lines.length === 0) return [];
  return ["", colors.bold(title), ...lines.flatMap((line) => marked(line, mark))];
}
