import type { Breach } from "./forecast";
import { leftBehindFor } from "./left-behind";
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

function stuck(service: ServiceOutcome, outcome: Outcome, path: string): Breach | undefined {
  const age = leftBehindFor(service, outcome);
  if (age === undefined) return undefined;
  return {
    path: `${path}.scaling`,
    expected: "no message left behind",
    got: `${countText(service.unserved)} that still waited at the end, the oldest for about ${durationText(age)}`,
    fix: "look at its replicas over time: they are too few, or nothing wakes them",
  };
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
