import type { Breach, Forecast } from "../forecast";
import type { ServiceOutcome } from "../outcome";
import { countText, durationText } from "./units";

/** Whether a forecast keeps what the settings promise, in words. */
export interface Verdict {
  kept: boolean;
  text: string;
}

export function verdict({ breaches, outcome }: Forecast): Verdict {
  if (breaches.length > 0) {
    const promises = breaches.length === 1 ? "promise" : "promises";
    return { kept: false, text: `breaks ${breaches.length} ${promises}` };
  }
  const promised = outcome.services.some(({ sloSeconds }) => sloSeconds !== undefined);
  return {
    kept: true,
    text: promised ? "keeps every promise" : "breaks no promise, but no service has an SLO",
  };
}

/** Whether a service waits longer at the 99th percentile than its SLO allows; undefined without an SLO. */
export function missesSlo({ wait, sloSeconds }: ServiceOutcome): boolean | undefined {
  return sloSeconds === undefined ? undefined : !(wait.p99 <= sloSeconds);
}

/** The service that comes closest to its SLO, or is furthest beyond it. */
export function tightest(services: readonly ServiceOutcome[]): ServiceOutcome | undefined {
  const strain = ({ wait, sloSeconds = Infinity }: ServiceOutcome): number => wait.p99 / sloSeconds;
  return services
    .filter(({ sloSeconds }) => sloSeconds !== undefined)
    .reduce<ServiceOutcome | undefined>(
      (most, service) => (most === undefined || strain(service) > strain(most) ? service : most),
      undefined,
    );
}

/** Share of the messages that waited too long; undefined without an SLO. */
export function lateShare({ late, messages, sloSeconds }: ServiceOutcome): number | undefined {
  if (sloSeconds === undefined) return undefined;
  return messages === 0 ? 0 : late / messages;
}

/** `<path>: expected …, got …: <fix>`. */
export function breachText({ path, expected, got, fix }: Breach): string {
  return `${path}: expected ${expected}, got ${got}: ${fix}`;
}

/**
 * What went wrong with a service beyond its waits, one line each. Messages that wait at the end are a fault only where some
 * were left behind, so that waits never end; a few are always on their way.
 */
export function remarks(service: ServiceOutcome): string[] {
  const { cutOff, unserved, wait, pendingSeconds, unplaceable } = service;
  const many = (count: number, what: string): string =>
    `${countText(count)} ${what}${count === 1 ? "" : "s"}`;
  return [
    unplaceable === undefined ? "" : `no node group can take a replica: ${unplaceable}`,
    wait.max === Infinity ? `${many(unserved, "message")} still waited at the end` : "",
    cutOff > 0 ? `${many(cutOff, "replica")} ended at work: the grace period is too short` : "",
    pendingSeconds > 0 ? `replicas waited ${durationText(pendingSeconds)} for nodes, added up` : "",
  ].filter((line) => line !== "");
}
