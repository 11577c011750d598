import assert from "node:assert/strict";
import { queryCron, type CronTrigger } from "../../../forecast/keda/cron";
import { CronCalendar } from "../../../forecast/world/cron-calendar";

const week = 7 * 86_400;

describe("the calendar of a cron trigger", () => {
  const triggers: [string, CronTrigger, number][] = [
    [
      "office hours over the end of daylight saving",
      { start: "0 8 * * 1-5", end: "30 17 * * 1-5", timezone: "Europe/Berlin", desiredReplicas: 4 },
      Date.UTC(2026, 9, 22, 5, 17),
    ],
    [
      "office hours over the start of daylight saving",
      { start: "0 2 * * *", end: "0 3 * * *", timezone: "America/New_York", desiredReplicas: 2 },
      Date.UTC(2026, 2, 5),
    ],
    [
      "every hour",
      { start: "10 * * * *", end: "25 * * * *", timezone: "UTC", desiredReplicas: 7 },
      Date.UTC(2026, 0, 5, 0, 10),
    ],
    [
      "nights",
      { start: "0 22 * * *", end: "0 6 * * *", timezone: "Asia/Kolkata", desiredReplicas: 3 },
      Date.UTC(2026, 0, 5),
    ],
  ];
  for (const [title, trigger, startsAt] of triggers) {
    it(`says what the trigger says, at every change and between: ${title}`, () => {
      const calendar = new CronCalendar(trigger, startsAt, week);
      const changes = [0];
      for (let at = calendar.nextChange(0); at < week; at = calendar.nextChange(at))
        changes.push(at);
      assert.ok(changes.length > 10);
      const moments = changes.flatMap((at) => [at - 1, at, at + 1, at + 777]);
      for (const now of moments.filter((at) => at >= 0 && at < week))
        assert.deepEqual(calendar.at(now), queryCron(trigger, startsAt + now * 1000), `at ${now}`);
    });
  }

  it("misses no change", () => {
    const trigger = {
      start: "*/20 * * * *",
      end: "5 * * * *",
      timezone: "UTC",
      desiredReplicas: 2,
    };
    const startsAt = Date.UTC(2026, 0, 5);
    const calendar = new CronCalendar(trigger, startsAt, 7200);
    for (let now = 0; now < 7200; now += 30)
      assert.deepEqual(calendar.at(now), queryCron(trigger, startsAt + now * 1000), `at ${now}`);
    assert.equal(calendar.nextChange(7000), Infinity);
  });
});
