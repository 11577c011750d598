import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import type { Forecast } from "../../../forecast/forecast";
import { columns } from "../../../forecast/report/columns";
import { tableText } from "../../../forecast/report/table";
import { wrap } from "../../../forecast/report/wrap";
import { madeForecast } from "../../support/made-forecast";
import { smallForecast } from "../../support/small-forecast";

const plain = (forecast: Parameters<typeof tableText>[0]): string[] =>
  stripVTControlCharacters(tableText(forecast)).split("\n");

describe("tableText()", () => {
  it("says everything of a small forecast", () => {
    assert.deepEqual(plain(smallForecast()), [
      "✗ dev breaks 1 promise (daily wave, 1 h, seed 7)",
      "",
      "   service  messages  wait p50   p95       p99       max   SLO    late  replicas  cold",
      "✓  ask        30,000     0.4 s   6 s      21 s  1 m 20 s  30 s  0.03 %   1.5/2/4     0",
      "✗  sum        10,000       2 s  50 s  1 m 14 s     never   1 m     4 %   0.5/1/1     2",
      "   ✗ p99 beyond the SLO; replicas: mean/most/cap; cold: starts from zero",
      "",
      "  ! sum: no node group can take a replica: m6i.large has 2 cores, a replica asks for 4",
      "  ! sum: 1 message still waited at the end",
      "  ! sum: 3 replicas ended at work: the grace period is too short",
      "  ! sum: replicas waited 1 m 30 s for nodes, added up",
      "",
      "  alternative    a month  per 1,000  wait p99  saves",
      "  as configured     $292    $0.0100      21 s   75 %  as it stands",
      "  static peak     $1,168    $0.0400     0.2 s    0 %  always the most",
      "  ideal             $219   $0.00750         –   81 %  never waits",
      "",
      "  cost                                of 730 hours  share",
      "  m6i.large (workers)  nodes                  $219   75 %",
      "  control plane        control plane        $73.00   25 %",
      "  all                                         $292",
      "",
      "Breaches",
      "  ✗ services[1].slo.waitSeconds: expected at most 60 s, got 1 m 14 s: raise maxReplicaCount",
      "",
      "Assumptions",
      "  - a node starts in 60 s",
      "",
      "Not modelled",
      "  - throttling",
    ]);
  });

  it("has a tick and no breach when every promise is kept", () => {
    const forecast = { ...smallForecast(), breaches: [] };
    assert.equal(plain(forecast)[0], "✓ dev keeps every promise (daily wave, 1 h, seed 7)");
    assert.ok(!plain(forecast).includes("Breaches"));
  });

  it("has no bill where nothing is billed", () => {
    const bill = (cost: Forecast["cost"]) =>
      plain({ ...smallForecast(), cost }).some((line) => line.includes("of 730 hours"));
    assert.deepEqual([bill(smallForecast().cost), bill([])], [true, false]);
  });

  it("stays within 100 columns whatever services are called", () => {
    const name = fc.string({ unit: fc.constantFrom(..."abcdef/-"), maxLength: 70 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 3, maxLength: 3 }), (names) => {
        for (const line of plain(madeForecast({ names, days: 1 }))) {
          assert.ok(line.length <= 100, `${line.length}: ${line}`);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("keeps both ends of a name that is too long", () => {
    const names = ["a", "b", "c"].map(
      (end) => `team-with-a-long-name/${"service-".repeat(4)}${end}`,
    );
    const rows = plain(madeForecast({ names, days: 1 })).slice(3, 6);
    for (const [i, row] of rows.entries()) {
      assert.match(row, new RegExp(`^. {2}service-\\S+…\\S+-${"abc"[i]} `));
    }
  });

  for (const names of [
    ["a/x", "b/x", "b/y"],
    ["ask", "sum", "day"],
  ]) {
    it(`names ${names.join(", ")} in full: they share no namespace`, () => {
      const rows = plain(madeForecast({ names, days: 1 })).slice(3, 6);
      assert.deepEqual(
        rows.map((row) => row.slice(3, 6)),
        names,
      );
    });
  }
});

describe("columns()", () => {
  it("leans cells and paints them at their width", () => {
    const paint = (text: string): string => `<${text}>`;
    const rows = [
      [{ text: "a" }, { text: "1", paint }],
      [{ text: "long", paint }, { text: "100" }],
    ];
    assert.deepEqual(columns(rows, ["left", "right"], { width: 80, shrink: 0 }), [
      "a       <1>",
      "<long>  100",
    ]);
  });
});

describe("wrap()", () => {
  it("loses no word and passes the width only for a word that is longer", () => {
    const word = fc.string({ unit: fc.constantFrom(..."ab"), minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        const rows = wrap(words.join(" "), 10);
        assert.equal(rows.join(" "), words.join(" "));
        for (const row of rows) assert.ok(row.length <= 10 || !row.includes(" "), row);
      }),
    );
  });
});
