import type { TrafficSource } from "./traffic-source";
import type { Outage } from "./world/spec";

/** How a forecast is made. */
export interface ForecastOptions {
  /** Name of the stack or file. */
  subject: string;
  traffic: TrafficSource;
  /** Whole seconds to simulate. Default: as long as the traffic goes before it starts again. */
  seconds?: number;
  /** Everything random follows from it. Default: 1. */
  seed?: number;
  /** In place of the SLO of every service: seconds that a message may wait at the 99th percentile. */
  waitSeconds?: number;
  /** In place of the budget of the settings. */
  monthlyUsd?: number;
  /** Seconds at which KEDA cannot reach Kafka and Prometheus. Default: none. */
  outages?: readonly Outage[];
  /** Most simulations of a search for better settings, of which the forecast then is. Default: no search. */
  sizeBudget?: number;
  /** Told what is being simulated. */
  progress?: (text: string) => void;
}

/** Monday, 2026-01-05, 00:00 UTC: second 0, for cron triggers. A week as any other, without a change of the clocks. */
export const startsAt = Date.UTC(2026, 0, 5);
