import assert from "node:assert/strict";
import { SimulatedNode } from "../../../forecast/nodes/simulated-node";
import { nodeScore } from "../../../forecast/world/scoring";
import { group, service } from "./worlds";

/** 4,000 thousandths of a core and 16,000 MiB, of which so much is taken. */
function node(cpuMilli: number, memoryMiB: number): SimulatedNode {
  const made = new SimulatedNode("n", group("workers").template);
  made.add({ ...service("other").pod, name: "other", cpuMilli, memoryMiB });
  return made;
}

const pod = (cpuMilli: number, memoryMiB: number) => ({
  ...{ ...service("a").pod, name: "a" },
  ...{ cpuMilli, memoryMiB },
});

describe("how much the scheduler likes a node", () => {
  // Shares with the pod on it: cpu, memory. Fit is the mean of what is left (or taken), balance 100 - half the difference.
  const table: [string, SimulatedNode, ReturnType<typeof pod>, number, number][] = [
    // 25 % and 25 %: least 75 + 100, most 25 + 100.
    ["an empty node", node(0, 0), pod(1000, 4000), 175, 125],
    // 75 % and 25 %: (25 + 75) / 2 = 50 and 100 - 25 = 75.
    ["one with much cpu taken", node(2000, 3000), pod(1000, 1000), 125, 125],
    // 100 % and 50 %: (0 + 50) / 2 = 25, (100 + 50) / 2 = 75; 75.
    ["one that becomes full", node(3000, 4000), pod(1000, 4000), 100, 150],
    // 33.3 % and 12.5 %: (66 + 87) / 2 = 76.5, (33 + 12) / 2 = 22.5, both cut; 100 - 10.4 = 89.6, cut.
    ["cut to whole points", node(333, 1000), pod(1000, 1000), 76 + 89, 22 + 89],
  ];
  for (const [title, room, one, least, most] of table) {
    it(title, () => {
      assert.equal(nodeScore(one, room, "LeastAllocated"), least);
      assert.equal(nodeScore(one, room, "MostAllocated"), most);
    });
  }
});
