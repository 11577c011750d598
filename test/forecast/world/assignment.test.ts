import assert from "node:assert/strict";
import fc from "fast-check";
import { assignPartitions } from "../../../forecast/world/assignment";

const members = (...partitions: number[][]): { partitions: number[] }[] =>
  partitions.map((those) => ({ partitions: [...those] }));

const sorted = (list: readonly { partitions: number[] }[]): number[][] =>
  list.map(({ partitions }) => [...partitions].sort((a, b) => a - b));

/** Members with some of the partitions each, disjoint, as after joins and leaves. */
const groups = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 30 }))
  .chain(([partitions, count]) =>
    fc
      .array(fc.integer({ min: -1, max: count - 1 }), {
        minLength: partitions,
        maxLength: partitions,
      })
      .map((owners) => ({
        partitions,
        owned: Array.from({ length: count }, (_, member) =>
          owners.flatMap((owner, partition) => (owner === member ? [partition] : [])),
        ),
      })),
  );

describe("the assignment of partitions", () => {
  const table: [string, number[][], number, number[][]][] = [
    ["all to one", [[]], 3, [[0, 1, 2]]],
    [
      "evenly to two new ones",
      [[], []],
      4,
      [
        [0, 1],
        [2, 3],
      ],
    ],
    ["none to the last of too many", [[], [], []], 2, [[0], [1], []]],
    [
      "what a new member needs, and no more",
      [[0, 1, 2, 3], []],
      4,
      [
        [0, 1],
        [2, 3],
      ],
    ],
    [
      "what one that left had, to who has least",
      [[0], [2, 3]],
      4,
      [
        [0, 1],
        [2, 3],
      ],
    ],
    ["nothing when all is even", [[3], [0], [2], [1]], 4, [[3], [0], [2], [1]]],
    [
      "leaves the larger part where it is",
      [
        [0, 1],
        [2, 3, 4],
      ],
      5,
      [
        [0, 1],
        [2, 3, 4],
      ],
    ],
  ];
  for (const [title, owned, partitions, expected] of table) {
    it(`gives ${title}`, () => {
      const made = members(...owned);
      assignPartitions(made, partitions);
      assert.deepEqual(sorted(made), expected);
    });
  }

  it("gives every partition once, balanced to one, and moves as few as can be", () => {
    fc.assert(
      fc.property(groups, ({ partitions, owned }) => {
        const made = members(...owned);
        assignPartitions(made, partitions);
        const all = made.flatMap((member) => member.partitions).sort((a, b) => a - b);
        assert.deepEqual(all, [...Array(partitions).keys()]);
        const sizes = made.map((member) => member.partitions.length);
        assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
        const kept = made.map(
          (member, i) => member.partitions.filter((one) => owned[i]?.includes(one)).length,
        );
        assert.equal(
          kept.reduce((a, b) => a + b, 0),
          mostKept(owned, partitions),
        );
      }),
      { numRuns: 400, seed: 4 },
    );
  });
});

/** Partitions that a balanced assignment can leave where they are: each member keeps the fewest, and some one more. */
function mostKept(owned: readonly (readonly number[])[], partitions: number): number {
  const fewest = Math.floor(partitions / owned.length);
  const larger = partitions - fewest * owned.length;
  const kept = owned.reduce((sum, { length }) => sum + Math.min(length, fewest), 0);
  return kept + Math.min(larger, owned.filter(({ length }) => length > fewest).length);
}
