import type { ScalingArgs } from "./args/scaling";
import type { ServiceArgs } from "./args/service";
import type { TriggerArgs } from "./args/trigger";
import type { ServiceSettings, TriggerSettings } from "./generated/settings";
import type { RuleContext } from "./rule";

/** A service, what a person wrote of it, and where it stands. */
export interface PlacedService {
  service: ServiceSettings<unknown>;
  /** What a person wrote, with static defaults. */
  given: ServiceArgs;
  path: string;
  /** Whether KEDA takes it down to no replica at all. */
  goesToZero: boolean;
}

/** Every service with its path. */
export function* servicesOf({ settings, written }: RuleContext): Generator<PlacedService> {
  for (const [i, service] of settings.services.entries()) {
    const given = written.services[i];
    if (given === undefined) continue;
    const { minReplicaCount, idleReplicaCount } = service.scaling;
    const goesToZero = minReplicaCount === 0 || idleReplicaCount === 0;
    yield { service, given, path: `services[${i}]`, goesToZero };
  }
}

/** A trigger, what a person wrote of it, and where it stands. */
export interface PlacedTrigger extends PlacedService {
  trigger: TriggerSettings<unknown>;
  /** Missing when the platform chose the trigger. */
  givenTrigger: TriggerArgs | undefined;
  triggerPath: string;
}

/** Every trigger of every service. */
export function* triggersOf(context: RuleContext): Generator<PlacedTrigger> {
  for (const placed of servicesOf(context)) {
    for (const [j, trigger] of placed.service.scaling.triggers.entries()) {
      const givenTrigger = placed.given.scaling?.triggers?.[j];
      const triggerPath = `${placed.path}.scaling.triggers[${j}]`;
      yield { ...placed, trigger, givenTrigger, triggerPath };
    }
  }
}

/** KEDA's name of a trigger's scaler. */
export function scalerOf(trigger: TriggerSettings<unknown>): string {
  if (trigger.other !== undefined) return trigger.other.type;
  if (trigger.awsSqsQueue !== undefined) return "aws-sqs-queue";
  if (trigger.redisStreams !== undefined) return "redis-streams";
  const typed = ["kafka", "cpu", "memory", "cron", "prometheus", "redis", "rabbitmq"] as const;
  return typed.find((key) => trigger[key] !== undefined) ?? "";
}

/** `cpu` and `memory`: their metric comes from the pods, so that they cannot wake a service from zero. */
export function readsPods(trigger: TriggerSettings<unknown>): boolean {
  const scaler = scalerOf(trigger);
  return scaler === "cpu" || scaler === "memory";
}

/** Whether KEDA has something to ask outside the pods. */
export function hasExternalTrigger({ scaling }: ServiceSettings<unknown>): boolean {
  return scaling.triggers.some((trigger) => !readsPods(trigger));
}

/** What a person wrote about scaling. */
export function givenScaling({ given }: PlacedService): ScalingArgs {
  return given.scaling ?? {};
}
