import assert from "node:assert/strict";
import fc from "fast-check";
import { partitionCount } from "../../settings/partition-limitation";

describe("partitionCount()", () => {
  const table: [string | undefined, number, number][] = [
    [undefined, 12, 12],
    ["0-11", 12, 12],
    ["1,2,10-20,31", 12, 4],
    ["3,3,2-4", 12, 3],
    ["5-2", 12, 0],
    ["40", 12, 0],
  ];
  for (const [limitation, partitions, count] of table) {
    it(`of ${limitation} on ${partitions} partitions is ${count}`, () =>
      assert.equal(partitionCount(limitation, partitions), count));
  }

  it("counts what a list names, once, up to the partitions", () => {
    const list = fc.array(fc.nat(40), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 40 }), (named, partitions) => {
        const expected = new Set(named.filter((one) => one < partitions)).size;
        assert.equal(partitionCount(named.join(","), partitions), expected);
      }),
    );
  });
});
