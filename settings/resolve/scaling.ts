import type { ScalingArgs } from "../args/scaling";
import type { TriggerArgs } from "../args/trigger";
import type { Deriver } from "../derivation";
import { mustShareEvenly } from "../even-sharing";
import type { ServiceFacts } from "./service-facts";
import { defaultTriggers, nameTriggers, resolveTrigger } from "./triggers";

/** Replicas without a topic that would bound them. */
const maxReplicasWithoutTopic = 10;

/**
 * Window of the HPA on the way down. Lag and cpu swing, so that Kubernetes' own 300 seconds pay; arrivals do not, and each
 * minute of window is a minute more of every peak (docs/forecast.md).
 */
const downWindowSeconds = { byRate: 60, otherwise: 300 };

/** Shortest time until KEDA's step to zero: its own default. A shorter one saves little and starts services more often. */
const shortestCooldownSeconds = 300;

/** Derived values of a service's ScaledObject. */
export function resolveScaling(facts: ServiceFacts, deriver: Deriver): void {
  const { scaling } = facts.service;
  if (scaling === undefined) return;
  const path = `${facts.path}.scaling`;
  const maxReplicas = resolveMax(scaling, facts, path, deriver);
  const evenly = sharesEvenly(facts, maxReplicas);
  const standard = defaultTriggers(facts, evenly);
  const triggers = deriver.fill(scaling, "triggers", path, standard.triggers, standard.formula);
  const minReplicas = resolveMin(scaling, facts, path, deriver);
  resolvePolling(scaling, facts, path, deriver);
  const byRate = triggers.some(({ prometheus }) => prometheus !== undefined);
  resolveBehavior(scaling, facts, path, { maxReplicas, byRate, evenly }, deriver);
  // What sleeps would be started by every outage.
  const sleeps = minReplicas === 0 || scaling.idleReplicaCount !== undefined;
  if (!sleeps && triggers.some(isExternal)) {
    deriver.fill(
      scaling,
      "fallback",
      path,
      derivedFallback(minReplicas, maxReplicas),
      `max(minReplicaCount ${minReplicas}, a quarter of ${maxReplicas}), from the first failure: a higher threshold never starts in a plain Kafka outage`,
    );
  }
  if (scaling.advanced?.scalingModifiers !== undefined) nameTriggers(triggers, path, deriver);
  triggers.forEach((trigger, i) =>
    resolveTrigger(trigger, `${path}.triggers[${i}]`, facts, { byRate, evenly }, deriver),
  );
}

/** What runs at least while KEDA can read no metric. */
export function derivedFallback(minReplicas: number, maxReplicas: number) {
  const replicas = Math.max(minReplicas, Math.ceil(maxReplicas / 4));
  return { failureThreshold: 0, replicas, behavior: "currentReplicasIfHigher" as const };
}

/** Seconds until KEDA's step to zero, which takes all replicas at once: the HPA's scale-down window goes first. */
export function derivedCooldown(windowSeconds: number): number {
  return Math.max(shortestCooldownSeconds, windowSeconds + 60);
}

/** Triggers whose metric KEDA reads from outside the pods; only these can wake a service from zero. */
export function isExternal(trigger: TriggerArgs): boolean {
  const type = trigger.type ?? trigger.other?.type;
  return (
    trigger.cpu === undefined && trigger.memory === undefined && type !== "cpu" && type !== "memory"
  );
}

/** Members share partitions, replicas only where each is one member. */
function sharesEvenly({ service, topic }: ServiceFacts, maxReplicas: number): boolean {
  if (topic === undefined || (service.consumes?.consumersPerReplica ?? 1) > 1) return false;
  return mustShareEvenly(topic.partitions, maxReplicas);
}

function resolveMax(
  scaling: ScalingArgs,
  { service, topic }: ServiceFacts,
  path: string,
  deriver: Deriver,
): number {
  if (topic === undefined) {
    const most = Math.max(maxReplicasWithoutTopic, scaling.minReplicaCount ?? 0);
    return deriver.fill(scaling, "maxReplicaCount", path, most, "no topic bounds it");
  }
  const members = service.consumes?.consumersPerReplica ?? 1;
  return deriver.fill(
    scaling,
    "maxReplicaCount",
    path,
    Math.max(1, Math.floor(topic.partitions / members)),
    `${topic.partitions} partitions / ${members} consumers a replica: more would consume nothing`,
  );
}

