import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Arrivals } from "../../../forecast/traffic/arrivals";
import { Random } from "../../../forecast/traffic/random";
import { readTrace, type TraceColumn, type TraceOptions } from "../../../forecast/traffic/trace";
import { needSharedData } from "../../support/shared-data";

function good(text: string, options?: TraceOptions): { columns: TraceColumn[]; notes: string[] } {
  const trace = readTrace(text, "t.csv", options);
  if ("faults" in trace) assert.fail(trace.faults.join("\n"));
  return trace;
}

function faults(text: string, options?: TraceOptions): string[] {
  const trace = readTrace(text, "t.csv", options);
  if ("columns" in trace) assert.fail("no faults");
  return trace.faults;
}

const only = (text: string, options?: TraceOptions) => good(text, options).columns[0]!.traffic;

describe("a trace: its unit", () => {
  const table: [string, string, number][] = [
    ["requests_per_second", "second", 6],
    ["rate", "second", 6],
    ["m-small:17", "second", 6],
    ["AAPL", "second", 6],
    ["req_per_min_mid", "second", 0.1],
    ["requests_per_minute", "second", 0.1],
    ["rpm_total", "second", 0.1],
    ["qps", "second", 6],
    ["requests_per_hour", "second", 6 / 3600],
    ["requests", "second", 0.6],
    ["count", "second", 0.6],
    ["message_count", "second", 0.6],
    ["requests", "minute", 0.01],
    ["rate", "minutes", 6],
  ];
  for (const [name, time, rate] of table)
    it(`${name} by ${time}`, () => {
      const { rates, windowSeconds } = only(`${time},${name}\n0,6\n10,12\n`);
      assert.equal(windowSeconds, time.startsWith("minute") ? 600 : 10);
      assert.equal(rates[0], rate);
      assert.equal(rates[1], 2 * rate);
    });

  it("is multiplied by the scale", () => {
    assert.deepEqual([...only("second,rate\n0,6\n10,12\n", { scale: 0.5 }).rates], [3, 6]);
  });
});

describe("a trace: its time", () => {
  const table: [string, string, string][] = [
    ["dates without a zone", "2026-03-29 01:58:00", "2026-03-29 02:00:30"],
    ["dates with and without a zone", "2026-03-29 01:58:00", "2026-03-29 02:00:30Z"],
    ["ISO 8601", "2026-03-29T01:58:00Z", "2026-03-29T04:00:30.000+02:00"],
    ["milliseconds since 1970", "1774749480000", "1774749630000"],
    ["seconds", "17.5", "167.5"],
  ];
  for (const [title, first, second] of table)
    it(`is read from ${title}`, () => {
      const { windowSeconds } = only(`timestamp,rate\n${first},1\n${second},2\n`);
      assert.equal(windowSeconds, 150);
    });

  it("is the median interval; rates go on and counts are 0 where no row is", () => {
    const { columns, notes } = good("time,rate,count\n0,1,60\n60,2,60\n118,3,60\n300,4,60\n");
    assert.deepEqual(
      columns.map(({ traffic }) => [...traffic.rates]),
      [
        [1, 2, 3, 3, 3, 4],
        [1, 1, 1, 0, 0, 1],
      ],
    );
    assert.equal(notes.length, 1);
    assert.match(notes[0]!, /^t.csv: 1 of 4 rows are not 60 s after the row before/);
  });

  it("is not the first interval", () => {
    const { windowSeconds, rates } = only("time,rate\n0,1\n50,2\n110,3\n170,4\n");
    assert.deepEqual([windowSeconds, [...rates]], [60, [1, 2, 3, 4]]);
  });

  it("crowded rows give the mean of rates and the sum of counts", () => {
    const { columns } = good("time,rate,count\n0,1,60\n60,2,60\n80,4,60\n140,5,60\n200,6,60\n");
    assert.deepEqual(
      columns.map(({ traffic }) => [...traffic.rates]),
      [
        [1, 3, 5, 6],
        [1, 2, 1, 1],
      ],
    );
  });

  it("is the same for a rate of which cells are missing, before and after", () => {
    const { columns } = good("second,a,b\n0,,1\n10,5,\n20,,3\n");
    assert.deepEqual(
      columns.map(({ traffic }) => [...traffic.rates]),
      [
        [5, 5, 5],
        [1, 1, 3],
      ],
    );
  });
});

