import type { Breach } from "./forecast";
import type { Outcome, ServiceOutcome } from "./outcome";
import { monthlyUsd } from "./report/bill";
import { durationText, countText, usdText } from "./report/units";
import { missesSlo } from "./report/verdict";

/** What a forecast is held to. */
export interface Promises {
  /** Path of a service's settings by its name, such as `services[1]`. */
  pathOf: (service: string) => string;
  /** US dollars a month; undefined without a budget. */
  monthlyUsd: number | undefined;
}

/** Every promise that is not kept, in the order of the services, the budget last. */
export function breaches(outcome: Outcome, usd: number, promises: Promises): Breach[] {
  const perService = outcome.services.flatMap((service) => {
    const path = promises.pathOf(service.name);
    return [slow(service, path), nowhere(service, path), stuck(service, outcome, path)];
  });
  return [...perService, dear(outcome, usd, promises)].filter((breach) => breach !== undefined);
}

function slow(service: ServiceOutcome, path: string): Breach | undefined {
  const { sloSeconds, wait } = service;
  if (sloSeconds === undefined || missesSlo(service) !== true) return undefined;
  return {
    path: `${path}.slo.waitSeconds`,
    expected: `a wait of at most ${durationText(sloSeconds)} at the 99th percentile`,
    got: durationText(wait.p99),
    fix: faster(service),
  };
}

/** What usually shortens the waits of such a service. */
function faster({ replicas, coldStarts, pendingSeconds }: ServiceOutcome): string {
  if (replicas.max >= replicas.cap)
    return `all ${replicas.cap} replicas ran: raise scaling.maxReplicaCount and the topic's partitions`;
  if (pendingSeconds > 0) return "replicas waited for nodes: keep headroom or raise minSize";
  if (coldStarts > 0) return "replicas start too late: raise scaling.minReplicaCount";
  return "replicas start too late: lower lagThreshold or add a trigger on the arrival rate";
}

function nowhere({ unplaceable }: ServiceOutcome, path: string): Breach | undefined {
  if (unplaceable === undefined) return undefined;
  return {
    path: `${path}.placement`,
    expected: "a node group that takes every replica",
    got: unplaceable,
    fix: "change the replica's resources and placement, or the node groups",
  };
}

/** Seconds that the oldest message must have waited at the end, in SLOs; one that just arrived is no sign of anything. */
const stuckAfter = 10;
/** The same without an SLO. */
const stuckAfterSeconds = 3600;

function stuck(service: ServiceOutcome, { series }: Outcome, path: string): Breach | undefined {
  const { name, unserved, sloSeconds } = service;
  const own = series.services.find((one) => one.name === name);
  if (own === undefined || unserved < 1) return undefined;
  const age = ageOfBacklog(own.arrivals, series.stepSeconds, unserved);
  const limit = sloSeconds === undefined ? stuckAfterSeconds : stuckAfter * sloSeconds;
  if (age <= limit) return undefined;
  return {
    path: `${path}.scaling`,
    expected: "no message left behind",
    got: `${countText(unserved)} still waited at the end, the oldest for about ${durationText(age)}`,
    fix: "look at its replicas over time: they are too few, or nothing wakes them",
  };
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

function dear({ seconds }: Outcome, usd: number, promises: Promises): Breach | undefined {
  const budget = promises.monthlyUsd;
  const month = monthlyUsd(usd, seconds);
  if (budget === undefined || month <= budget) return undefined;
  return {
    path: "budget.monthlyUsd",
    expected: `at most ${usdText(budget)} a month`,
    got: usdText(month),
    fix: "keep fewer replicas and nodes at night, choose cheaper nodes, or raise the budget",
  };
}
