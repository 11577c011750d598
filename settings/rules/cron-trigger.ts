import { cronFault, neverFires, shortestWindowSeconds } from "../cron";
import type { CronTriggerSettings } from "../generated/settings";
import type { Rule, RuleContext } from "../rule";
import { isTimeZone, timeZoneHint } from "../time-zone";
import { scalerOf, servicesOf, triggersOf, type PlacedTrigger } from "../triggers";

/** Seconds from a pending pod to a node that runs it, at best; recorded and published values lie around it (guide C.6). */
const nodeStartSeconds = 120;

interface PlacedCron extends PlacedTrigger {
  cron: CronTriggerSettings;
  cronPath: string;
}

/** Every cron trigger, also in KEDA's own form under `other`. */
function* cronTriggers(context: RuleContext): Generator<PlacedCron> {
  for (const placed of triggersOf(context)) {
    const { cron, other } = placed.trigger;
    if (cron !== undefined) yield { ...placed, cron, cronPath: `${placed.triggerPath}.cron` };
    if (other?.type !== "cron") continue;
    const { start = "", end = "", timezone = "", desiredReplicas = "" } = other.metadata;
    const read = { start, end, timezone, desiredReplicas: Number(desiredReplicas) };
    yield { ...placed, cron: read, cronPath: `${placed.triggerPath}.other.metadata` };
  }
}

/** Floors between two times of day. */
export const cronTriggerRules: readonly Rule[] = [
  {
    id: "cron/invalid",
    severity: "error",
    because:
      "KEDA reads five fields, without descriptors and without seconds, and only when it builds the scaler: the object is accepted and fails for ever",
    *check(context) {
      for (const { cron, cronPath } of cronTriggers(context)) {
        for (const key of ["start", "end"] as const) {
          const fault = cronFault(cron[key]);
          if (fault === undefined) continue;
          yield {
            path: `${cronPath}.${key}`,
            expected: "minute, hour, day of month, month and day of week",
            got: fault,
            fix: 'write five fields, such as "0 8 * * 1-5" for eight o\'clock on working days',
          };
        }
      }
    },
  },
  {
    id: "cron/start-is-end",
    severity: "error",
    because: "KEDA refuses a window that ends when it starts",
    *check(context) {
      for (const { cron, cronPath } of cronTriggers(context)) {
        const [start, end] = [cron.start, cron.end].map((text) =>
          text.trim().split(/\s+/).join(" "),
        );
        if (start !== end) continue;
        yield {
          path: `${cronPath}.end`,
          expected: "another time than start",
          got: JSON.stringify(cron.end),
          fix: "move one of them; for a floor at all times write minReplicaCount",
        };
      }
    },
  },
  {
    id: "cron/never-fires",
    severity: "warning",
    because: "an expression can be well formed and name a day that does not exist",
    *check(context) {
      for (const { cron, cronPath } of cronTriggers(context)) {
        for (const key of ["start", "end"] as const) {
          const why = cronFault(cron[key]) === undefined ? neverFires(cron[key]) : undefined;
          if (why === undefined) continue;
          yield {
            path: `${cronPath}.${key}`,
            expected: "a day that there is every year",
            got: `${JSON.stringify(cron[key])}, ${why}`,
            fix: "correct the day or the month",
          };
        }
      }
    },
  },
  {
    id: "cron/time-zone",
    severity: "error",
    because:
      "KEDA loads the zone when the metric is read, so that the object is accepted and fails for ever",
    *check(context) {
      for (const { cron, cronPath } of cronTriggers(context)) {
        if (isTimeZone(cron.timezone)) continue;
        yield {
          path: `${cronPath}.timezone`,
          expected: "a name of the IANA time zone database",
          got: JSON.stringify(cron.timezone),
          fix: timeZoneHint(cron.timezone) || 'write a name such as "Europe/Berlin" or "UTC"',
        };
      }
    },
  },
  {
    id: "cron/above-max",
    severity: "error",
    because:
      "the HPA never goes above maxReplicaCount, so that the floor promises what nobody keeps",
    *check(context) {
      for (const { cron, cronPath, service } of cronTriggers(context)) {
        const { maxReplicaCount } = service.scaling;
        if (!(cron.desiredReplicas > maxReplicaCount)) continue;
        yield {
          path: `${cronPath}.desiredReplicas`,
          expected: `at most maxReplicaCount, ${maxReplicaCount}`,
          got: String(cron.desiredReplicas),
          fix: "lower it, or raise maxReplicaCount",
        };
      }
    },
  },
  {
    id: "cron/raises-nothing",
    severity: "warning",
    because: "a cron trigger is a floor; below the minimum it is never seen",
    *check(context) {
      for (const { cron, cronPath, service } of cronTriggers(context)) {
        const { minReplicaCount, idleReplicaCount } = service.scaling;
        if (idleReplicaCount !== undefined || cron.desiredReplicas > minReplicaCount) continue;
        yield {
          path: `${cronPath}.desiredReplicas`,
          expected: `more than minReplicaCount, ${minReplicaCount}`,
          got: String(cron.desiredReplicas),
          fix: "raise it, lower minReplicaCount, or remove the trigger",
        };
      }
    },
  },
  {
    id: "cron/window-too-short",
    severity: "warning",
    because:
      "when the window is over before its replicas are there, or before the cooldown lets them go, it does not do what it says",
    *check(context) {
      for (const { cron, cronPath, service, goesToZero } of cronTriggers(context)) {
        if (!isTimeZone(cron.timezone)) continue;
        if (cronFault(cron.start) !== undefined || cronFault(cron.end) !== undefined) continue;
        const seconds = shortestWindowSeconds(cron.start, cron.end, cron.timezone);
        const start =
          (service.capacity?.startupSeconds ?? 0) +
          (context.settings.nodes === undefined ? 0 : nodeStartSeconds);
        const needed = Math.max(start, goesToZero ? service.scaling.cooldownPeriod : 0);
        if (seconds === undefined || seconds >= needed) continue;
        yield {
          path: cronPath,
          expected: `at least ${needed} seconds from start to end: ${needed === start ? "until a node and the service have started" : "cooldownPeriod"}`,
          got: `${seconds} seconds`,
          fix: "start earlier or end later",
        };
      }
    },
  },
  {
    id: "cron/nothing-else",
    severity: "warning",
    because: "outside of its hours nothing starts the service, however much work waits",
    *check(context) {
      for (const { service, path, goesToZero } of servicesOf(context)) {
        const { triggers } = service.scaling;
        if (!goesToZero || !triggers.every((trigger) => scalerOf(trigger) === "cron")) continue;
        yield {
          path: `${path}.scaling.triggers`,
          expected: "a trigger that looks at work",
          got: "cron only",
          fix: "add the lag of a topic, the length of a queue or a metric",
        };
      }
    },
  },
];
