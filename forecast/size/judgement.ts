import { leftBehindFor } from "../left-behind";
import type { Outcome, ServiceOutcome } from "../outcome";
import { monthlyUsd } from "../report/bill";
import { tightest } from "../report/verdict";

/** What a search looks at after a simulation. */
export interface Judgement {
  outcome: Outcome;
  monthlyUsd: number;
  /** Seconds by which services miss what they promise, added up; 0 when all keep it. */
  excess: number;
}

/** Judges an outcome whose services carry their placement; what never ends counts as long as the time that was simulated. */
export function judgement(outcome: Outcome, usd: number): Judgement {
  const excess = outcome.services.reduce((sum, service) => sum + excessOf(service, outcome), 0);
  return { outcome, monthlyUsd: monthlyUsd(usd, outcome.seconds), excess };
}

/** Seconds by which one service misses what it promises. */
export function excessOf(service: ServiceOutcome, outcome: Outcome): number {
  const { wait, sloSeconds = Infinity, unplaceable } = service;
  const { seconds } = outcome;
  const late = Math.max(0, Math.min(wait.p99, seconds) - sloSeconds);
  const stuck = leftBehindFor(service, outcome) === undefined ? 0 : seconds;
  return late + stuck + (unplaceable === undefined ? 0 : seconds);
}

/** The service that a change is about, or the one nearest to its SLO; of all messages where there is neither. */
export function p99Of({ services, wait }: Outcome, service: string | undefined) {
  const found =
    services.find(({ name }) => name === service) ??
    (service === undefined ? tightest(services) : undefined);
  return { service: found?.name ?? null, seconds: found?.wait.p99 ?? wait.p99 };
}
