import assert from "node:assert/strict";
import { backOff, backoffDefaults, isBackedOff } from "../../../forecast/nodes/backoff";
import { drainBlock } from "../../../forecast/nodes/drain-block";
import { nextLoopAt, type EndedLoop } from "../../../forecast/nodes/loop-timer";
import type { PlacedPod } from "../../../forecast/nodes/placed-pod";
import { coolingDown, cutToBudgets, removableNodes } from "../../../forecast/nodes/removal";
import { SimulatedNode } from "../../../forecast/nodes/simulated-node";
import { findUnneeded, unneededLimit, utilization } from "../../../forecast/nodes/unneeded";
import { keepSince } from "../../../forecast/nodes/unneeded-since";

function pod(cpuMilli: number, given: Partial<PlacedPod> = {}): PlacedPod {
  const labels = { app: "a" };
  return {
    name: "p",
    cpuMilli,
    memoryMiB: 0,
    labels,
    daemon: false,
    owner: "ReplicaSet",
    ...given,
  };
}

function node(name: string, ...pods: PlacedPod[]): SimulatedNode {
  const allocatable = { cpuMilli: 1000, memoryMiB: 1000, pods: 10 };
  const made = new SimulatedNode(name, { group: "g", allocatable, labels: {}, taints: [] });
  for (const one of pods) made.add(one);
  return made;
}

function search(nodes: SimulatedNode[], given: Partial<Parameters<typeof findUnneeded>[0]> = {}) {
  const names = nodes.map(({ name }) => name);
  return findUnneeded(
    {
      nodes,
      candidates: nodes,
      destinations: new Set(names),
      previous: new Set(),
      recheckAt: new Map(),
      budgets: [],
      threshold: 0.5,
      ignoreDaemons: false,
      limit: 99,
      ...given,
    },
    100,
  );
}

describe("unneeded nodes", () => {
  it("count daemonsets unless told not to", () => {
    const daemon = pod(200, { daemon: true });
    assert.equal(utilization(node("n", pod(400), daemon), false), 0.6);
    assert.equal(utilization(node("n", pod(400), daemon), true), 0.5);
  });

  it("are those at or under the threshold whose pods fit elsewhere, each place given once", () => {
    const { unneeded, needed } = search([
      node("a", pod(500)),
      node("b", pod(400)),
      node("c", pod(501)),
    ]);
    // a goes to b's room, so b is a place that is taken; c is too busy.
    assert.deepEqual(unneeded, ["a"]);
    assert.deepEqual(
      [...needed],
      [
        ["c", "NotUnderutilized"],
        ["b", "NoPlaceToMovePods"],
      ],
    );
  });

  it("are looked for among empty nodes first, then among those of the loop before", () => {
    const nodes = [node("a", pod(100)), node("b", pod(100)), node("c")];
    const { unneeded } = search(nodes, { previous: new Set(["b"]), limit: 2 });
    assert.deepEqual(unneeded, ["c", "b"]);
  });

  it("are not asked again before their recheck", () => {
    const { unneeded, needed } = search([node("a"), node("b")], {
      recheckAt: new Map([
        ["a", 101],
        ["b", 100],
      ]),
    });
    assert.deepEqual(unneeded, ["b"]);
    assert.deepEqual([...needed], [["a", "RecentlyUnremovable"]]);
  });

  it("use up a budget", () => {
    const budget = { covers: () => true, allowed: 1 };
    const used = [node("a", pod(100)), node("b", pod(100))];
    const { unneeded, needed } = search([...used, node("c")], {
      budgets: [budget],
      candidates: used,
    });
    assert.deepEqual(unneeded, ["a"]);
    assert.deepEqual([...needed], [["b", "NotEnoughPdb"]]);
    assert.equal(budget.allowed, 1);
  });

  it("leave nodes as they were when a pod has no place", () => {
    const nodes = [node("a", pod(200), pod(300)), node("b", pod(600)), node("c", pod(900))];
    search(nodes);
    assert.deepEqual(
      nodes.map(({ cpuMilli }) => cpuMilli),
      [500, 600, 900],
    );
  });

  it("are limited by what could go soon", () => {
    assert.equal(unneededLimit(0, 10, 600, 10), 20);
    assert.equal(unneededLimit(50, 3, 20, 10), 9);
  });

  it("keep their time while they stay", () => {
    const first = keepSince(new Map(), ["a", "b"], 1);
    const second = keepSince(first, ["b", "c"], 2);
    assert.deepEqual(
      [...second],
      [
        ["b", 1],
        ["c", 2],
      ],
    );
    assert.deepEqual([...keepSince(second, ["a"], 3)], [["a", 3]]);
  });
});

