import assert from "node:assert/strict";
import { lateShare, missesSlo, remarks, tightest, verdict } from "../../../forecast/report/verdict";
import { smallForecast } from "../../support/small-forecast";

const forecast = smallForecast();
const [ask, sum] = forecast.outcome.services;

describe("verdict()", () => {
  const breach = forecast.breaches[0]!;
  const without = {
    ...forecast.outcome,
    services: forecast.outcome.services.map((one) => ({ ...one, sloSeconds: undefined })),
  };
  const rows: [string, Partial<typeof forecast>, boolean][] = [
    ["breaks 1 promise", {}, false],
    ["breaks 2 promises", { breaches: [breach, breach] }, false],
    ["keeps every promise", { breaches: [] }, true],
    ["breaks no promise, but no service has an SLO", { breaches: [], outcome: without }, true],
  ];
  for (const [text, change, kept] of rows) {
    it(`says: ${text}`, () =>
      assert.deepEqual(verdict({ ...forecast, ...change }), { kept, text }));
  }
});

describe("missesSlo()", () => {
  const rows: [number, number | undefined, boolean | undefined][] = [
    [30, 30, false],
    [30.01, 30, true],
    [Infinity, 30, true],
    [NaN, 30, true],
    [1e9, undefined, undefined],
  ];
  for (const [p99, sloSeconds, expected] of rows) {
    it(`is ${expected} at ${p99} of ${sloSeconds}`, () =>
      assert.equal(missesSlo({ ...ask!, wait: { ...ask!.wait, p99 }, sloSeconds }), expected));
  }
});

describe("tightest()", () => {
  it("is the service with the largest part of its SLO used", () => {
    assert.equal(tightest([ask!, sum!]), sum);
    assert.equal(tightest([sum!, ask!]), sum);
    // 21 of 30 is more than 74 of 600.
    assert.equal(tightest([ask!, { ...sum!, sloSeconds: 600 }]), ask);
  });

  it("is nobody without an SLO", () =>
    assert.equal(tightest([{ ...ask!, sloSeconds: undefined }]), undefined));
});

describe("lateShare()", () => {
  it("is of all messages, 0 without any and undefined without an SLO", () => {
    assert.equal(lateShare(sum!), 0.04);
    assert.equal(lateShare({ ...sum!, messages: 0, late: 0 }), 0);
    assert.equal(lateShare({ ...sum!, sloSeconds: undefined }), undefined);
  });
});

describe("remarks()", () => {
  it("says nothing of a service that has nothing", () => assert.deepEqual(remarks(ask!), []));

  it("says nothing of messages that are on their way at the end", () =>
    assert.deepEqual(remarks({ ...ask!, unserved: 3 }), []));

  it("counts one as one", () => {
    const wait = { ...ask!.wait, max: Infinity };
    const one = { ...ask!, wait, unserved: 1, cutOff: 1 };
    assert.deepEqual(remarks(one), [
      "1 message still waited at the end",
      "1 replica ended at work: the grace period is too short",
    ]);
  });
});
