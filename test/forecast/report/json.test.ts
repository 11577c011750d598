import assert from "node:assert/strict";
import { forecastJson } from "../../../forecast/report/json";
import { smallForecast } from "../../support/small-forecast";

const bill = (usd: number, monthly: number, perThousand: number, saving: number) => ({
  usd,
  monthlyUsd: monthly,
  usdPerThousandMessages: perThousand,
  savingAgainstStatic: saving,
});

describe("forecastJson()", () => {
  const json = JSON.parse(JSON.stringify(forecastJson(smallForecast()))) as Record<string, any>;

  it("has these keys and no others", () => {
    assert.deepEqual(Object.keys(json), [
      ...["subject", "traffic", "seed", "seconds", "kept", "breaches", "wait", "services"],
      ...["cost", "alternatives", "assumptions", "notModelled"],
    ]);
  });

  it("holds services with null for what is not known or never ends", () => {
    assert.deepEqual(json["services"][1], {
      name: "chat/sum",
      messages: 10_000,
      wait: { p50: 2, p95: 50, p99: 74, max: null },
      sloSeconds: 60,
      late: 400,
      unserved: 1,
      maxBacklog: 90,
      coldStarts: 2,
      cutOff: 3,
      replicas: { mean: 0.5, max: 1, cap: 1 },
      pendingSeconds: 90,
      unplaceable: "m6i.large has 2 cores, a replica asks for 4",
    });
    assert.equal(json["services"][0].unplaceable, null);
    assert.equal(forecastJson(smallForecast()).services[1]?.wait.max, null);
  });

  it("bills alternatives by the month, the thousand messages and against static peak", () => {
    const rounded = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (_, v: unknown) =>
        typeof v === "number" ? Number(v.toPrecision(10)) : v,
      );
    const [own, peak, ideal] = rounded(json["alternatives"]) as Record<string, unknown>[];
    const wait = { p50: 0.4, p95: 6, p99: 21, max: 80 };
    const about = "as it stands";
    assert.deepEqual(own, { name: "as configured", about, wait, ...bill(0.4, 292, 0.01, 0.75) });
    assert.equal(peak?.["savingAgainstStatic"], 0);
    assert.deepEqual([ideal?.["wait"], ideal?.["monthlyUsd"]], [null, 219]);
    assert.deepEqual(rounded(json["cost"]), {
      ...bill(0.4, 292, 0.01, 0.75),
      parts: [
        { part: "control plane", kind: "control plane", usd: 0.1, monthlyUsd: 73 },
        { part: "m6i.large (workers)", kind: "nodes", usd: 0.3, monthlyUsd: 219 },
      ],
    });
  });

  it("says null where nothing arrived or nothing is compared", () => {
    const forecast = smallForecast();
    const services = forecast.outcome.services.map((one) => ({ ...one, messages: 0, late: 0 }));
    const { cost } = forecastJson({
      ...forecast,
      outcome: { ...forecast.outcome, services },
      alternatives: forecast.alternatives.slice(0, 1),
    });
    assert.equal(cost.usdPerThousandMessages, null);
    assert.equal(cost.savingAgainstStatic, null);
  });

  it("keeps promises only without a breach", () => {
    assert.equal(json["kept"], false);
    assert.equal(forecastJson({ ...smallForecast(), breaches: [] }).kept, true);
  });

  it("adds every step of time when asked", () => {
    const { series } = JSON.parse(
      JSON.stringify(forecastJson(smallForecast(), { series: true })),
    ) as Record<string, any>;
    assert.equal(series.stepSeconds, 900);
    assert.deepEqual(series.services[1], {
      name: "chat/sum",
      cap: 1,
      arrivalsPerSecond: [1, 2, 3, 4],
      backlog: [0, 90, 5, 1],
      waitSeconds: [0, 74, 10, 1],
      replicas: [0, 1, 1, 0],
    });
    assert.deepEqual(series.nodes, [{ group: "workers", count: [1, 2, 2, 1] }]);
    assert.deepEqual(series.usdPerHour, [0.25, 0.5, 0.5, 0.25]);
  });
});
