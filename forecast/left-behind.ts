import type { Outcome, ServiceOutcome, Waits } from "./outcome";

/** Seconds that the oldest message must have waited at the end, in SLOs: one that just arrived is no sign of anything. */
const sloTimes = 10;
/** The same without an SLO. */
const withoutSlo = 3600;

/**
 * About how long the oldest message has waited when a forecast ends, where that is too long to be the usual wait; undefined
 * otherwise. Nobody knows how long such messages will still wait.
 */
export function leftBehindFor(service: ServiceOutcome, { series }: Outcome): number | undefined {
  const { name, unserved, sloSeconds } = service;
  const own = series.services.find((one) => one.name === name);
  if (own === undefined || unserved < 1) return undefined;
  const age = ageOfBacklog(own.arrivals, series.stepSeconds, unserved);
  const limit = sloSeconds === undefined ? withoutSlo : sloTimes * sloSeconds;
  return age > limit ? age : undefined;
}

/** How long ago so many of the last messages began to arrive; one of them may be on its way. */
function ageOfBacklog(arrivals: Float32Array, stepSeconds: number, unserved: number): number {
  let missing = unserved - 1;
  let age = 0;
  for (let step = arrivals.length - 1; step >= 0; step--) {
    const messages = (arrivals[step] ?? 0) * stepSeconds;
    if (messages >= missing) return age + (stepSeconds * missing) / Math.max(messages, 1);
    missing -= messages;
    age += stepSeconds;
  }
  return age;
}

/** An outcome in which messages that were left behind wait without end. Those beyond the SLO count as late already. */
export function withLeftBehind(outcome: Outcome): Outcome {
  let messages = 0;
  let left = 0;
  const services = outcome.services.map((service) => {
    messages += service.messages;
    if (leftBehindFor(service, outcome) === undefined) return service;
    const { unserved, wait, messages: own } = service;
    left += unserved;
    return { ...service, wait: unending(wait, unserved / own) };
  });
  return left === 0
    ? outcome
    : { ...outcome, services, wait: unending(outcome.wait, left / messages) };
}

/** Waits of which a share never ends. */
function unending({ p50, p95, p99 }: Waits, share: number): Waits {
  const at = (rank: number, wait: number): number => (share > 1 - rank ? Infinity : wait);
  return { p50: at(0.5, p50), p95: at(0.95, p95), p99: at(0.99, p99), max: Infinity };
}
