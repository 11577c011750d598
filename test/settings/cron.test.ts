import assert from "node:assert/strict";
import { cronFault, neverFires, shortestWindowSeconds } from "../../settings/cron";
import { isTimeZone, timeZoneHint } from "../../settings/time-zone";

describe("cronFault()", () => {
  for (const text of [
    "0 8 * * 1-5",
    "*/15 * * * *",
    "0,30 8-18/2 1,15 JAN-MAR mon",
    "  5  4 ? * *  ",
    "0 0 31 2 *",
  ]) {
    it(`takes ${JSON.stringify(text)}`, () => assert.equal(cronFault(text), undefined));
  }

  const refused: [string, string][] = [
    ["@daily", '"@daily", a descriptor'],
    ["", "0 fields"],
    ["0 0 8 * * *", "6 fields"],
    ["60 8 * * *", '"60" as minute, which is not within 0 and 59'],
    ["0 8 * * 7", '"7" as day of week, which is not within 0 and 6'],
    ["0 8 0 * *", '"0" as day of month, which is not within 1 and 31'],
    ["0 8 * 13 *", '"13" as month, which is not within 1 and 12'],
    ["30-10 8 * * *", '"30-10" as minute, a range that runs backwards'],
    ["*/0 8 * * *", '"*/0" as minute, a step of 0'],
    ["0 8 L * *", '"L" as day of month, which cannot be read'],
    ["0 8 * * 1-2-3", '"1-2-3" as day of week, which cannot be read'],
    ["1,,2 8 * * *", '"" as minute, which cannot be read'],
  ];
  for (const [text, fault] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(cronFault(text), fault));
  }
});

describe("neverFires()", () => {
  const table: [string, string | undefined][] = [
    ["0 0 31 2 *", "a day that no such month has"],
    ["0 0 30,31 2 *", "a day that no such month has"],
    ["0 0 31 4-4 *", "a day that no such month has"],
    ["0 0 29 2 *", "a day that only leap years have"],
    ["0 0 28-31 2 *", undefined],
    ["0 0 31 2,3 *", undefined],
    // With a day of the week, either of the two will do.
    ["0 0 31 2 1", undefined],
    ["0 0 31 * *", undefined],
  ];
  for (const [text, why] of table) {
    it(`of ${text} is ${why ?? "not so"}`, () => assert.equal(neverFires(text), why));
  }
});

describe("shortestWindowSeconds()", () => {
  const table: [string, string, string, number | undefined][] = [
    ["0 8 * * *", "0 18 * * *", "Europe/Berlin", 36000],
    ["0 22 * * *", "0 6 * * *", "UTC", 28800],
    ["0 8 * * 1-5", "5 8 * * *", "Asia/Tokyo", 300],
    ["0 8 * * *", "nonsense", "UTC", undefined],
  ];
  for (const [start, end, zone, seconds] of table) {
    it(`from ${start} to ${end} in ${zone} is ${seconds}`, () =>
      assert.equal(shortestWindowSeconds(start, end, zone), seconds));
  }
});

describe("isTimeZone()", () => {
  for (const zone of [
    "Europe/Berlin",
    "America/Argentina/Buenos_Aires",
    "America/Port-au-Prince",
    "Asia/Kolkata",
    "Asia/Calcutta",
    "US/Eastern",
    "Etc/GMT+1",
    "UTC",
    "EST5EDT",
  ]) {
    it(`takes ${zone}`, () => assert.equal(isTimeZone(zone), true));
  }
  for (const zone of [
    "EST5",
    "Berlin",
    "europe/berlin",
    "EUROPE/BERLIN",
    "+01:00",
    "Local",
    "",
    "Europe/Atlantis",
  ]) {
    it(`refuses ${JSON.stringify(zone)}`, () => assert.equal(isTimeZone(zone), false));
  }
  it("hints at the zone of a place", () => {
    assert.equal(timeZoneHint("berlin"), 'did you mean "Europe/Berlin"?');
    assert.equal(timeZoneHint("New York"), 'did you mean "America/New_York"?');
  });
});
