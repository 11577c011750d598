import assert from "node:assert/strict";
import fc from "fast-check";
import { means, peaks } from "../../../forecast/report/downsample";
import { pageData } from "../../../forecast/report/page-data";
import { madeForecast } from "../../support/made-forecast";
import { smallForecast } from "../../support/small-forecast";

const numbers = fc.array(fc.float({ min: 0, max: 1000, noNaN: true }), { minLength: 1 });

describe("peaks()", () => {
  it("keeps the largest value of every group", () => {
    assert.deepEqual([...peaks(Float32Array.of(1, 5, 2, 2, 7), 2)], [5, 2, 7]);
  });

  it("never loses the largest value of all", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 20 }), (values, factor) => {
        const all = Float32Array.from(values);
        assert.equal(Math.max(...peaks(all, factor)), Math.max(...all));
      }),
    );
  });
});

describe("means()", () => {
  it("weighs the last, smaller group by itself", () => {
    assert.deepEqual([...means(Float32Array.of(1, 5, 2, 2, 7), 2)], [3, 2, 7]);
  });
});

describe("pageData()", () => {
  it("holds all services together first, with the wait of the slowest and the strictest SLO", () => {
    const { json, stepSeconds } = pageData(smallForecast(), 1e6);
    assert.equal(stepSeconds, 900);
    const { views, ...rest } = JSON.parse(json) as Record<string, any>;
    assert.deepEqual(views[0], {
      name: "all services",
      arrivals: [2, 10, 5, 4],
      backlog: [0, 130, 8, 1],
      wait: [1, 80, 10, 1],
      replicas: [1, 3, 3, 1],
      cap: 5,
      slo: 30,
    });
    assert.deepEqual(
      views.map(({ name, slo }: { name: string; slo: number }) => [name, slo]),
      [
        ["all services", 30],
        ["chat/ask", 30],
        ["chat/sum", 60],
      ],
    );
    assert.deepEqual(rest, {
      stepSeconds: 900,
      seconds: 3600,
      nodes: [{ group: "workers", count: [1, 2, 2, 1] }],
      usdPerHour: [0.25, 0.5, 0.5, 0.25],
    });
  });

  it("has no view of all for a single service, and null without an SLO", () => {
    const forecast = madeForecast({ services: 1, days: 1 });
    const services = forecast.outcome.services.map((one) => ({ ...one, sloSeconds: undefined }));
    const { json } = pageData({ ...forecast, outcome: { ...forecast.outcome, services } }, 1e6);
    const { views } = JSON.parse(json) as { views: { name: string; slo: number | null }[] };
    assert.deepEqual(
      views.map(({ name, slo }) => [name, slo]),
      [["chatbot/ai-chat-service", null]],
    );
  });

  it("takes the finest points that fit", () => {
    const forecast = madeForecast();
    const whole = pageData(forecast, 1e7);
    assert.equal(whole.stepSeconds, 300);
    assert.equal(pageData(forecast, whole.json.length).stepSeconds, 300);
    assert.equal(pageData(forecast, whole.json.length - 1).stepSeconds, 600);
    for (const budget of [100_000, 30_000, 5_000]) {
      assert.ok(pageData(forecast, budget).json.length <= budget, String(budget));
    }
  });
});
