import assert from "node:assert/strict";
import type { SizeReport } from "../../../forecast/forecast";
import { forecastHtml } from "../../../forecast/report/html";
import { forecastMarkdown } from "../../../forecast/report/markdown";
import { sizeLines } from "../../../forecast/report/size";
import { tableText } from "../../../forecast/report/table";
import { smallForecast } from "../../support/small-forecast";

const p99 = { service: "chat/ask", from: 31, to: 22 };
const steps: SizeReport["steps"] = [
  { path: "services[0].scaling.minReplicaCount", from: "0", to: "1", monthlyUsd: 12.4, p99 },
  {
    ...{ path: "kafka.topics[0].partitions", from: "6", to: "12", note: "it stays" },
    ...{ monthlyUsd: -3, p99: { service: null, from: 22, to: Infinity } },
  },
];

function lines(change: Partial<SizeReport> = {}): string[] {
  // Ten dollars for the hour that was simulated.
  const configured = { usd: 10, breaches: [] };
  const report: SizeReport = { steps, simulations: 9, complete: true, configured, ...change };
  return sizeLines({ ...smallForecast(), size: report });
}

describe("what to change", () => {
  it("is a line a setting, with the gain of each and of all", () => {
    const [first, second, all] = lines();
    assert.equal(
      first,
      "services[0].scaling.minReplicaCount: 0 -> 1   +$12.40 a month, p99 31 s -> 22 s",
    );
    assert.match(second ?? "", /^kafka\.topics\[0\]\.partitions: 6 -> 12 {3}-\$3\.00 a month, /);
    assert.match(second ?? "", /\(it stays\)$/);
    assert.match(all ?? "", /^all: \$7,300 -> \$[\d,.]+ a month, 0 -> \d+ promises broken \(9 sim/);
  });

  it("says when the search was ended, and when nothing is better", () => {
    assert.match(
      lines({ complete: false }).join("\n"),
      /the number of simulations ended the search/,
    );
    assert.deepEqual(lines({ steps: [] }), [
      "nothing: no setting that was tried is better (9 simulations; nothing else that was tried is better)",
    ]);
    assert.deepEqual(sizeLines(smallForecast()), []);
  });

  it("says where nothing is billed that nothing was saved", () => {
    const unbilled = { usd: 0, breaches: [] };
    const free = /^nothing of this stack is billed, .* could be spared were not$/;
    const [first, second, ...others] = lines({ steps: [], simulations: 1, configured: unbilled });
    assert.equal(first, "nothing: every promise is kept");
    assert.match(second ?? "", free);
    assert.deepEqual(others, []);
    const broken = { usd: 0, breaches: smallForecast().breaches };
    const tried = lines({ steps: [], simulations: 1, configured: broken });
    assert.match(tried[0] ?? "", /^nothing: no setting that was tried is better \(1 simulation; /);
    assert.match(tried[1] ?? "", free);
    assert.match(lines({ configured: broken }).at(-2) ?? "", free);
  });

  it("stands in the table, on the page and in the comment of a pull request", () => {
    const configured = { usd: 10, breaches: [] };
    const size: SizeReport = { steps, simulations: 9, complete: true, configured };
    const forecast = { ...smallForecast(), size };
    const none = { plotScript: "", plotStyle: "", pageScript: "", pageStyle: "" };
    const page = forecastHtml(forecast, none);
    assert.match(page, /<h2>What to change<\/h2>/);
    for (const text of [tableText(forecast), forecastMarkdown(forecast), page])
      assert.match(text.replace(/\s+/g, " "), /minReplicaCount: 0 -(>|&gt;) 1/);
  });
});
