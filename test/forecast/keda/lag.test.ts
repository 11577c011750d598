import assert from "node:assert/strict";
import fc from "fast-check";
import {
  readKafkaTrigger,
  type KafkaTrigger,
  type Metadata,
} from "../../../forecast/keda/kafka-trigger";
import { queryKafka } from "../../../forecast/keda/lag";
import { kafkaMetricName } from "../../../forecast/keda/metric-name";
import { parsePartitionList } from "../../../forecast/keda/partition-list";

const base = { bootstrapServers: "kafka:9092", consumerGroup: "chat", topic: "chat.in" };

function trigger(metadata: Metadata = {}): KafkaTrigger {
  const read = readKafkaTrigger({ ...base, ...metadata });
  assert.ok(!("fault" in read), JSON.stringify(read));
  return read;
}

/** The metric of partitions that lag so much. */
function metricOf(lags: number[], metadata: Metadata = {}): [number, boolean] {
  const offsets = { end: lags, committed: lags.map(() => 0) };
  const { value, active } = queryKafka(trigger(metadata), offsets, new Map());
  return [value, active];
}

describe("the Kafka scaler", () => {
  const even = { ensureEvenDistributionOfPartitions: "true" };
  const limit = { limitToPartitionsWithLag: "true" };
  const table: [string, number[], Metadata, [number, boolean]][] = [
    ["adds the partitions up", [7, 0, 5], {}, [12, true]],
    ["is idle without lag", [0, 0], {}, [0, false]],
    ["lets nearly a threshold more than the cap pass", [39, 0, 0], {}, [39, true]],
    ["and cuts from a whole one", [40, 0, 0], {}, [30, true]],
    ["is not cut with idle consumers", [40, 0, 0], { allowIdleConsumers: "true" }, [40, true]],
    ["is cut at the partitions with lag", [500, 0, 1], limit, [20, true]],
    ["rounds up to a divisor", [21, 0, 0, 0, 0, 0], even, [30, true]],
    ["asks for one replica of even shares even when idle", [0, 0, 0, 0], even, [10, false]],
    ["starts above the activation lag only", [4, 1], { activationLagThreshold: "5" }, [5, false]],
    ["and not at it", [4, 2], { activationLagThreshold: "5" }, [6, true]],
    ["looks at chosen partitions", [1, 2, 4, 8, 16], { partitionLimitation: "1-2,4" }, [22, true]],
  ];
  for (const [title, lags, metadata, expected] of table) {
    it(title, () => assert.deepEqual(metricOf(lags, metadata), expected));
  }

  const uncommitted: [string, Metadata, number][] = [
    ["1 each with latest", {}, 2],
    ["everything with earliest", { offsetResetPolicy: "earliest" }, 15],
    ["nothing when told so", { scaleToZeroOnInvalidOffset: "true" }, 0],
  ];
  for (const [title, metadata, expected] of uncommitted) {
    it(`counts partitions without a commit: ${title}`, () => {
      const offsets = { end: [10, 5], committed: [undefined, undefined] };
      assert.equal(queryKafka(trigger(metadata), offsets, new Map()).value, expected);
    });
  }

  it("forgives lag that does not move, but stays awake for it", () => {
    const seen = new Map<number, number>();
    const persistent = trigger({ excludePersistentLag: "true" });
    const ask = (committed: number[]) => queryKafka(persistent, { end: [20, 20], committed }, seen);
    assert.deepEqual(ask([5, 10]), { value: 25, active: true });
    assert.deepEqual(ask([5, 12]), { value: 8, active: true });
    assert.deepEqual(ask([5, 12]), { value: 0, active: true });
    assert.deepEqual(ask([6, 20]), { value: 14, active: true });
  });

  it("never asks for more than one replica above the partitions", () => {
    const lags = fc.array(fc.nat(5000), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lags, fc.integer({ min: 1, max: 200 }), (partitions, threshold) => {
        const [value] = metricOf(partitions, { lagThreshold: String(threshold) });
        assert.ok(Math.ceil(value / threshold) <= partitions.length + 1);
      }),
    );
  });

  const refused: [Metadata, string][] = [
    [{ consumerGroup: undefined }, "consumerGroup is missing"],
    [{ lagThreshold: "0" }, "lagThreshold is not a whole number above 0"],
    [{ lagThreshold: "2.5" }, "lagThreshold is not a whole number above 0"],
    [{ activationLagThreshold: "-1" }, "activationLagThreshold is not a whole number from 0"],
    [{ offsetResetPolicy: "none" }, "offsetResetPolicy is neither latest nor earliest"],
    [{ allowIdleConsumers: "yes" }, "allowIdleConsumers is neither true nor false"],
    [{ topic: undefined, ...limit }, "limitToPartitionsWithLag needs a topic"],
    [{ topic: undefined, ...even }, "ensureEvenDistributionOfPartitions needs a topic"],
    [
      { ...limit, allowIdleConsumers: "true" },
      "allowIdleConsumers and limitToPartitionsWithLag exclude each other",
    ],
    [{ partitionLimitation: "1,x" }, 'partitionLimitation: "x" is neither a number nor a range'],
    [{ version: "2.x" }, "version is no version of Kafka"],
  ];
  for (const [metadata, fault] of refused) {
    it(`refuses ${JSON.stringify(metadata)}`, () =>
      assert.deepEqual(readKafkaTrigger({ ...base, ...metadata }), { fault }));
  }

  const lists: [string, number[] | undefined][] = [
    ["", []],
    [" 3 , 5 - 7 ", [3, 5, 6, 7]],
    ["7-5", []],
    ["1-2-3", undefined],
    ["-1", undefined],
    ["4294967296", undefined],
  ];
  for (const [text, expected] of lists) {
    it(`reads the partitions ${JSON.stringify(text)}`, () => {
      const list = parsePartitionList(text);
      assert.deepEqual("fault" in list ? undefined : list.partitions, expected);
    });
  }

  it("names its metric as KEDA does", () => {
    assert.equal(kafkaMetricName(0, "ai.chat:in", "g"), "s0-kafka-ai-chat-in");
    assert.equal(kafkaMetricName(2, undefined, "g.x"), "s2-kafka-g-x-topics");
  });
});
