import assert from "node:assert/strict";
import fc from "fast-check";
import {
  countText,
  durationText,
  numberText,
  percentText,
  usdText,
} from "../../../forecast/report/units";

const durations: [number, string][] = [
  [0, "0 s"],
  [0.04, "0 s"],
  [0.05, "0.1 s"],
  [12.44, "12.4 s"],
  [59.94, "59.9 s"],
  [59.95, "1 m"],
  [80, "1 m 20 s"],
  [119.6, "2 m"],
  [3599.4, "59 m 59 s"],
  [3599.5, "1 h"],
  [7500, "2 h 5 m"],
  [86_369, "23 h 59 m"],
  [86_370, "1 d"],
  [273_600, "3 d 4 h"],
  [604_800, "7 d"],
  [Infinity, "never"],
  [NaN, "–"],
];

const dollars: [number, string][] = [
  [0, "$0.00"],
  [0.04213, "$0.0421"],
  [0.042, "$0.0420"],
  [0.8, "$0.800"],
  [0.994, "$0.994"],
  [0.995, "$0.99"],
  [12.3, "$12.30"],
  [99.99, "$99.99"],
  [99.995, "$100"],
  [1234.5, "$1,235"],
  [-3.5, "-$3.50"],
  [NaN, "–"],
];

const counts: [number, string][] = [
  [0, "0"],
  [12_345, "12,345"],
  [99_999, "99,999"],
  [100_000, "100 k"],
  [999_499, "999 k"],
  [999_500, "1 M"],
  [1_234_567, "1.23 M"],
  [2_500_000_000, "2.5 G"],
];

const shares: [number, string][] = [
  [0, "0 %"],
  [0.00003, "<0.01 %"],
  [-0.00003, "-<0.01 %"],
  [0.0003, "0.03 %"],
  [0.0094, "0.94 %"],
  [0.041, "4.1 %"],
  [0.0996, "10 %"],
  [0.83, "83 %"],
  [0.994, "99 %"],
  [0.9999, ">99 %"],
  [1, "100 %"],
  [-0.5, "-50 %"],
  [NaN, "–"],
];

describe("units of a report", () => {
  const tables: [string, (value: number) => string, [number, string][]][] = [
    ["durations", durationText, durations],
    ["dollars", usdText, dollars],
    ["counts", countText, counts],
    ["shares", percentText, shares],
    [
      "numbers",
      numberText,
      [
        [0.4249, "0.425"],
        [12.44, "12.4"],
        [1234, "1,230"],
        [Infinity, "–"],
      ],
    ],
  ];
  for (const [title, text, rows] of tables) {
    for (const [value, expected] of rows) {
      it(`says ${value} of ${title} as ${expected}`, () => assert.equal(text(value), expected));
    }
  }

  it("says durations within half of what it leaves out", () => {
    const scale: Record<string, number> = { d: 86_400, h: 3600, m: 60, s: 1 };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (seconds) => {
        const parts = durationText(seconds).split(" ");
        let said = 0;
        for (let i = 0; i < parts.length; i += 2) said += Number(parts[i]) * scale[parts[i + 1]!]!;
        const slack = seconds < 60 ? 0.05 : seconds < 3600 ? 0.5 : seconds < 86_400 ? 30 : 1800;
        assert.ok(Math.abs(said - seconds) <= slack + 1e-6, `${seconds}: ${parts.join(" ")}`);
      }),
    );
  });
});
