import assert from "node:assert/strict";
import fc from "fast-check";
import { ArrivalLog, type ArrivalStream } from "../../../forecast/world/arrival-log";

/** Messages in given seconds. */
function streamOf(batches: readonly (readonly [number, number])[]): ArrivalStream {
  let at = 0;
  return {
    get time() {
      return batches[at]?.[0] ?? Infinity;
    },
    get count() {
      return batches[at]?.[1] ?? 0;
    },
    next: () => void at++,
  };
}

const batches = fc
  .uniqueArray(fc.integer({ min: 0, max: 2000 }), { maxLength: 300 })
  .chain((times) =>
    fc.tuple(
      fc.constant([...times].sort((a, b) => a - b)),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: times.length, maxLength: 300 }),
    ),
  )
  .map(([times, counts]) => times.map((time, i) => [time, counts[i] ?? 1] as const));

const sum = (values: readonly (readonly [number, number])[]): number =>
  values.reduce((total, [, count]) => total + count, 0);

describe("the log of arrivals", () => {
  it("takes what came up to and in a second, and tells the listener", () => {
    const heard: [number, number][] = [];
    const stream = streamOf([
      [1, 5],
      [4, 2],
      [9, 1],
    ]);
    const log = new ArrivalLog(stream, { arrived: (count, at) => void heard.push([count, at]) });
    log.takeUntil(4);
    assert.deepEqual(
      { total: log.total, size: log.size, next: log.upcomingAt },
      { total: 7, size: 2, next: 9 },
    );
    assert.deepEqual(heard, [
      [5, 1],
      [2, 4],
    ]);
    assert.deepEqual([log.timeOf(1), log.endOf(0), log.endOf(1)], [4, 5, 7]);
    assert.deepEqual(
      [0, 4.5, 5, 6.9, 7].map((place) => log.batchAt(place)),
      [0, 0, 1, 1, 2],
    );
  });

  it("knows how many had come by each moment of the last five minutes, whatever was forgotten", () => {
    fc.assert(
      fc.property(batches, fc.integer({ min: 300, max: 2100 }), (made, now) => {
        const log = new ArrivalLog(streamOf(made), { arrived: () => undefined });
        log.takeUntil(now);
        log.forget(log.size, now);
        for (let moment = now - 300; moment <= now; moment += 23) {
          const before = made.filter(([time]) => time <= moment);
          assert.equal(log.arrivedBy(moment), sum(before));
          const last = before.at(-1)?.[0] ?? -Infinity;
          assert.equal(log.lastArrivalBy(moment), last < now - 300 ? -Infinity : last);
        }
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it("remembers as far back as rates ask", () => {
    const log = new ArrivalLog(
      streamOf([
        [10, 1],
        [700, 2],
        [1200, 4],
      ]),
      { arrived: () => undefined },
      600,
    );
    log.takeUntil(1200);
    log.forget(log.size, 1200);
    assert.deepEqual(
      [600, 699, 700, 1200].map((moment) => log.arrivedBy(moment)),
      [1, 1, 3, 7],
    );
  });

  it("forgets nothing that somebody still works on", () => {
    const log = new ArrivalLog(
      streamOf([
        [10, 1],
        [20, 2],
      ]),
      { arrived: () => undefined },
    );
    log.takeUntil(5000);
    log.forget(1, 5000);
    assert.deepEqual([log.timeOf(1), log.endOf(1), log.batchAt(1)], [20, 3, 1]);
  });
});