function resolveMin(
  scaling: ScalingArgs,
  { production }: ServiceFacts,
  path: string,
  deriver: Deriver,
): number {
  const wakes = (scaling.triggers ?? []).some(isExternal);
  if (wakes && scaling.idleReplicaCount === undefined) {
    return deriver.fill(scaling, "minReplicaCount", path, 0, "KEDA can wake it from zero");
  }
  const fewest = production && !wakes ? 2 : 1;
  const why = wakes ? "above idleReplicaCount" : "cpu and memory cannot wake a service from zero";
  return deriver.fill(scaling, "minReplicaCount", path, fewest, why);
}

function resolvePolling(
  scaling: ScalingArgs,
  { service, startupSeconds }: ServiceFacts,
  path: string,
  deriver: Deriver,
): void {
  const wait = service.slo?.waitSeconds;
  const polling = deriver.fill(
    scaling,
    "pollingInterval",
    path,
    wait === undefined ? 15 : Math.min(30, Math.max(5, Math.round(wait / 6))),
    wait === undefined
      ? "no slo says how long people may wait"
      : `slo.waitSeconds ${wait} / 6, within 5 and 30`,
  );
  const start = Math.ceil(startupSeconds);
  deriver.fill(
    scaling,
    "initialCooldownPeriod",
    path,
    start + polling,
    `startupSeconds ${start} + pollingInterval ${polling}`,
  );
}

function resolveBehavior(
  scaling: ScalingArgs,
  { startupSeconds }: ServiceFacts,
  path: string,
  { maxReplicas, byRate, evenly }: { maxReplicas: number; byRate: boolean; evenly: boolean },
  deriver: Deriver,
): void {
  const behavior = scaling.advanced?.horizontalPodAutoscalerConfig?.behavior;
  if (behavior === undefined) return;
  const at = `${path}.advanced.horizontalPodAutoscalerConfig.behavior`;
  const step = Math.max(4, Math.ceil(maxReplicas / 4));
  deriver.fill(
    behavior,
    "scaleUp",
    at,
    {
      stabilizationWindowSeconds: 0,
      selectPolicy: "Max",
      policies: [
        { type: "Percent", value: 100, periodSeconds: 15 },
        { type: "Pods", value: step, periodSeconds: 15 },
      ],
    },
    `double, or max(4, a quarter of maxReplicaCount ${maxReplicas}), every 15 seconds`,
  );
  const shortest = byRate ? downWindowSeconds.byRate : downWindowSeconds.otherwise;
  const starts = byRate ? 0.5 : 2;
  const pace = downPace(byRate, evenly);
  const window = Math.min(3600, Math.max(shortest, Math.ceil(starts * startupSeconds)));
  const down = deriver.fill(
    behavior,
    "scaleDown",
    at,
    {
      stabilizationWindowSeconds: window,
      selectPolicy: "Max",
      policies: [{ type: "Percent", value: pace.percent, periodSeconds: 60 }],
    },
    `${pace.text} after max(${shortest}, ${starts} x startupSeconds ${startupSeconds}) seconds`,
  );
  const held = down.stabilizationWindowSeconds ?? downWindowSeconds.otherwise;
  deriver.fill(
    scaling,
    "cooldownPeriod",
    path,
    derivedCooldown(held),
    `max(${shortestCooldownSeconds}, scale-down window ${held} + 60): KEDA's step to zero takes all replicas at once, so the HPA goes first`,
  );
}

/** How fast replicas go. On the way between two even counts some would have more partitions than others, so there is none. */
function downPace(byRate: boolean, evenly: boolean): { percent: number; text: string } {
  if (evenly) return { percent: 100, text: "at once to the next even count" };
  return byRate
    ? { percent: 50, text: "half each minute" }
    : { percent: 20, text: "a fifth each minute" };
}
