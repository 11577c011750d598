import type { Breach, Forecast, SizeReport } from "../forecast";
import type { CostLine, Series, ServiceOutcome, Waits } from "../outcome";
import { bills, monthlyUsd, ownBill, type Bill } from "./bill";
import { verdict } from "./verdict";

/** Seconds; null where it never ends, because a message was still waiting when the forecast did. */
type Seconds = number | null;

interface WaitJson {
  p50: Seconds;
  p95: Seconds;
  p99: Seconds;
  max: Seconds;
}

/** Dollars: for the simulated time, a month of 730 hours at that pace, and a thousand messages (null without any). */
interface BillJson {
  usd: number;
  monthlyUsd: number;
  usdPerThousandMessages: number | null;
  /** Share of the static peak's cost that is saved, 0 to 1, below 0 when it costs more; null without a static peak. */
  savingAgainstStatic: number | null;
}

interface SizeJson {
  /** `monthlyUsd` and `p99` are of each step on top of those before; `service` is null where p99 is of all messages. */
  changes: {
    path: string;
    from: string;
    to: string;
    note?: string;
    monthlyUsd: number;
    p99: { service: string | null; from: Seconds; to: Seconds };
  }[];
  simulations: number;
  complete: boolean;
  configured: { monthlyUsd: number; breaches: Breach[] };
}

interface SeriesJson {
  stepSeconds: number;
  services: {
    name: string;
    cap: number;
    arrivalsPerSecond: number[];
    backlog: number[];
    waitSeconds: Seconds[];
    replicas: number[];
  }[];
  nodes: { group: string; count: number[] }[];
  usdPerHour: number[];
}

/**
 * What `forecast --json` prints: every figure of the report under the same names. Keys are added, never renamed.
 * What is not known is null, not absent.
 */
export interface ForecastJson {
  subject: string;
  traffic: string;
  seed: number;
  /** Seconds that were simulated. */
  seconds: number;
  /** Whether everything that the settings promise is kept. */
  kept: boolean;
  breaches: Breach[];
  wait: WaitJson;
  services: {
    name: string;
    messages: number;
    wait: WaitJson;
    sloSeconds: number | null;
    late: number;
    unserved: number;
    maxBacklog: number;
    coldStarts: number;
    cutOff: number;
    replicas: { mean: number; max: number; cap: number };
    pendingSeconds: number;
    unplaceable: string | null;
  }[];
  cost: BillJson & { parts: (CostLine & { monthlyUsd: number })[] };
  alternatives: ({ name: string; about: string; wait: WaitJson | null } & BillJson)[];
  assumptions: string[];
  notModelled: string[];
  /** Only after a search for better settings: what it changed, one entry a step, and the stack as configured. */
  size?: SizeJson;
  /** Only with `series`. */
  series?: SeriesJson;
}

/** The forecast as plain JSON; every step of time with `series`, which is large: four numbers a step and service. */
export function forecastJson(forecast: Forecast, { series = false } = {}): ForecastJson {
  const { outcome } = forecast;
  const parts = forecast.cost.map((line) => ({
    ...line,
    monthlyUsd: monthlyUsd(line.usd, outcome.seconds),
  }));
  return {
    subject: forecast.subject,
    traffic: forecast.traffic,
    seed: forecast.seed,
    seconds: outcome.seconds,
    kept: verdict(forecast).kept,
    breaches: forecast.breaches.map(({ path, expected, got, fix }) => ({
      path,
      expected,
      got,
      fix,
    })),
    wait: waitJson(outcome.wait),
    services: outcome.services.map(serviceJson),
    cost: { ...billJson(ownBill(forecast)), parts },
    alternatives: bills(forecast).map(({ name, about, wait, ...bill }) => ({
      name,
      about,
      wait: wait === undefined ? null : waitJson(wait),
      ...billJson(bill),
    })),
    assumptions: [...forecast.assumptions],
    notModelled: [...forecast.notModelled],
    ...(forecast.size === undefined ? {} : { size: sizeJson(forecast.size, outcome.seconds) }),
    ...(series ? { series: seriesJson(outcome.series) } : {}),
  };
}

function sizeJson({ steps, simulations, complete, configured }: SizeReport, seconds: number) {
  const changes = steps.map(({ p99: { service, from, to }, ...step }) => ({
    ...step,
    p99: { service, from: finite(from), to: finite(to) },
  }));
  const { usd, breaches } = configured;
  const own = { monthlyUsd: monthlyUsd(usd, seconds), breaches: [...breaches] };
  return { changes, simulations, complete, configured: own };
}

function billJson(bill: Omit<Bill, "name" | "about" | "wait">): BillJson {
  return {
    usd: bill.usd,
    monthlyUsd: bill.monthlyUsd,
    usdPerThousandMessages: bill.usdPerThousand ?? null,
    savingAgainstStatic: bill.saving ?? null,
  };
}

function serviceJson(service: ServiceOutcome): ForecastJson["services"][number] {
  return {
    ...service,
    wait: waitJson(service.wait),
    sloSeconds: service.sloSeconds ?? null,
    unplaceable: service.unplaceable ?? null,
  };
}

/** JSON has no infinity: what never ends is null. */
const finite = (seconds: number): Seconds => (Number.isFinite(seconds) ? seconds : null);

function waitJson({ p50, p95, p99, max }: Waits): WaitJson {
  return { p50: finite(p50), p95: finite(p95), p99: finite(p99), max: finite(max) };
}

function seriesJson({ stepSeconds, services, nodes, usdPerHour }: Series): SeriesJson {
  return {
    stepSeconds,
    services: services.map(({ name, cap, arrivals, backlog, wait, replicas }) => ({
      name,
      cap,
      arrivalsPerSecond: [...arrivals],
      backlog: [...backlog],
      waitSeconds: Array.from(wait, finite),
      replicas: [...replicas],
    })),
    nodes: nodes.map(({ group, count }) => ({ group, count: [...count] })),
    usdPerHour: [...usdPerHour],
  };
}
