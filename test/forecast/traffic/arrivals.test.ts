import assert from "node:assert/strict";
import fc from "fast-check";
import { Arrivals } from "../../../forecast/traffic/arrivals";
import { Random } from "../../../forecast/traffic/random";
import type { Traffic } from "../../../forecast/traffic/traffic";

function countsOf(traffic: Traffic, seconds: number, seed = 1, label = "arrivals"): Float64Array {
  const counts = new Float64Array(seconds);
  const arrivals = new Arrivals(traffic, new Random(seed, label));
  let last = -1;
  for (; arrivals.time < seconds; arrivals.next()) {
    assert.ok(arrivals.time > last && arrivals.count >= 1);
    last = arrivals.time;
    counts[arrivals.time] = arrivals.count;
  }
  return counts;
}

function traffic(rates: number[], variation: number | number[], windowSeconds: number): Traffic {
  return {
    windowSeconds,
    rates: Float64Array.from(rates),
    variation: typeof variation === "number" ? variation : Float64Array.from(variation),
  };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function variance(values: Float64Array): number {
  const mean = sum(values) / values.length;
  return sum(values.map((value) => (value - mean) ** 2)) / values.length;
}

function sumsOf(counts: Float64Array, seconds: number): Float64Array {
  return Float64Array.from({ length: Math.floor(counts.length / seconds) }, (_, index) =>
    sum(counts.subarray(index * seconds, (index + 1) * seconds)),
  );
}

/** Mean 3, c 2: r = 1 and p = 1/4, which is the geometric law. Mean 2, c 1 is Poisson. */
const laws: { name: string; mean: number; variation: number; chance: (count: number) => number }[] =
  [
    {
      name: "a negative binomial of r = 1",
      mean: 3,
      variation: 2,
      chance: (count) => 0.25 * 0.75 ** count,
    },
    {
      name: "a negative binomial of r = 2",
      mean: 2,
      variation: Math.SQRT2,
      chance: (count) => (count + 1) * 0.25 * 0.5 ** count,
    },
    {
      name: "a Poisson law",
      mean: 2,
      variation: 1,
      chance: (count) => Math.exp(-2) * poissonTerm(2, count),
    },
    {
      name: "a Poisson law of rare messages",
      mean: 0.2,
      variation: 1,
      chance: (count) => Math.exp(-0.2) * poissonTerm(0.2, count),
    },
    {
      name: "rare bursts",
      mean: 0.25,
      variation: Math.SQRT2,
      chance: (count) => {
        let chance = 0.5 ** 0.25;
        for (let k = 0; k < count; k++) chance *= ((0.25 + k) / (k + 1)) * 0.5;
        return chance;
      },
    },
  ];

function poissonTerm(mean: number, count: number): number {
  let term = 1;
  for (let k = 1; k <= count; k++) term *= mean / k;
  return term;
}

describe("arrivals: the law of a second", () => {
  for (const { name, mean, variation, chance } of laws)
    for (const windowSeconds of [600, 5]) {
      it(`is ${name}, in windows of ${windowSeconds} s`, () => {
        const seconds = 300_000;
        const counts = countsOf(traffic([mean], variation, windowSeconds), seconds);
        for (let count = 0; count <= 12; count++) {
          const expected = chance(count);
          const seen = counts.filter((value) => value === count).length / seconds;
          const error = Math.sqrt((expected * (1 - expected)) / seconds) + 1 / seconds;
          assert.ok(
            Math.abs(seen - expected) < 4.5 * error,
            `P(${count}) = ${expected}, seen ${seen}`,
          );
        }
      });
    }

  it("is drawn without a table too, when a window differs from the one before", () => {
    const counts = countsOf(traffic([3, 0.25], [2, Math.SQRT2], 3), 600_000);
    const first = counts.filter((_, second) => second % 6 < 3);
    const second = counts.filter((_, at) => at % 6 >= 3);
    const shareOfZero = (values: Float64Array) =>
      values.filter((value) => value === 0).length / values.length;
    assert.ok(Math.abs(shareOfZero(first) - 0.25) < 0.004);
    assert.ok(Math.abs(shareOfZero(second) - 0.5 ** 0.25) < 0.004);
    assert.ok(Math.abs(sum(first) / first.length - 3) < 0.03);
    assert.ok(Math.abs(variance(first) - 12) < 0.4);
    assert.ok(Math.abs(sum(second) / second.length - 0.25) < 0.006);
    assert.ok(Math.abs(variance(second) - 0.5) < 0.03);
  });
});

describe("arrivals: mean and dispersion", () => {
  const means = [0.002, 0.3, 5, 300, 40_000, 2e6];
  for (const mean of means)
    for (const variation of [0.3, 0.8, 1, 1.5, 8]) {
      it(`are m and c² for m = ${mean}, c = ${variation}, at 1 s and at 100 s`, () => {
        const seconds = 200_000;
        const counts = countsOf(traffic([mean], variation, 600), seconds);
        const expected = mean * seconds;
        const error = variation * Math.sqrt(expected) + 2;
        assert.ok(Math.abs(sum(counts) - expected) < 4.5 * error, `mean ${sum(counts) / seconds}`);
        for (const scale of [1, 100]) {
          // The even part makes steps of one message, which count at small scales only.
          if (variation < 1 && mean * scale < 100) continue;
          const sums = sumsOf(counts, scale);
          const dispersion = variance(sums) / (mean * scale);
          const events = Math.min(sums.length, expected / variation ** 2);
          const bound = 8 / Math.sqrt(events) + 0.02;
          assert.ok(
            Math.abs(dispersion / variation ** 2 - 1) < bound,
            `scale ${scale}: ${dispersion} (bound ${bound})`,
          );
        }
      });
    }

  it("treat a variation above 100 as 100", () => {
    const seconds = 100_000;
    const wild = countsOf(traffic([50], 5_000, 600), seconds);
    assert.deepEqual(wild, countsOf(traffic([50], 100, 600), seconds));
    assert.ok(sum(wild) > 0);
  });
});

describe("arrivals that come evenly", () => {
  it("are the counts of a trace of seconds, again and again", () => {
    const counts = [0, 3, 0, 0, 1, 7, 0];
    assert.deepEqual([...countsOf(traffic(counts, 0, 1), 21)], [...counts, ...counts, ...counts]);
  });

  it("are the integral of the rate, rounded down", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 50 }),
        (eighths, windowSeconds) => {
          const rates = eighths.map((eighth) => eighth / 8);
          const counts = countsOf(traffic(rates, 0, windowSeconds), 400);
          let integral = 0;
          let given = 0;
          counts.forEach((count, second) => {
            integral += rates[Math.floor(second / windowSeconds) % rates.length]!;
            given += count;
            assert.equal(given, Math.floor(integral));
          });
        },
      ),
    );
  });

  it("lose no message of counts in windows of 300 s, though n / 300 * 300 may be less than n", () => {
    const counts = Array.from({ length: 700 }, (_, n) => (n % 3 === 0 ? 0 : n));
    const rates = counts.map((n) => n / 300);
    const seen = sumsOf(countsOf(traffic(rates, 0, 300), 2 * 700 * 300), 300);
    assert.deepEqual([...seen], [...counts, ...counts]);
  });

  it("are one part of the messages when the variation is below 1", () => {
    // Nine in ten come evenly, so that a second has 9 at least.
    const counts = countsOf(traffic([10], Math.sqrt(0.1), 60), 10_000);
    assert.equal(Math.min(...counts), 9);
    assert.ok(Math.max(...counts) > 10);
  });
});