describe("pods that keep their node", () => {
  const evict = "cluster-autoscaler.kubernetes.io/safe-to-evict";
  const disk = { name: "cache", emptyDir: {} };
  const table: [string, Partial<PlacedPod>, string | undefined][] = [
    ["none", {}, undefined],
    ["a bare one", { owner: undefined }, "NotReplicated"],
    ["one of the system", { name: "kube-system/dns" }, "UnmovableKubeSystemPod"],
    ["one that says so", { annotations: { [evict]: "false" } }, "NotSafeToEvictAnnotation"],
    ["one with a disk", { volumes: [disk] }, "LocalStorageRequested"],
    [
      "one with a path of the node",
      { volumes: [{ name: "x", hostPath: {} }] },
      "LocalStorageRequested",
    ],
    ["memory is no disk", { volumes: [{ name: "x", emptyDir: { medium: "Memory" } }] }, undefined],
    [
      "a disk that may go",
      { volumes: [disk], annotations: { [`${evict}-local-volumes`]: "a,cache" } },
      undefined,
    ],
    [
      "any that says it may go",
      { owner: undefined, volumes: [disk], annotations: { [evict]: "true" } },
      undefined,
    ],
  ];
  for (const [title, given, expected] of table) {
    it(title, () => assert.equal(drainBlock(pod(1, given), []), expected));
  }
  it("one that a budget holds, even when it may go", () => {
    const budgets = [{ covers: ({ labels }: PlacedPod) => labels.app === "a", allowed: 0 }];
    assert.equal(drainBlock(pod(1, { annotations: { [evict]: "true" } }), budgets), "NotEnoughPdb");
    assert.equal(drainBlock(pod(1, { labels: {} }), budgets), undefined);
  });
});

