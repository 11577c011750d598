import assert from "node:assert/strict";
import {
  assumedPeak,
  isShapeName,
  shape,
  shapeNames,
  unknownShape,
} from "../../../forecast/traffic/shapes";

describe("shapes of traffic", () => {
  for (const name of shapeNames)
    it(`${name} reaches its peak and never exceeds it`, () => {
      const { rates } = shape(name, 40);
      assert.ok(Math.abs(Math.max(...rates) - 40) < 0.01, String(Math.max(...rates)));
      assert.ok(Math.min(...rates) >= 0);
    });

  it("daily is a week: night, afternoon, weekend", () => {
    const { windowSeconds, rates } = shape("daily", 100);
    assert.equal(windowSeconds * rates.length, 7 * 86_400);
    const at = (day: number, hour: number) => Math.round(rates[day * 144 + hour * 6]!);
    assert.deepEqual([at(0, 3), at(0, 9), at(0, 15), at(0, 21)], [10, 33, 100, 32]);
    assert.deepEqual([at(4, 15), at(5, 15), at(6, 15), at(6, 3)], [100, 40, 40, 4]);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    assert.equal((100 / mean).toFixed(2), "2.76");
  });

  it("step is half a day of nothing and half a day of the peak", () => {
    const { windowSeconds, rates } = shape("step", 20);
    assert.deepEqual([windowSeconds, [...rates]], [43_200, [0, 20]]);
  });

  it("burst is ten minutes in six hours", () => {
    const { windowSeconds, rates } = shape("burst", 20);
    assert.equal(windowSeconds * rates.length, 6 * 3600);
    assert.deepEqual([rates.indexOf(20), rates.lastIndexOf(20), rates[0]], [18, 18, 1]);
  });

  it("constant is the peak", () => assert.deepEqual([...shape("constant", 3).rates], [3]));

  it("assumes seven tenths of what the most replicas do", () => {
    assert.equal(assumedPeak(10, 2), 14);
  });

  it("knows its names, and suggests one", () => {
    assert.deepEqual(shapeNames.map(isShapeName), [true, true, true, true]);
    assert.equal(isShapeName("toString"), false);
    assert.equal(
      unknownShape("dayly"),
      'expected daily, step, burst or constant, or a CSV file, got "dayly": did you mean "daily"?',
    );
    assert.match(unknownShape("sawtooth"), /: use one of them$/);
  });
});
