import assert from "node:assert/strict";
import fc from "fast-check";
import {
  firstFit,
  mostAlone,
  podsPerNode,
  shortage,
  type NodePool,
  type PodSet,
} from "../../settings/fit";

const node = { milliCpu: 4000, memoryMiB: 8192, gpus: 1, pods: 10 };
const pool = (name: string, count: number): NodePool => ({ name, node, count });
const set = (
  name: string,
  count: number,
  milliCpu: number,
  keys: Partial<PodSet> = {},
): PodSet => ({
  name,
  size: { milliCpu, memoryMiB: 512, gpus: 0 },
  count,
  onePerNode: false,
  pools: ["a"],
  ...keys,
});

describe("pods per node", () => {
  for (const [what, size, expected] of [
    ["CPU", { milliCpu: 1500, memoryMiB: 1, gpus: 0 }, 2],
    ["memory", { milliCpu: 1, memoryMiB: 2048, gpus: 0 }, 4],
    ["GPUs", { milliCpu: 1, memoryMiB: 1, gpus: 1 }, 1],
    ["the pod limit", { milliCpu: 1, memoryMiB: 1, gpus: 0 }, 10],
    ["nothing that fits", { milliCpu: 4001, memoryMiB: 1, gpus: 0 }, 0],
    ["exactly a node", { milliCpu: 4000, memoryMiB: 8192, gpus: 1 }, 1],
  ] as const) {
    it(`are bounded by ${what}`, () => assert.equal(podsPerNode(size, node), expected));
  }
});

describe("pods alone", () => {
  it("fill all nodes of their own pools", () => {
    const pools = [pool("a", 3), pool("b", 2)];
    assert.equal(mostAlone(set("x", 99, 1500), pools), 6);
    assert.equal(mostAlone(set("x", 99, 1500, { pools: ["a", "b"] }), pools), 10);
    assert.equal(mostAlone(set("x", 99, 1500, { onePerNode: true }), pools), 3);
    assert.equal(mostAlone(set("x", 99, 5000, { onePerNode: true }), pools), 0);
  });
});

describe("a shortage", () => {
  it("is proved by the sum of those that have no other pool", () => {
    const pools = [pool("a", 1), pool("b", 100)];
    const everywhere = set("free", 50, 1000, { pools: ["a", "b"] });
    assert.equal(shortage([set("x", 4, 1000), everywhere], pools), undefined);
    const found = shortage([set("x", 5, 1000), everywhere], pools);
    assert.deepEqual(
      { resource: found?.resource, asked: found?.asked, has: found?.has },
      { resource: "milliCpu", asked: 5000, has: 4000 },
    );
  });

  it("counts those with fewer pools among those with more", () => {
    const pools = [pool("a", 1), pool("b", 1)];
    const both = set("both", 5, 1000, { pools: ["b", "a"] });
    assert.equal(shortage([set("x", 4, 1000), both], pools)?.asked, 9000);
  });
});

describe("first fit", () => {
  it("gives what is left over, by set", () => {
    const left = firstFit([set("x", 7, 1500), set("y", 3, 900)], [pool("a", 3)]);
    assert.deepEqual(
      left.map(({ set: { name }, count }) => [name, count]),
      [["x", 1]],
    );
  });

  it("keeps one on a node where asked", () => {
    const left = firstFit([set("x", 5, 10, { onePerNode: true })], [pool("a", 3)]);
    assert.equal(left[0]?.count, 2);
  });

  it("takes millions of replicas at once", () => {
    const left = firstFit([set("x", 2_147_483_647, 100)], [pool("a", 450)]);
    assert.equal(left[0]?.count, 2_147_483_647 - 4500);
  });

  it("agrees with placing pod by pod, and never places what a shortage forbids", () => {
    const sets = fc.array(
      fc.record({
        count: fc.integer({ min: 0, max: 12 }),
        cpu: fc.integer({ min: 100, max: 4500 }),
        memory: fc.integer({ min: 64, max: 9000 }),
        pools: fc.subarray(["a", "b"], { minLength: 1 }),
        one: fc.boolean(),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(sets, fc.nat(4), fc.nat(4), (picked, a, b) => {
        const pods = picked.map(({ count, cpu, memory, pools, one }, i) => ({
          ...set(`s${i}`, count, cpu, { pools, onePerNode: one }),
          size: { milliCpu: cpu, memoryMiB: memory, gpus: 0 },
        }));
        const pools = [pool("a", a), pool("b", b)];
        const left = firstFit(pods, pools);
        assert.equal(
          left.reduce((sum, { count }) => sum + count, 0),
          placedOneByOne(pods, pools),
        );
        if (shortage(pods, pools) !== undefined) assert.ok(left.length > 0);
        for (const pod of pods) {
          if (pod.count > mostAlone(pod, pools))
            assert.ok(left.some(({ set: { name } }) => name === pod.name));
        }
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});

/** The same rule, written the slow way: how many pods find no node. */
function placedOneByOne(pods: readonly PodSet[], pools: readonly NodePool[]): number {
  let nodes = pools.flatMap(({ name, node: room, count }) =>
    Array.from({ length: count }, () => ({ name, room: { ...room }, holds: new Set<string>() })),
  );
  const order = [...pods].sort(
    (x, y) =>
      x.pools.length - y.pools.length ||
      y.size.gpus - x.size.gpus ||
      y.size.milliCpu - x.size.milliCpu ||
      y.size.memoryMiB - x.size.memoryMiB,
  );
  let left = 0;
  for (const pod of order) {
    const touched = new Set<(typeof nodes)[number]>();
    for (let i = 0; i < pod.count; i++) {
      const found = nodes.find(
        ({ name, room, holds }) =>
          pod.pools.includes(name) &&
          room.pods > 0 &&
          room.milliCpu >= pod.size.milliCpu &&
          room.memoryMiB >= pod.size.memoryMiB &&
          !(pod.onePerNode && holds.has(pod.name)),
      );
      if (found === undefined) left++;
      else {
        found.holds.add(pod.name);
        found.room.milliCpu -= pod.size.milliCpu;
        found.room.memoryMiB -= pod.size.memoryMiB;
        found.room.pods--;
        touched.add(found);
      }
    }
    nodes = [...nodes];
  }
  return left;
}
