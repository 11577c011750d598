import type { Behavior, ScalingPolicy, ScalingRules } from "./behavior";
import { changeWithin, type ScaleEvent } from "./scale-events";

/** What the autoscaler did to a workload, by direction. */
export interface ScaleHistory {
  up: ScaleEvent[];
  down: ScaleEvent[];
}

/** Why the autoscaler took the number that it took, in the words of its ScalingLimited condition. */
export type LimitReason =
  "DesiredWithinRange" | "TooFewReplicas" | "TooManyReplicas" | "ScaleUpLimit" | "ScaleDownLimit";

export interface Limited {
  replicas: number;
  reason: LimitReason;
}

/** The range that `minReplicas` and `maxReplicas` allow. */
export interface Range {
  min: number;
  max: number;
}

/** Most replicas that the policies of scaling up allow now. May be below the current number. */
export function scaleUpLimit(
  current: number,
  history: ScaleHistory,
  { selectPolicy, policies }: ScalingRules,
  now: number,
): number {
  if (selectPolicy === "Disabled") return current;
  const limits = policies.map((policy) => {
    const start = periodStart(current, history, policy, now);
    return policy.type === "Pods"
      ? start + policy.value
      : Math.ceil(start * (1 + policy.value / 100));
  });
  return selectPolicy === "Min" ? Math.min(...limits) : Math.max(...limits);
}

/** Fewest replicas that the policies of scaling down allow now. May be above the current number. */
export function scaleDownLimit(
  current: number,
  history: ScaleHistory,
  { selectPolicy, policies }: ScalingRules,
  now: number,
): number {
  if (selectPolicy === "Disabled") return current;
  const limits = policies.map((policy) => {
    const start = periodStart(current, history, policy, now);
    return policy.type === "Pods"
      ? start - policy.value
      : Math.trunc(start * (1 - policy.value / 100));
  });
  return selectPolicy === "Min" ? Math.max(...limits) : Math.min(...limits);
}

/** Replicas at the start of a policy's period: what both directions did since is undone. */
function periodStart(
  current: number,
  { up, down }: ScaleHistory,
  { periodSeconds }: ScalingPolicy,
  now: number,
): number {
  return current - changeWithin(up, periodSeconds, now) + changeWithin(down, periodSeconds, now);
}

/** Cuts a wanted number to what policies, minimum and maximum allow. */
export function limitRate(
  current: number,
  wanted: number,
  { min, max }: Range,
  { scaleUp, scaleDown }: Behavior,
  history: ScaleHistory,
  now: number,
): Limited {
  if (wanted > current) {
    const limit = Math.max(scaleUpLimit(current, history, scaleUp, now), current);
    const ceiling = Math.min(limit, max);
    if (wanted > ceiling)
      return { replicas: ceiling, reason: max > limit ? "ScaleUpLimit" : "TooManyReplicas" };
  } else if (wanted < current) {
    const limit = Math.min(scaleDownLimit(current, history, scaleDown, now), current);
    const floor = Math.max(limit, min);
    if (wanted < floor)
      return { replicas: floor, reason: min < limit ? "ScaleDownLimit" : "TooFewReplicas" };
  }
  return { replicas: wanted, reason: "DesiredWithinRange" };
}

/** The cut of an autoscaler without `behavior`: at most double, or 4, in one sync. */
export function limitWithoutBehavior(current: number, wanted: number, { min, max }: Range) {
  const limit = Math.max(2 * current, 4);
  const ceiling = Math.min(limit, max);
  if (wanted < min) return limited(min, "TooFewReplicas");
  if (wanted > ceiling) return limited(ceiling, max > limit ? "ScaleUpLimit" : "TooManyReplicas");
  return limited(wanted, "DesiredWithinRange");
}

function limited(replicas: number, reason: LimitReason): Limited {
  return { replicas, reason };
}
