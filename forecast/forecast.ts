import type { CostLine, Outcome, Waits } from "./outcome";

/** One way to run the same services through the same traffic. */
export interface Alternative {
  name: "as configured" | "static peak" | "KEDA's defaults" | "ideal";
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
  /** As configured first. */
  alternatives: readonly Alternative[];
  breaches: readonly Breach[];
  /** What was assumed because nobody said it, one line each. */
  assumptions: readonly string[];
  /** What no run of this model can show. */
  notModelled: readonly string[];
}