describe("a trace: its columns", () => {
  const text = "second,requests,context_tokens,low\n0,1,50,1\n1,0,0,2\n";
  const names = (options?: TraceOptions, from = text) =>
    good(from, options).columns.map(({ name }) => name);
  it("are `requests` when there is one", () => assert.deepEqual(names(), ["requests"]));
  it("are those asked for", () => {
    assert.deepEqual(names({ columns: ["low", "context_tokens"] }), ["low", "context_tokens"]);
  });
  it("are all but tokens otherwise", () => {
    assert.deepEqual(names({}, text.replace("requests", "high")), ["high", "low"]);
  });
});

describe("a trace: its variation", () => {
  const counts = "second,requests\n0,1\n1,2\n2,0\n";
  const rates = "second,a,b\n0,1,2\n10,2,4\n";
  it("is 0 for counts of a second, else 1", () => {
    assert.equal(only(counts).variation, 0);
    assert.equal(only("second,rate\n0,1\n1,2\n").variation, 1);
    assert.equal(only("second,requests\n0,1\n2,2\n").variation, 1);
  });
  it("is a number that is told, for all", () => {
    assert.equal(only(counts, { variation: 1.5 }).variation, 1.5);
    assert.equal(only(rates, { variation: 0 }).variation, 0);
  });
  it("comes from a second file, by name", () => {
    const variation = { text: "second,b,c,a\n0,2.5,9,0\n10,3.5,9,0.5\n", source: "v.csv" };
    assert.deepEqual(
      good(rates, { variation }).columns.map(({ traffic }) => [...(traffic.variation as never)]),
      [
        [0, 0.5],
        [2.5, 3.5],
      ],
    );
  });
  it("has faults when the second file is another", () => {
    const variation = { text: "second,b\n0,2.5\n20,x\n40,1\n", source: "v.csv" };
    assert.deepEqual(faults(rates, { variation }), [
      'v.csv:1: expected a column "a", got b: did you mean "b"?',
      'v.csv:3: expected 0 or more in "b", got "x": correct it or leave it empty',
      "v.csv:1: expected 2 windows of 10 s, as the rates have, got 3 windows of 20 s: take the file beside it",
    ]);
  });
});

describe("a trace: its faults", () => {
  const table: [string, string, string[]][] = [
    [
      "no time column",
      "hours,a\n0,1\n1,2\n",
      [
        "t.csv:1: expected a column second, minute, time or timestamp, got hours, a: name the time column so",
      ],
    ],
    [
      "cells that are no numbers, all at once",
      "second,a,b\n0,1,-2\n1,x,2\n2,1e999,3\n",
      [
        't.csv:3: expected 0 or more in "a", got "x": correct it or leave it empty',
        't.csv:4: expected 0 or more in "a", got "1e999": correct it or leave it empty',
        't.csv:2: expected 0 or more in "b", got "-2": correct it or leave it empty',
      ],
    ],
    [
      "times that are none or go back",
      "second,a\n5,1\nx,2\n\n7,2\n6,2\n6,2\n",
      [
        't.csv:3: expected a second, got "x": write a number or YYYY-MM-DD HH:MM:SS',
        't.csv:6: expected a later time, got "6": sort the rows by time',
        't.csv:7: expected a later time, got "6": sort the rows by time',
      ],
    ],
    [
      "a time of day that does not exist",
      "time,a\n2026-01-01 25:00:00,1\n2026-01-02 00:00:00,1\n",
      [
        't.csv:2: expected a time, got "2026-01-01 25:00:00": write a number or YYYY-MM-DD HH:MM:SS',
      ],
    ],
    ["a single row", "second,a\n0,1\n", ["t.csv:1: expected two rows at least, got 1: add rows"]],
    [
      "rows closer than a second",
      "second,a\n0,1\n0.5,1\n1,1\n",
      ["t.csv:2: expected rows 1 s apart or more, got 0.5 s: add up the counts of a second"],
    ],
    [
      "rows with too many cells or too few",
      "second,a\n0,1,2\n1\n2,3\n",
      [
        "t.csv:2: expected 2 cells, got 3: give each column its cell",
        "t.csv:3: expected 2 cells, got 1: give each column its cell",
      ],
    ],
    [
      "names twice, names missing",
      "second,a,a,\n0,1,2,3\n1,1,2,3\n",
      [
        't.csv:1: expected different names, got "a" twice: rename one',
        "t.csv:1: expected a name for each column, got none for 4: name it",
      ],
    ],
    [
      "an empty column",
      "second,a,b\n0,1,\n1,1,\n",
      ['t.csv:1: expected numbers in "b", got none: leave the column out'],
    ],
    [
      "nothing but tokens",
      "second,tokens\n0,1\n1,1\n",
      ["t.csv:1: expected a column of rates or counts, got tokens: add one"],
    ],
  ];
  for (const [title, text, expected] of table)
    it(title, () => assert.deepEqual(faults(text), expected));

  it("an empty file", () => assert.match(faults("")[0]!, /^t.csv:1: expected a time column and/));

  it("a quote that never ends", () => {
    assert.match(faults('second,a\n0,"1\n1,2\n')[0]!, /^t.csv:2: expected quotes in pairs/);
  });

  it("a column that does not exist, with the one that was meant", () => {
    assert.deepEqual(
      faults("minute,req_per_min_mid,x\n0,1,1\n1,1,1\n", { columns: ["req_per_min_mi"] }),
      [
        't.csv:1: expected a column "req_per_min_mi", got req_per_min_mid, x: did you mean "req_per_min_mid"?',
      ],
    );
  });

  it("twenty at most, and how many more", () => {
    const rows = Array.from({ length: 30 }, (_, second) => `${second},x`);
    const found = faults(`second,a\n${rows.join("\n")}\n`);
    assert.deepEqual([found.length, found.at(-1)], [21, "t.csv: and 10 more"]);
  });
});

