import type { CostLine, Outcome, Waits } from "./outcome";
import type { SizeStep } from "./size/search";

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

/** What a search for better settings changed, when the forecast is that of the settings it found. */
export interface SizeReport {
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
