import assert from "node:assert/strict";
import { Random, sampleDuration } from "../../../forecast/traffic/random";
import type { Duration } from "../../../forecast/world/duration";

function sorted(draws: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: draws }, draw).sort();
}

const at = (values: Float64Array, share: number): number =>
  values[Math.floor(share * values.length)]!;

describe("a stream of random numbers", () => {
  it("gives numbers that are spread evenly between 0 and 1", () => {
    const random = new Random(1, "spread");
    const values = sorted(100_000, () => random.uniform());
    assert.ok(values[0]! > 0 && values.at(-1)! < 1);
    for (const share of [0.01, 0.25, 0.5, 0.75, 0.99])
      assert.ok(Math.abs(at(values, share) - share) < 0.008, `${share}: ${at(values, share)}`);
  });

  it("starts neighbouring seeds and labels apart", () => {
    const firsts = sorted(20_000, () => 0).map((_, seed) =>
      new Random(seed % 200, `service ${Math.floor(seed / 200)}`).uniform(),
    );
    assert.equal(new Set(firsts).size, firsts.length);
    const mean = firsts.reduce((sum, value) => sum + value, 0) / firsts.length;
    assert.ok(Math.abs(mean - 0.5) < 0.01, `mean ${mean}`);
  });

  it("keeps the seed and the label apart", () => {
    assert.notEqual(new Random(1, "2\n3").uniform(), new Random(12, "\n3").uniform());
    assert.notEqual(new Random(0.5, "a").uniform(), new Random(0, "a").uniform());
  });

  it("does not change: forecasts of one seed can be compared between versions", () => {
    const random = new Random(42, "arrivals of chatbot/ai-chat-service");
    assert.deepEqual(
      [random.uniform(), random.uniform()],
      [0.6655778711428866, 0.5519612020580098],
    );
  });
});

describe("a sampled duration", () => {
  const draw = (duration: Duration): Float64Array => {
    const random = new Random(3, "durations");
    return sorted(20_000, () => sampleDuration(duration, random));
  };

  it("is what is fixed, rounded up to whole seconds, and draws nothing", () => {
    const random = new Random(3, "durations");
    assert.equal(sampleDuration({ kind: "fixed", seconds: 24.01 }, random), 25);
    assert.equal(sampleDuration({ kind: "fixed", seconds: 0 }, random), 0);
    assert.equal(random.uniform(), new Random(3, "durations").uniform());
  });

  it("is at least 0", () => {
    const random = new Random(3, "durations");
    assert.equal(sampleDuration({ kind: "fixed", seconds: -3 }, random), 0);
  });

  it("is between the bounds of a uniform one, each second as likely", () => {
    const values = draw({ kind: "uniform", from: 15, to: 35 });
    assert.deepEqual([values[0], values.at(-1)], [16, 35]);
    for (let second = 16; second <= 35; second++) {
      const share = values.filter((value) => value === second).length / values.length;
      assert.ok(Math.abs(share - 1 / 20) < 0.007, `${second}: ${share}`);
    }
  });

  it("has the median and the 95th percentile of a log-normal one", () => {
    const values = draw({ kind: "lognormal", median: 60, p95: 120 });
    assert.ok(Math.abs(at(values, 0.5) - 60.5) < 1.5, String(at(values, 0.5)));
    assert.ok(Math.abs(at(values, 0.95) - 120.5) < 4, String(at(values, 0.95)));
    // The 5th percentile lies as far below the median, in logarithms.
    assert.ok(Math.abs(at(values, 0.05) - 30.5) < 1.5, String(at(values, 0.05)));
  });
});
