import assert from "node:assert/strict";
import fc from "fast-check";
import { completeBehavior, type WrittenBehavior } from "../../../forecast/hpa/behavior";
import { HorizontalPodAutoscaler } from "../../../forecast/hpa/horizontal-pod-autoscaler";
import type { MetricReading } from "../../../forecast/hpa/proposal";

/** Replicas after each sync, 15.02 s apart as on a real controller, for the wanted numbers given. */
function series(wanted: number[], start: number, behavior?: WrittenBehavior, max = 100): number[] {
  const autoscaler = new HorizontalPodAutoscaler();
  const complete = behavior && completeBehavior(behavior);
  let replicas = start;
  return wanted.map((want, sync) => {
    const now = sync * 15.02;
    const scale = { specReplicas: replicas, statusReplicas: replicas };
    const metric = average(want * 10_000);
    const spec = { min: 1, max, behavior: complete };
    const { replicas: next } = autoscaler.decide(spec, scale, () => [metric], now);
    autoscaler.stored(complete, replicas, next, now);
    return (replicas = next);
  });
}

function average(valueMilli: number | undefined): MetricReading {
  return { type: "AverageValue", targetMilli: 10_000, valueMilli };
}

function repeat(value: number, times: number): number[] {
  return Array<number>(times).fill(value);
}

describe("HorizontalPodAutoscaler", () => {
  const rises: [string, WrittenBehavior | undefined, number[]][] = [
    ["no behavior: doubles, at least to 4", undefined, [4, 8, 16, 32, 64, 100]],
    ["default behavior: 4 pods or double", {}, [5, 10, 20, 40, 80, 100]],
    [
      "one pod a minute",
      { scaleUp: { policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] } },
      [2, 2, 2, 2, 3, 3],
    ],
    [
      "half more, rounded up",
      { scaleUp: { policies: [{ type: "Percent", value: 50, periodSeconds: 15 }] } },
      [2, 3, 5, 8, 12, 18],
    ],
    ["disabled", { scaleUp: { selectPolicy: "Disabled" } }, repeat(1, 6)],
    ["the smaller of two policies", { scaleUp: { selectPolicy: "Min" } }, [2, 4, 8, 12, 16, 20]],
    ["a window of 30 s", { scaleUp: { stabilizationWindowSeconds: 30 } }, [1, 1, 5, 10, 20, 40]],
  ];
  for (const [title, behavior, expected] of rises) {
    it(`rises from 1: ${title}`, () =>
      assert.deepEqual(series(repeat(200, 6), 1, behavior), expected));
  }

  it("shrinks once the last high recommendation is 300 s old", () => {
    const replicas = series([40, ...repeat(2, 21)], 40, {});
    assert.deepEqual(replicas.slice(18), [40, 40, 2, 2]);
  });

  it("climbs to an old peak without behavior, though the work is gone", () =>
    assert.deepEqual(series([30, 1, 1, 1, 1], 1), [4, 8, 16, 30, 30]));

  it("leaves zero alone, and corrects what is out of range at once without asking a metric", () => {
    const autoscaler = new HorizontalPodAutoscaler();
    const spec = { min: 2, max: 10, behavior: undefined };
    const never = () => assert.fail("asked for metrics");
    const at = (specReplicas: number) =>
      autoscaler.decide(spec, { specReplicas, statusReplicas: specReplicas }, never, 0);
    assert.deepEqual(at(0), { replicas: 0, kind: "disabled", proposal: undefined });
    assert.deepEqual(at(50), { replicas: 10, kind: "above max", proposal: undefined });
    assert.deepEqual(at(1), { replicas: 2, kind: "below min", proposal: undefined });
  });

  it("never scales down while a metric is unknown, but still up", () => {
    const spec = {
      min: 1,
      max: 50,
      behavior: completeBehavior({ scaleDown: { stabilizationWindowSeconds: 0 } }),
    };
    const decide = (readings: MetricReading[]) =>
      new HorizontalPodAutoscaler().decide(
        spec,
        { specReplicas: 6, statusReplicas: 6 },
        () => readings,
        0,
      );
    assert.equal(decide([average(20_000), average(undefined)]).replicas, 6);
    assert.equal(decide([average(90_000), average(undefined)]).replicas, 9);
    assert.equal(decide([average(20_000), average(30_000)]).replicas, 3);
    assert.equal(decide([average(undefined)]).kind, "metric error");
  });

  it("counts ready pods for a metric of type Value, outside the tolerance only, and needs some", () => {
    const decide = (valueMilli: number, ready: number, all: number) => {
      const spec = { min: 1, max: 50, behavior: undefined };
      const scale = { specReplicas: 4, statusReplicas: 4 };
      const metric: MetricReading = {
        type: "Value",
        targetMilli: 1000,
        valueMilli,
        pods: { all, ready },
      };
      return new HorizontalPodAutoscaler().decide(spec, scale, () => [metric], 0).proposal;
    };
    assert.equal(decide(2000, 3, 4), 6);
    assert.equal(decide(1100, 0, 0), 4);
    assert.equal(decide(2000, 0, 4), 0);
    assert.equal(decide(2000, 0, 0), undefined);
  });

  const edges: [string, number, number, string | undefined, number][] = [
    ["10 % above stays", 110_000, 10, undefined, 10],
    ["a thousandth more does not", 110_001, 10, undefined, 12],
    ["10 % below stays", 90_000, 10, undefined, 10],
    ["a wider tolerance", 150_000, 10, "500m", 10],
    ["no tolerance", 100_001, 10, "0", 11],
  ];
  for (const [title, valueMilli, replicas, tolerance, expected] of edges) {
    it(`tolerance: ${title}`, () => {
      const behavior = completeBehavior({
        scaleUp: { tolerance },
        scaleDown: { stabilizationWindowSeconds: 0 },
      });
      const scale = { specReplicas: replicas, statusReplicas: replicas };
      const autoscaler = new HorizontalPodAutoscaler();
      const spec = { min: 1, max: 50, behavior };
      assert.equal(
        autoscaler.decide(spec, scale, () => [average(valueMilli)], 0).replicas,
        expected,
      );
    });
  }

  it("holds a step back while an event is younger than its period, to the millisecond", () => {
    const after = (seconds: number) => {
      const autoscaler = new HorizontalPodAutoscaler();
      const behavior = completeBehavior({});
      autoscaler.stored(behavior, 1, 5, 0);
      const scale = { specReplicas: 5, statusReplicas: 5 };
      const spec = { min: 1, max: 100, behavior };
      return autoscaler.decide(spec, scale, () => [average(500_000)], seconds).replicas;
    };
    assert.equal(after(14.999), 5);
    assert.equal(after(15), 10);
  });

  it("stays between minimum and maximum and moves no faster than its policies", () => {
    const numbers = fc.array(fc.nat(60), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(numbers, (wanted) => {
        let before = 1;
        for (const replicas of series(wanted, 1, {}, 30)) {
          assert.ok(replicas >= 1 && replicas <= 30);
          assert.ok(replicas <= Math.max(before + 4, 2 * before));
          before = replicas;
        }
      }),
    );
  });
});
