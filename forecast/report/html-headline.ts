import type { Alternative, Forecast } from "../forecast";
import { bills, ownBill, savingText } from "./bill";
import { escaped } from "./html-text";
import { countText, durationText, percentText, usdText } from "./units";
import { breachText, missesSlo, tightest, verdict } from "./verdict";

interface Figure {
  name: string;
  value: string;
  against: string;
  bad?: boolean;
}

/** What a person looks for first: the verdict, what it costs, how long people wait, and what is not kept. */
export function headlineHtml(forecast: Forecast): string {
  const { subject, traffic, seed, outcome, breaches } = forecast;
  const { kept, text } = verdict(forecast);
  const facts = `${traffic}, ${durationText(outcome.seconds)}, seed ${seed}`;
  return [
    "<header>",
    `<h1>Forecast of ${escaped(subject)}</h1>`,
    `<p class="facts">${escaped(facts)}</p>`,
    `<p class="verdict ${kept ? "good" : "bad"}"><span aria-hidden="true">${kept ? "✓" : "✗"}</span> ${escaped(`${subject} ${text}`)}</p>`,
    `<dl class="figures">${figures(forecast).map(figureHtml).join("")}</dl>`,
    breaches.length === 0 ? "" : `<h2>Breaches</h2>`,
    ...breaches.map((breach) => `<p class="breach">${escaped(breachText(breach))}</p>`),
    "</header>",
  ].join("\n");
}

function figureHtml({ name, value, against, bad = false }: Figure): string {
  const kind = bad ? ' class="bad"' : "";
  return `<div><dt>${escaped(name)}</dt><dd${kind}>${escaped(value)}</dd><dd class="against">${escaped(against)}</dd></div>`;
}

function figures(forecast: Forecast): Figure[] {
  const { services } = forecast.outcome;
  const own = ownBill(forecast);
  const peak = bills(forecast).find(({ name }) => name === "static peak");
  const messages = services.reduce((sum, service) => sum + service.messages, 0);
  const promised = services.filter(({ sloSeconds }) => sloSeconds !== undefined);
  const late = promised.reduce((sum, service) => sum + service.late, 0);
  const share =
    late /
    Math.max(
      1,
      promised.reduce((sum, service) => sum + service.messages, 0),
    );
  return [
    {
      name: "Cost a month",
      value: usdText(own.monthlyUsd),
      against:
        own.saving === undefined || peak === undefined
          ? "no static peak to compare with"
          : `${savingText(own.saving)} (${usdText(peak.monthlyUsd)}${waitOf(peak)})`,
    },
    waitFigure(forecast),
    {
      name: "Late messages",
      value: promised.length === 0 ? "–" : percentText(share),
      against:
        promised.length === 0
          ? "no service has an SLO"
          : `${countText(late)} waited longer than their SLO`,
    },
    {
      name: "Per 1,000 messages",
      value: own.usdPerThousand === undefined ? "–" : usdText(own.usdPerThousand),
      against: `${countText(messages)} messages arrived`,
    },
  ];
}

/** What is saved against a platform that makes people wait is worth less, and a higher price more. */
function waitOf({ wait }: Alternative): string {
  return wait === undefined ? "" : `, p99 wait ${durationText(wait.p99)}`;
}

function waitFigure({ outcome }: Forecast): Figure {
  const service = tightest(outcome.services);
  if (service?.sloSeconds === undefined) {
    const value = durationText(outcome.wait.p99);
    return { name: "p99 wait", value, against: "of all messages; no service has an SLO" };
  }
  const missed = missesSlo(service) === true;
  return {
    name: "p99 wait, tightest service",
    value: durationText(service.wait.p99),
    against: `${service.name}: ${missed ? "misses" : "keeps"} its SLO of ${durationText(service.sloSeconds)}`,
    bad: missed,
  };
}
