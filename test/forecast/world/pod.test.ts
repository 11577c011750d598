import assert from "node:assert/strict";
import { firstToGo, type Pod } from "../../../forecast/world/pod";
import { WorldNode } from "../../../forecast/world/world-node";
import { group, service } from "./worlds";

const [left, right] = ["left", "right"].map(
  (name) => new WorldNode(name, group("workers"), 0, 0, false),
) as [WorldNode, WorldNode];

function pod(id: number, given: Partial<Pod> = {}): Pod {
  const placed = { ...service("a").pod, name: `a-${id}` };
  return {
    ...{ id, service: 0, placed, createdAt: 0, node: left, phase: "ready", readyAt: 10 },
    ...given,
  };
}

describe("the pods that a ReplicaSet gives up first", () => {
  const table: [string, Pod[], number[]][] = [
    [
      "those without a node, those that start, those that are ready",
      [pod(1), pod(2, { phase: "starting" }), pod(3, { phase: "pending", node: undefined })],
      [3, 2, 1],
    ],
    [
      "those whose node has more of their kind",
      [pod(1), pod(2), pod(3, { node: right })],
      [2, 1, 3],
    ],
    [
      "a start on a full node before one alone",
      [pod(1, { node: right, phase: "starting" }), pod(2, { phase: "starting" }), pod(3)],
      [2, 1, 3],
    ],
    // Ready for 990 s, 490 s and 240 s: powers of two 9, 8 and 7.
    [
      "those that are ready for a shorter time",
      [pod(1), pod(2, { readyAt: 510 }), pod(3, { readyAt: 760 })],
      [3, 2, 1],
    ],
    // Ready for 520 s and 990 s: both in 2^9, so the creation decides.
    [
      "of the same power of two the newer one",
      [pod(1, { readyAt: 480, createdAt: 5 }), pod(2, { createdAt: 9 })],
      [2, 1],
    ],
    ["of the same second the later one", [pod(1), pod(2), pod(3)], [3, 2, 1]],
  ];
  for (const [title, pods, expected] of table) {
    it(title, () => {
      for (const given of [pods, [...pods].reverse()])
        assert.deepEqual(
          firstToGo(given, pods.length, 1000).map(({ id }) => id),
          expected,
        );
    });
  }

  it("are as many as asked for", () => {
    assert.deepEqual(
      firstToGo([pod(1), pod(2), pod(3)], 2, 1000).map(({ id }) => id),
      [3, 2],
    );
  });
});
