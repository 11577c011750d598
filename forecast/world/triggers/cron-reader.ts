import type { KafkaMetric } from "../../keda/lag";
import { CronCalendar } from "../cron-calendar";
import type { WorldSpec } from "../spec";
import { AmountReader } from "./amount-reader";
import type { SpecOf } from "./trigger-reader";

/** Replicas by the calendar. */
export class CronReader extends AmountReader {
  readonly reachesOut = false;
  readonly target = 1;
  readonly metricType = "AverageValue";
  private readonly calendar: CronCalendar;

  constructor(
    { trigger }: SpecOf<"cron">,
    { startsAt, seconds }: Pick<WorldSpec, "startsAt" | "seconds">,
  ) {
    super();
    this.calendar = new CronCalendar(trigger, startsAt, seconds);
  }

  query(now: number): KafkaMetric {
    return this.calendar.at(now);
  }

  wakesAt(now: number): number {
    return this.calendar.nextChange(now);
  }

  activeUntil(now: number): number {
    return this.calendar.at(now).active ? this.calendar.nextChange(now) - 1 : now;
  }
}
