import assert from "node:assert/strict";
import fc from "fast-check";
import { ArrivalLog } from "../../../forecast/world/arrival-log";
import { ConsumerGroup } from "../../../forecast/world/consumer-group";
import type { WorkSpec } from "../../../forecast/world/spec";
import { even, work } from "./worlds";

interface Taken {
  from: number;
  to: number;
  messages: number;
  at: number;
}

/** A group with so many messages in given seconds. */
function groupOf(
  given: Partial<WorkSpec>,
  arrivals: Readonly<Record<number, number>>,
  rebalance = 3,
) {
  const batches = Object.entries(arrivals).map(([at, count]) => ({ time: Number(at), count }));
  const never = { time: Infinity, count: 0 };
  const stream = {
    ...(batches.shift() ?? never),
    next: () => void Object.assign(stream, batches.shift() ?? never),
  };
  const taken: Taken[] = [];
  const listener = {
    arrived: () => undefined,
    taken: (from: number, to: number, messages: number, at: number) =>
      void taken.push({ from, to, messages, at }),
  };
  const log = new ArrivalLog(stream, listener);
  const group = new ConsumerGroup(work(given), log, listener, () => rebalance);
  const serve = (to: number): void => {
    log.takeUntil(to);
    group.serve(to);
  };
  const sum = (): number => taken.reduce((total, { messages }) => total + messages, 0);
  return { log, group, serve, taken, sum };
}

function near(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${what}: ${actual}, not ${expected}`);
}

describe("a consumer group", () => {
  it("takes nothing before its first rebalance is over", () => {
    const { group, serve, sum } = groupOf({ partitions: even(2) }, { 0: 100 });
    group.join(1, 0);
    serve(3);
    assert.equal(sum(), 0);
    serve(10);
    near(sum(), 14, "7 s at 2 a second");
  });

  const pauses: [WorkSpec["assignor"], number][] = [
    // The first member goes on with its two partitions; it loses one only when the rebalance is over.
    ["cooperative", 10 * 2 + 7 * 4],
    ["eager", 7 * 2 + 7 * 4],
  ];
  for (const [assignor, messages] of pauses) {
    it(`lets a member that stays ${assignor === "eager" ? "wait" : "work"} while another joins: ${assignor}`, () => {
      const { group, serve, sum } = groupOf({ partitions: even(2), assignor }, { 0: 1000 });
      group.join(1, 0);
      serve(10);
      group.join(2, 10);
      serve(20);
      near(sum(), messages, "taken");
    });
  }

  it("leaves the partitions of one that left until the rebalance is over", () => {
    const { group, serve, sum } = groupOf({ partitions: even(2) }, { 0: 1000 });
    group.join(1, 0);
    group.join(2, 0);
    serve(13);
    near(sum(), 10 * 4, "both");
    group.leave(2, 13);
    serve(16);
    near(sum(), 10 * 4 + 3 * 2, "one of them");
    const { behind } = group.positions();
    near(behind[0] ?? NaN, 500 - 26, "the partition of the one that stays");
    near(behind[1] ?? NaN, 500 - 20, "the other");
  });

  it("works on partitions that are behind in proportion to their shares", () => {
    const { group, serve } = groupOf(
      { partitions: Float64Array.of(0.75, 0.25), messagesPerSecond: 4 },
      { 0: 100 },
    );
    group.join(1, 0);
    serve(8);
    assert.deepEqual(group.positions().behind, [75 - 15, 25 - 5]);
  });

  it("lets no partition have more than one member at work", () => {
    const { group, serve, sum } = groupOf({ partitions: even(2) }, { 0: 1000 });
    for (const replica of [1, 2, 3, 4, 5]) group.join(replica, 0);
    serve(13);
    near(sum(), 10 * 4, "two of five");
  });

  it("takes from one line without partitions at once, with all replicas", () => {
    const { group, serve, sum } = groupOf({ partitions: undefined }, { 0: 1000 });
    for (const replica of [1, 2, 3]) group.join(replica, 0);
    serve(10);
    near(sum(), 60, "three at 2 a second");
  });

  it("leaves no crumb of a batch that ends when somebody looks", () => {
    // In floating point 7 times 1 / 7 is less than 1, and so with the others.
    for (const [messages, seconds] of [
      [1, 7],
      [2, 13],
      [3, 11],
      [5, 9],
    ] as const) {
      const messagesPerSecond = messages / seconds;
      const given = { partitions: even(1), messagesPerSecond };
      const { group, serve, taken } = groupOf(given, { 0: messages });
      group.join(1, 0);
      for (let now = 0; now < 30; now++) serve(now);
      assert.ok(taken.every((one) => one.messages > 1e-9 && one.at < seconds + 3.1));
      assert.equal(group.backlog(), 0);
    }
  });

  const events = fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 9 }),
      replica: fc.integer({ min: 0, max: 5 }),
      joins: fc.boolean(),
    }),
    { maxLength: 30 },
  );
  const settings = fc.record({
    partitions: fc.constantFrom(
      undefined,
      even(1),
      even(3),
      even(7),
      Float64Array.of(0.5, 0.3, 0.15, 0.05),
    ),
    messagesPerSecond: fc.constantFrom(0.3, 1 / 3, 2, 7),
    consumersPerReplica: fc.constantFrom(1, 2),
    assignor: fc.constantFrom<WorkSpec["assignor"]>("eager", "cooperative"),
  });
  const arrivals = fc.dictionary(
    fc.integer({ min: 0, max: 150 }).map(String),
    fc.integer({ min: 1, max: 90 }),
    { maxKeys: 40 },
  );

  it("loses and invents no message, and leaves no crumbs", () => {
    fc.assert(
      fc.property(settings, events, arrivals, (given, changes, counts) => {
        const { log, group, serve, taken, sum } = groupOf(given, counts);
        const there = new Set<number>();
        let now = 0;
        for (const { after, replica, joins } of changes) {
          now += after;
          serve(now);
          if (joins === there.has(replica)) continue;
          if (joins) there.add(replica);
          else there.delete(replica);
          if (joins) group.join(replica, now);
          else group.leave(replica, now);
          near(sum() + group.backlog(), log.total, "taken and left");
          const { behind } = group.positions();
          near(
            behind.reduce((a, b) => a + b, 0),
            group.backlog(),
            "by partition",
          );
        }
        for (const { from, to, messages, at } of taken) {
          assert.ok(from >= 0 && to >= from && at <= now + 1e-6);
          assert.ok(messages > 1e-9, `${messages} messages`);
        }
        // A group that is never short of replicas ends with nothing left.
        if (there.size === 0) group.join(9, now);
        serve(now + 20_000);
        near(group.backlog(), 0, "left at the end");
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
