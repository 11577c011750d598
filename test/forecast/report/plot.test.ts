import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { plotText } from "../../../forecast/report/plot";
import { madeForecast } from "../../support/made-forecast";
import { smallForecast } from "../../support/small-forecast";

const plain = (forecast: Parameters<typeof plotText>[0]): string[] =>
  stripVTControlCharacters(plotText(forecast)).split("\n");

describe("plotText()", () => {
  it("draws traffic, replicas and wait of a small forecast, with marks", () => {
    assert.deepEqual(plain(smallForecast()), [
      "            messages a second",
      "        10 ┤                     █████████████████████                                          ",
      "           ┤                     █████████████████████                                          ",
      "           ┤                     ██████████████████████████████████████████▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅",
      "         0 ┤▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆███████████████████████████████████████████████████████████████",
      "            replicas, of 5 allowed",
      "         3 ┤                     ██████████████████████████████████████████                     ",
      "           ┤                     ██████████████████████████████████████████                     ",
      "           ┤▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃██████████████████████████████████████████▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃",
      "         0 ┤████████████████████████████████████████████████████████████████████████████████████",
      "     at cap                      ▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲",
      "            longest wait",
      "  1 m 20 s ┤                     █████████████████████                                          ",
      "           ┤                     █████████████████████                                          ",
      "           ┤                     █████████████████████                                          ",
      "       0 s ┤▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█████████████████████▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
      "   over SLO                      ▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲▲",
      "            day 1                00:15                00:30                00:45",
    ]);
  });

  it("draws a week in 96 columns with its days", () => {
    const lines = plain(madeForecast());
    assert.ok(lines.every((line) => line.length <= 96));
    assert.equal(lines.length, 3 * 5 + 2 + 1);
    assert.deepEqual(
      lines.at(-1)?.trim().split(/ {2,}/),
      [1, 2, 3, 4, 5, 6, 7].map((day) => `day ${day}`),
    );
  });

  it("shows a single step above zero in a week of nothing", () => {
    const forecast = smallForecast();
    const [ask, sum] = forecast.outcome.series.services;
    const arrivals = new Float32Array(2016);
    arrivals[1000] = 0.001;
    arrivals[1500] = 400;
    const quiet = new Float32Array(2016);
    const lines = plain({
      ...forecast,
      outcome: {
        ...forecast.outcome,
        series: {
          ...forecast.outcome.series,
          services: [ask, sum].map((one, i) => ({
            ...one!,
            ...{ backlog: quiet, wait: quiet, replicas: quiet },
            arrivals: i === 0 ? arrivals : quiet,
          })),
        },
      },
    });
    const row = lines[4]!.slice(12);
    assert.equal(row.indexOf("▁"), Math.floor((1000 * 84) / 2016));
    assert.equal(row.indexOf("█"), Math.floor((1500 * 84) / 2016));
  });

  it("says so when there is nothing to draw", () => {
    const forecast = madeForecast({ days: 0 });
    assert.deepEqual(plain(forecast), ["no time to draw"]);
  });
});
