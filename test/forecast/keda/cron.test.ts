import assert from "node:assert/strict";
import { queryCron } from "../../../forecast/keda/cron";

const office = {
  start: "0 8 * * 1-5",
  end: "0 18 * * 1-5",
  timezone: "Europe/Berlin",
  desiredReplicas: 5,
};
const night = { start: "0 22 * * *", end: "0 6 * * *", timezone: "UTC", desiredReplicas: 3 };

describe("the cron scaler", () => {
  const table: [string, typeof office, string, number, boolean][] = [
    ["before the window", office, "2026-01-05T06:59:59Z", 1, false],
    ["from its first second, in its own time zone", office, "2026-01-05T07:00:00Z", 5, true],
    ["at its end", office, "2026-01-05T17:00:00Z", 1, false],
    ["on a day without", office, "2026-01-04T10:00:00Z", 1, false],
    ["over midnight", night, "2026-01-05T02:00:00Z", 3, true],
    ["by day", night, "2026-01-05T12:00:00Z", 1, false],
  ];
  for (const [title, trigger, at, value, active] of table) {
    it(title, () => assert.deepEqual(queryCron(trigger, Date.parse(at)), { value, active }));
  }
});
