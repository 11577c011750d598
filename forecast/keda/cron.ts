import { CronExpressionParser } from "cron-parser";

/** A cron trigger: replicas for the time from `start` to `end`. */
export interface CronTrigger {
  start: string;
  end: string;
  timezone: string;
  desiredReplicas: number;
}

export interface CronMetric {
  /** The trigger's target is 1, so this is the number of replicas it asks for. */
  value: number;
  active: boolean;
}

/** What the trigger says at a moment, in milliseconds since 1970: inside when it ends before it starts again; 1 outside. */
export function queryCron(trigger: CronTrigger, atMilliseconds: number): CronMetric {
  const next = (expression: string) =>
    CronExpressionParser.parse(expression, {
      tz: trigger.timezone,
      currentDate: new Date(atMilliseconds),
    })
      .next()
      .getTime();
  const active = next(trigger.start) >= next(trigger.end);
  return { value: active ? trigger.desiredReplicas : 1, active };
}
