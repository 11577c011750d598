import assert from "node:assert/strict";
import { assignorOf, partitionShares, peakOf } from "../../../forecast/inputs/work";

describe("the work of a service", () => {
  it("is the same in all partitions unless keys are skewed", () => {
    assert.deepEqual([...partitionShares(4)], [0.25, 0.25, 0.25, 0.25]);
    assert.deepEqual(
      [...partitionShares(3, 2)].map((share) => Number((share * 49).toFixed(9))),
      [36, 9, 4],
    );
  });

  const assignors: [string | undefined, string][] = [
    [undefined, "eager"],
    ["range", "eager"],
    ["cooperative-sticky", "cooperative"],
    ["org.apache.kafka.clients.consumer.CooperativeStickyAssignor", "cooperative"],
    ["org.apache.kafka.clients.consumer.RangeAssignor,CooperativeStickyAssignor", "eager"],
  ];
  for (const [strategy, expected] of assignors) {
    it(`moves partitions ${expected} with ${strategy}`, () => {
      const env: Record<string, string> =
        strategy === undefined ? {} : { KAFKA_PARTITION_ASSIGNMENT_STRATEGY: strategy };
      assert.equal(assignorOf(env), expected);
    });
  }

  const peaks: [string, Parameters<typeof peakOf>, number][] = [
    ["by its replicas", [2, 5, 12, 1], 10],
    ["by its partitions", [2, 50, 12, 1], 24],
    ["by replicas that share partitions unevenly", [2, 50, 12, 5], 6],
  ];
  for (const [title, given, expected] of peaks) {
    it(`is bounded ${title}`, () => assert.equal(peakOf(...given), expected));
  }
});