it("a trace may have semicolons, quotes, a byte order mark, blanks and line ends of Windows", () => {
  const text = '\uFEFF"second"; rate ;"note"\r\n0; 1;"two\r\nlines"\r\n\r\n10;"2";\r\n';
  const { columns } = good(text, { columns: ["rate"] });
  assert.deepEqual([...columns[0]!.traffic.rates], [1, 2]);
  assert.match(faults(text.replace('"2"', "two"), { columns: ["rate"] })[0]!, /^t.csv:5: .*"two"/);
});

describe("the recorded traces", () => {
  const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");

  it("are all readable", function () {
    const folder = needSharedData(this, "traces");
    const files = readdirSync(folder).filter((file) => file.endsWith(".csv"));
    assert.ok(files.length >= 8);
    for (const file of files) {
      const trace = readTrace(read(folder, file), file);
      if ("faults" in trace) assert.fail(trace.faults.join("\n"));
      for (const { traffic } of trace.columns)
        assert.ok(traffic.rates.every(Number.isFinite) && traffic.windowSeconds >= 1, file);
    }
  });

  it("of seconds come out request by request", function () {
    const folder = needSharedData(this, "traces");
    const text = read(folder, "azure-llm-2023-conv-1s.csv");
    const written = text
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => Number(line.split(",")[1]));
    const traffic = only(text);
    const counts = new Array<number>(written.length).fill(0);
    const arrivals = new Arrivals(traffic, new Random(1, "conv"));
    for (; arrivals.time < counts.length; arrivals.next()) counts[arrivals.time] = arrivals.count;
    assert.deepEqual(counts, written);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      19_366,
    );
  });

  it("of 7.2 minutes have windows of 432 s and the messages of the week", function () {
    const folder = needSharedData(this, "traces");
    const file = "azure-llm-2024-code-7min-digitised.csv";
    const { windowSeconds, rates } = only(read(folder, file), { columns: ["req_per_min_mid"] });
    assert.deepEqual([windowSeconds, rates.length], [432, 1399]);
    const messages = rates.reduce((sum, rate) => sum + rate, 0) * windowSeconds;
    assert.ok(Math.abs(messages / 16_803_695 - 1) < 0.01, String(messages));
  });

  it("of 50 clients come with their variation", function () {
    const folder = needSharedData(this, "traces");
    const source = "servegen-50-clients-cv-10min.csv";
    const variation = { text: read(folder, source), source };
    const { columns, notes } = good(read(folder, "servegen-50-clients-rate-10min.csv"), {
      variation,
    });
    assert.deepEqual([columns.length, notes], [50, []]);
    const { name, traffic } = columns[0]!;
    assert.deepEqual(
      [name, traffic.windowSeconds, traffic.rates.length],
      ["m-small:17", 600, 2016],
    );
    assert.deepEqual(
      [traffic.rates.at(-1), (traffic.variation as Float64Array).at(-1)],
      [160.1, 1.2],
    );
  });
});
