import assert from "node:assert/strict";
import fc from "fast-check";
import { WaitHistogram } from "../../../forecast/world/wait-histogram";
import { ExactWaits } from "../reference/exact-waits";
import { compareWaits } from "./equality";

type Piece = [from: number, to: number, messages: number];

function filled(pieces: readonly Piece[]): WaitHistogram {
  const histogram = new WaitHistogram();
  for (const [from, to, messages] of pieces) histogram.add(from, to, messages);
  return histogram;
}

function exact(pieces: readonly Piece[]): ExactWaits {
  const waits = new ExactWaits();
  for (const [from, to, messages] of pieces) waits.add(from, to, messages);
  return waits;
}

const piece = fc
  .tuple(
    fc.double({ min: 0, max: 5000, noNaN: true }),
    fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 500, noNaN: true })),
    fc.double({ min: 0.01, max: 1000, noNaN: true }),
  )
  .map(([from, length, messages]): Piece => [from, from + length, messages]);

describe("the histogram of waits", () => {
  it("finds percentiles of an even flow where they are", () => {
    const waits = filled([[0, 10, 1000]]).waits();
    const expected = { p50: 5, p95: 9.5, p99: 9.9, max: 10 };
    for (const key of ["p50", "p95", "p99", "max"] as const)
      assert.ok(Math.abs(waits[key] - expected[key]) < 1e-9, `${key}: ${waits[key]}`);
  });

  it("is all 0 without a message", () => {
    assert.deepEqual(new WaitHistogram().waits(), { p50: 0, p95: 0, p99: 0, max: 0 });
    assert.equal(new WaitHistogram().longerThan(0), 0);
  });

  it("lets no messages be no wait", () => {
    assert.equal(filled([[500, 900, 0]]).waits().max, 0);
  });

  const late: [string, Piece[], number, number][] = [
    ["half of a flow", [[0, 60, 120]], 30, 60],
    ["none of a flow that ends there", [[0, 30, 120]], 30, 0],
    ["a flow that starts there", [[30, 60, 120]], 30, 120],
    ["a whole tenth", [[2, 3, 10]], 2.3, 7],
    [
      "of several flows",
      [
        [0, 60, 60],
        [29, 31, 4],
        [80, 90, 5],
      ],
      30,
      37,
    ],
    [
      "equal waits above",
      [
        [42, 42, 7],
        [1, 1, 9],
      ],
      30,
      7,
    ],
    ["beyond 100 s", [[200, 400, 200]], 300, 100],
  ];
  for (const [title, pieces, seconds, expected] of late) {
    it(`counts late messages: ${title}`, () => {
      // Above 100 s an evenly filled bin is 1 % wide, but its part is exact all the same.
      assert.ok(Math.abs(filled(pieces).longerThan(seconds) - expected) < 1e-9);
    });
  }

  it("tells waits of three years from longer ones", () => {
    const years = (count: number): number => count * 365 * 86_400;
    const waits = filled([
      [years(2), years(2), 2],
      [years(3), years(3), 97],
      [years(9), years(9), 1],
    ]).waits();
    assert.ok(Math.abs(waits.p50 / years(3) - 1) < 0.01, `${waits.p50 / years(1)} years`);
    assert.equal(waits.max, years(9));
  });

  it("counts waits beyond all bins as late, and loses none", () => {
    const histogram = filled([
      [1, 1, 3],
      [1e10, 1e10, 5],
    ]);
    assert.equal(histogram.longerThan(1e6), 5);
    assert.equal(histogram.waits().max, 1e10);
  });

  it("is exact for every tenth up to 100 s", () => {
    const histogram = filled([
      [99, 100, 10],
      [500, 500, 1],
    ]);
    for (const [seconds, late] of [
      [99.1, 10],
      [99.5, 6],
      [99.9, 2],
    ] as const)
      assert.ok(Math.abs(histogram.longerThan(seconds) - late) < 1e-9, String(seconds));
  });

  it("makes no late messages of roundings, however many flows there were", () => {
    const pieces = Array.from({ length: 20_000 }, (_, i): Piece => {
      const from = (i % 97) / 7;
      return [from, from + 0.37 + (i % 11) / 3, 1 / 3 + (i % 7)];
    });
    const expected = exact(pieces);
    const histogram = filled([...pieces, [40, 5000, 1]]);
    assert.ok(Math.abs(histogram.longerThan(30) - expected.longerThan(30) - 1) < 1e-6);
  });

  it("agrees with every piece kept, within a bin", () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 60 }), (pieces) => {
        const differences = compareWaits(filled(pieces).waits(), exact(pieces), "waits");
        assert.deepEqual(differences, []);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("merges to the histogram of all", () => {
    const pieces = fc.array(piece, { maxLength: 20 });
    fc.assert(
      fc.property(pieces, pieces, (some, others) => {
        const sum = filled(some);
        sum.merge(filled(others));
        const differences = compareWaits(sum.waits(), exact([...some, ...others]), "sum");
        assert.deepEqual(differences, []);
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});
