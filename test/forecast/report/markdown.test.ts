import assert from "node:assert/strict";
import { forecastMarkdown } from "../../../forecast/report/markdown";
import { smallForecast } from "../../support/small-forecast";

describe("forecastMarkdown()", () => {
  it("says everything of a small forecast", () => {
    assert.deepEqual(forecastMarkdown(smallForecast()).split("\n"), [
      "### ❌ dev breaks 1 promise",
      "",
      "**$292 a month** · 75 % less than static peak · $0.0100 per 1,000 messages · p99 wait **21 s**  ",
      "<sub>daily wave, 1 h, seed 7</sub>",
      "",
      "- ❌ services\\[1\\].slo.waitSeconds: expected at most 60 s, got 1 m 14 s: raise maxReplicaCount",
      "",
      "| Service | Messages | Wait p50 | p95 | p99 | Max | SLO | Late | Replicas | Cold starts |",
      "| :-- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
      "| ✅ chat/ask | 30,000 | 0.4 s | 6 s | 21 s | 1 m 20 s | 30 s | 0.03 % | 1.5 / 2 / 4 | 0 |",
      "| ❌ chat/sum | 10,000 | 2 s | 50 s | **1 m 14 s** | never | 1 m | 4 % | 0.5 / 1 / 1 | 2 |",
      "",
      "<sub>Replicas: mean / most / cap.</sub>",
      "",
      "- ⚠️ chat/sum: no node group can take a replica: m6i.large has 2 cores, a replica asks for 4",
      "- ⚠️ chat/sum: 1 message still waited at the end",
      "- ⚠️ chat/sum: 3 replicas ended at work: the grace period is too short",
      "- ⚠️ chat/sum: replicas waited 1 m 30 s for nodes, added up",
      "",
      "<details><summary>Against other ways to run it</summary>",
      "",
      "| Alternative | A month | Per 1,000 messages | Wait p99 | Saves against static |",
      "| :-- | --: | --: | --: | --: |",
      "| as configured<br><sub>as it stands</sub> | $292 | $0.0100 | 21 s | 75 % |",
      "| static peak<br><sub>always the most</sub> | $1,168 | $0.0400 | 0.2 s | 0 % |",
      "| ideal<br><sub>never waits</sub> | $219 | $0.00750 | – | 81 % |",
      "",
      "</details>",
      "",
      "<details><summary>Cost by part</summary>",
      "",
      "| Part | A month (730 h) |",
      "| :-- | --: |",
      "| m6i.large (workers)<br><sub>nodes</sub> | $219 |",
      "| control plane | $73.00 |",
      "| **All** | **$292** |",
      "",
      "</details>",
      "",
      "<details><summary>Assumptions</summary>",
      "",
      "- a node starts in 60 s",
      "",
      "</details>",
      "",
      "<details><summary>Not modelled</summary>",
      "",
      "- throttling",
      "",
      "</details>",
      "",
    ]);
  });

  it("lets no name, path or text become markup, a cell of its own or a mention", () => {
    const forecast = smallForecast();
    const [first] = forecast.outcome.services;
    const text = forecastMarkdown({
      ...forecast,
      subject: "a|b\n# c",
      outcome: { ...forecast.outcome, services: [{ ...first!, name: "</details>|`@team`_x_" }] },
      assumptions: ["<script>alert(1)</script> [a](b)"],
    });
    const lines = text.split("\n");
    const [heading] = lines;
    const row = lines.find((line) => line.startsWith("| ✅"));
    assert.equal(heading, "### ❌ a\\|b \\# c breaks 1 promise");
    assert.equal(row?.split(" | ")[0], "| ✅ &lt;/details&gt;\\|\\`@<!-- -->team\\`\\_x\\_");
    assert.ok(text.includes("- &lt;script&gt;alert(1)&lt;/script&gt; \\[a\\](b)"));
  });

  it("stays below what a comment on GitHub may hold, with fifty services", () => {
    const forecast = smallForecast();
    const [first] = forecast.outcome.services;
    const services = Array.from({ length: 50 }, () => first!);
    const text = forecastMarkdown({ ...forecast, outcome: { ...forecast.outcome, services } });
    assert.ok(text.length < 65_536, String(text.length));
  });
});