describe("arrivals over windows", () => {
  it("stay in the windows that have a rate", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            rate: fc.constantFrom(0, 0, 0.05, 2, 30),
            variation: fc.constantFrom(0, 0.5, 1, 3),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.constantFrom(1, 7, 60),
        fc.integer(),
        (windows, windowSeconds, seed) => {
          const rates = windows.map(({ rate }) => rate);
          const variation = windows.map((window) => window.variation);
          const counts = countsOf(traffic(rates, variation, windowSeconds), 1500, seed);
          counts.forEach((count, second) => {
            const window = Math.floor(second / windowSeconds) % rates.length;
            if (count > 0) assert.ok(rates[window]! > 0, `${count} at ${second}`);
          });
        },
      ),
    );
  });

  it("follow the rate of each window in every round", () => {
    const rates = [0, 4, 0, 0, 0.1, 25, 0];
    const rounds = 400;
    const counts = countsOf(traffic(rates, 1.5, 90), rates.length * 90 * rounds);
    rates.forEach((rate, window) => {
      const total = sum(sumsOf(counts, 90).filter((_, at) => at % rates.length === window));
      const expected = rate * 90 * rounds;
      assert.ok(Math.abs(total - expected) <= 4.5 * 1.5 * Math.sqrt(expected), `window ${window}`);
    });
  });

  it("follow the variation of each window, at one rate", () => {
    const counts = countsOf(traffic([4, 4, 4], [1, 3, 0], 600), 3 * 600 * 100);
    for (const [window, dispersion] of [1, 9, 0].entries()) {
      const own = counts.filter((_, second) => Math.floor(second / 600) % 3 === window);
      const seen = variance(own) / 4;
      assert.ok(Math.abs(seen - dispersion) <= 0.07 * dispersion, `${window}: ${seen}`);
    }
  });

  it("never come when no window has a rate", () => {
    const { time, count } = new Arrivals(traffic([0, 0], 1, 600), new Random(1, "none"));
    assert.deepEqual({ time, count }, { time: Infinity, count: 0 });
  });

  it("cross ten million empty seconds at once", () => {
    const rates = new Array<number>(100_001).fill(0);
    rates[100_000] = 1;
    const counts = new Arrivals(traffic(rates, 0, 100), new Random(1, "rare"));
    assert.equal(counts.time, 10_000_000);
  });
});

describe("arrivals from a seed", () => {
  const wave = traffic([0.1, 5, 0], 2, 600);
  it("are the same bits", () => {
    assert.deepEqual(countsOf(wave, 20_000, 7), countsOf(wave, 20_000, 7));
  });
  it("differ with the seed and with the label", () => {
    assert.notDeepEqual(countsOf(wave, 20_000, 7), countsOf(wave, 20_000, 8));
    assert.notDeepEqual(countsOf(wave, 20_000, 7), countsOf(wave, 20_000, 7, "another service"));
  });
});