describe("the removal of nodes", () => {
  const timers = {
    unneededSeconds: 600,
    delayAfterAddSeconds: 600,
    delayAfterDeleteSeconds: 0,
    delayAfterFailureSeconds: 180,
    delayTypeLocal: false,
    maxParallelism: 3,
    maxDrainParallelism: 1,
  };
  const never = {
    scaleUpAt: -Infinity,
    scaleDownAt: -Infinity,
    failureAt: -Infinity,
    groupScaleUpAt: new Map<string, number>(),
  };
  const still = { empty: 0, drained: 0, byGroup: new Map<string, number>() };
  const groups = new Map([["g", { id: "g", min: 1, max: 9, target: 4 }]]);
  const unneeded = (name: string, since: number, empty: boolean) => {
    return { name, group: "g", since, empty };
  };
  const three = [unneeded("a", 0, false), unneeded("b", 0, true), unneeded("c", 400, true)];
  const names = (found: { name: string }[]) => found.map(({ name }) => name);

  it("waits for longer than the unneeded time", () => {
    assert.deepEqual(names(removableNodes(three, groups, still, timers, never, 600)), []);
    assert.deepEqual(names(removableNodes(three, groups, still, timers, never, 600.01)), [
      "b",
      "a",
    ]);
  });

  it("leaves the minimum of the group, deletions counted", () => {
    const ongoing = { ...still, byGroup: new Map([["g", 2]]) };
    assert.deepEqual(names(removableNodes(three, groups, ongoing, timers, never, 2000)), ["b"]);
  });

  it("waits after a scale-up, a deletion or a failure", () => {
    assert.equal(coolingDown(timers, never, 0), false);
    assert.equal(coolingDown(timers, { ...never, scaleUpAt: 0 }, 599), true);
    assert.equal(coolingDown(timers, { ...never, scaleUpAt: 0 }, 600), false);
    assert.equal(coolingDown(timers, { ...never, failureAt: 0 }, 179), true);
    assert.equal(
      coolingDown({ ...timers, delayAfterDeleteSeconds: 30 }, { ...never, scaleDownAt: 0 }, 29),
      true,
    );
  });

  it("waits only in its own group when the delay is local", () => {
    const local = { ...timers, delayTypeLocal: true };
    assert.equal(coolingDown(local, { ...never, scaleUpAt: 0 }, 1), false);
    const grown = { ...never, groupScaleUpAt: new Map([["g", 1500]]) };
    assert.deepEqual(names(removableNodes(three, groups, still, local, grown, 2000)), []);
    assert.deepEqual(names(removableNodes(three, groups, still, local, grown, 2100)), [
      "b",
      "c",
      "a",
    ]);
  });

  it("drains one at a time, and a few at once", () => {
    const drains = [unneeded("x", 0, false), ...three];
    assert.deepEqual(names(cutToBudgets(drains, still, timers)), ["b", "c", "x"]);
    assert.deepEqual(names(cutToBudgets(drains, { ...still, drained: 1 }, timers)), ["b", "c"]);
    assert.deepEqual(names(cutToBudgets(drains, { ...still, empty: 2 }, timers)), ["b"]);
  });
});

describe("the loop", () => {
  const frequent = { scanSeconds: 10, frequent: true };
  const loop = (startedAt: number, worked = false): EndedLoop => {
    return { startedAt, endedAt: startedAt + 0.2, worked };
  };
  it("starts 10 s after the end of the last", () =>
    assert.equal(nextLoopAt(frequent, undefined, loop(100), [50, 100.01]), 110.2));
  it("starts at once, twice, after work", () => {
    assert.equal(nextLoopAt(frequent, undefined, loop(100, true), []), 100.2);
    assert.equal(nextLoopAt(frequent, loop(90, true), loop(100), []), 100.2);
  });
  it("starts with a new pod, after its own end", () => {
    assert.equal(nextLoopAt(frequent, undefined, loop(100), [104, 105]), 104);
    assert.equal(nextLoopAt(frequent, undefined, loop(100), [100.1]), 100.2);
  });
  it("knows only its timer when it is not frequent", () =>
    assert.equal(
      nextLoopAt({ ...frequent, frequent: false }, undefined, loop(100, true), [101]),
      110.2,
    ));
});

describe("the backoff of a group", () => {
  it("doubles with each failure after the last backoff, up to half an hour, and forgets after three hours", () => {
    let backoff = backOff(undefined, backoffDefaults, 0);
    const seconds = [backoff.seconds];
    for (let i = 0; i < 4; i++) {
      backoff = backOff(backoff, backoffDefaults, backoff.until + 1);
      seconds.push(backoff.seconds);
    }
    assert.deepEqual(seconds, [300, 600, 1200, 1800, 1800]);
    assert.equal(backOff(backoff, backoffDefaults, backoff.failedAt + 10_801).seconds, 300);
  });
  it("counts failures during a backoff once", () => {
    const first = backOff(undefined, backoffDefaults, 0);
    assert.equal(backOff(first, backoffDefaults, 10).seconds, 300);
    assert.equal(isBackedOff(first, 299), true);
    assert.equal(isBackedOff(first, 300), false);
    assert.equal(isBackedOff(undefined, 0), false);
  });
});
