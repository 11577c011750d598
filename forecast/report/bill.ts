import type { Alternative, Forecast } from "../forecast";
import type { CostLine } from "../outcome";
import { percentText } from "./units";

/** A month as AWS bills it. */
export const monthHours = 730;

/** Dollars of a month at the pace of the simulated time. */
export function monthlyUsd(usd: number, seconds: number): number {
  return (usd * monthHours * 3600) / seconds;
}

/** An alternative with what it costs a month, a thousand messages, and less than static peak. */
export interface Bill extends Alternative {
  monthlyUsd: number;
  /** Undefined when no message arrived. */
  usdPerThousand: number | undefined;
  /** Share of the static peak's cost that is saved, below 0 when it costs more; undefined without a static peak. */
  saving: number | undefined;
}

/** The bills of all alternatives, as configured first. */
export function bills(forecast: Forecast): Bill[] {
  return forecast.alternatives.map((alternative) => bill(forecast, alternative));
}

/** The bill of the simulated stack itself, from its parts. */
export function ownBill(forecast: Forecast): Bill {
  const { cost, outcome } = forecast;
  const usd = cost.reduce((sum, line) => sum + line.usd, 0);
  return bill(forecast, { name: "as configured", about: "", wait: outcome.wait, usd });
}

function bill({ alternatives, outcome }: Forecast, alternative: Alternative): Bill {
  const messages = outcome.services.reduce((sum, service) => sum + service.messages, 0);
  const peak = alternatives.find(({ name }) => name === "static peak")?.usd;
  return {
    ...alternative,
    monthlyUsd: monthlyUsd(alternative.usd, outcome.seconds),
    usdPerThousand: messages > 0 ? (alternative.usd * 1000) / messages : undefined,
    saving: peak === undefined || peak === 0 ? undefined : 1 - alternative.usd / peak,
  };
}

/** Parts of the bill, dearest first. */
export function dearestFirst(cost: readonly CostLine[]): CostLine[] {
  return [...cost].sort((a, b) => b.usd - a.usd);
}

/** `71 % less than static peak`. */
export function savingText(saving: number): string {
  return `${percentText(Math.abs(saving))} ${saving < 0 ? "more" : "less"} than static peak`;
}
