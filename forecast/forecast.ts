import type { CostLine, Outcome, Waits } from "./outcome";

/** One way to run the same services through the same traffic. */
export interface Alternative {
  name: "as configured" | "as sized" | "static peak" | "KEDA's defaults" | "ideal";
  /** What it is, in a sentence. */
  about: string;
  /** Undefined where nothing waits by definition. */
  wait: Waits | undefined;
  /** For the simulated time. */
  usd: number;
}

/** A promise that the forecast does not keep. */
export interface Breach {
  /** Path of the setting that promises, such as `services[1].slo.waitSeconds` or `budget.monthlyUsd`. */
  path: string;
  expected: string;
  got: string;
  fix: string;
}

/** A setting that a search changed. */
export interface SizeStep {
  /** Path in the settings, such as `services[1].scaling.minReplicaCount`. */
  path: string;
  from: string;
  to: string;
  /** What a person must know before writing it; undefined when nothing. */
  note?: string;
  /** Dollars a month that it adds, below 0 where it saves. */
  monthlyUsd: number;
  /** Of the service that it is about, before and after; of all messages where `service` is null. */
  p99: { service: string | null; from: number; to: number };
}

/** What a search for better settings changed, when the forecast is that of the settings it found. */
export interface SizeReport {
  /** In the order in which they were kept: each gain is on top of those before. */
  steps: readonly SizeStep[];
  simulations: number;
  /** Whether no setting was left to try: false when the number of simulations ended the search. */
  complete: boolean;
  /** The stack as it is: dollars of the simulated time, and what it does not keep. */
  configured: { usd: number; breaches: readonly Breach[] };
}

/** What a stack will cost and how long people will wait. */
export interface Forecast {
  /** Stack or file. */
  subject: string;
  /** Where the traffic comes from, such as `daily wave`. */
  traffic: string;
  seed: number;
  outcome: Outcome;
  /** The bill of the stack as configured, for the simulated time; its sum is the first alternative's. */
  cost: readonly CostLine[];
  /** The forecast's own first. */
  alternatives: readonly Alternative[];
  breaches: readonly Breach[];
  /** What was assumed because nobody said it, one line each. */
  assumptions: readonly string[];
  /** What no run of this model can show. */
  notModelled: readonly string[];
  /** Only after a search for better settings, which the forecast then is of. */
  size?: SizeReport;
}
