import { CronExpressionParser } from "cron-parser";
import { queryCron, type CronMetric, type CronTrigger } from "../keda/cron";

/** What a cron trigger says over the simulated time: asked once for each change, because an expression is slow to read. */
export class CronCalendar {
  private readonly times: number[] = [0];
  private readonly metrics: CronMetric[];

  /** `startsAt` is second 0, in milliseconds since 1970. */
  constructor(trigger: CronTrigger, startsAt: number, seconds: number) {
    const end = startsAt + seconds * 1000;
    for (const expression of [trigger.start, trigger.end]) {
      const options = { tz: trigger.timezone, currentDate: new Date(startsAt) };
      const dates = CronExpressionParser.parse(expression, options);
      for (let at = dates.next().getTime(); at < end; at = dates.next().getTime())
        this.times.push((at - startsAt) / 1000);
    }
    this.times.sort((a, b) => a - b);
    this.metrics = this.times.map((time) => queryCron(trigger, startsAt + time * 1000));
  }

  at(now: number): CronMetric {
    return this.metrics[this.indexAt(now)] ?? { value: 1, active: false };
  }

  /** Second of the next change; Infinity when there is none. */
  nextChange(now: number): number {
    return this.times[this.indexAt(now) + 1] ?? Infinity;
  }

  private indexAt(now: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.times[middle] ?? 0) <= now) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
