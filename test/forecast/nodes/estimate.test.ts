import assert from "node:assert/strict";
import fc from "fast-check";
import { estimate, type NodeTemplate } from "../../../forecast/nodes/estimate";
import { bestOptions, type Expander } from "../../../forecast/nodes/expander";
import { fits } from "../../../forecast/nodes/fit";
import { allVeryNew, fillNodes } from "../../../forecast/nodes/pending";
import type { PlacedPod } from "../../../forecast/nodes/placed-pod";
import { balance, growth } from "../../../forecast/nodes/scale-up-plan";
import { SimulatedNode } from "../../../forecast/nodes/simulated-node";

function pod(cpuMilli: number, given: Partial<PlacedPod> = {}): PlacedPod {
  return { name: "p", cpuMilli, memoryMiB: 256, labels: { app: "a" }, daemon: false, ...given };
}

function pods(count: number, one: PlacedPod): PlacedPod[] {
  return Array.from({ length: count }, (_, i) => ({ ...one, name: `${one.name}-${i}` }));
}

const daemon = pod(100, { daemon: true, labels: {}, memoryMiB: 0 });

function template(given: Partial<NodeTemplate> = {}): NodeTemplate {
  return {
    group: "medium",
    allocatable: { cpuMilli: 3900, memoryMiB: 15_000, pods: 58 },
    capacity: { cpuMilli: 4000, memoryMiB: 16_000 },
    labels: { "topology.kubernetes.io/zone": "a" },
    taints: [],
    daemons: [],
    ...given,
  };
}

function node(name: string, given: Partial<NodeTemplate> = {}): SimulatedNode {
  return new SimulatedNode(name, template({ group: "old", ...given }));
}

describe("the estimate of new nodes", () => {
  const antiAffinity = {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          labelSelector: { matchLabels: { app: "a" } },
          topologyKey: "kubernetes.io/hostname",
        },
      ],
    },
  };
  const spread = (topologyKey: string, maxSkew: number) => [
    {
      topologyKey,
      maxSkew,
      whenUnsatisfiable: "DoNotSchedule",
      labelSelector: { matchLabels: { app: "a" } },
    },
  ];
  const dedicated = [{ key: "dedicated", value: "llm", effect: "NoSchedule" }];
  const tolerations = [{ key: "dedicated", value: "llm", effect: "NoSchedule" }];
  const table: [string, PlacedPod[][], Partial<NodeTemplate>, number, [number, number]][] = [
    ["by cpu", [pods(6, pod(1950))], {}, 9, [3, 6]],
    ["a daemonset takes the second place", [pods(4, pod(1950))], { daemons: [daemon] }, 9, [4, 4]],
    ["big ones first, small ones fill", [pods(2, pod(900)), pods(2, pod(3000))], {}, 9, [2, 4]],
    [
      "by places for pods",
      [pods(5, pod(10))],
      { allocatable: { cpuMilli: 3900, memoryMiB: 15_000, pods: 2 } },
      9,
      [3, 5],
    ],
    ["by memory", [pods(5, pod(10, { memoryMiB: 7500 }))], {}, 9, [3, 5]],
    ["no more than the group may grow", [pods(6, pod(1950))], {}, 2, [2, 4]],
    ["nothing for what fits no node", [pods(3, pod(4000))], {}, 9, [0, 0]],
    [
      "nothing for another zone",
      [pods(3, pod(100, { nodeSelector: { "topology.kubernetes.io/zone": "b" } }))],
      {},
      9,
      [0, 0],
    ],
    ["nothing for pods that bear no taint", [pods(3, pod(100))], { taints: dedicated }, 9, [0, 0]],
    [
      "and one for those that do",
      [pods(3, pod(100, { tolerations }))],
      { taints: dedicated },
      9,
      [1, 3],
    ],
    [
      "one each under anti-affinity",
      [pods(3, pod(100, { affinity: antiAffinity }))],
      {},
      9,
      [3, 3],
    ],
    ["one each with a host port", [pods(3, pod(100, { hostPort: 80 }))], {}, 9, [3, 3]],
    [
      "all on one when spread over hosts from nothing",
      [pods(4, pod(100, { topologySpread: spread("kubernetes.io/hostname", 1) }))],
      {},
      9,
      [1, 4],
    ],
  ];
  for (const [title, alike, given, most, [nodes, placed]] of table) {
    it(title, () => {
      const result = estimate(template(given), alike, [], most);
      assert.deepEqual([result.nodes, result.pods], [nodes, placed]);
    });
  }

  it("spreads by zones that stand elsewhere: one zone cannot take all", () => {
    const zoned = pod(100, { topologySpread: spread("topology.kubernetes.io/zone", 2) });
    const other = node("o", { labels: { "topology.kubernetes.io/zone": "b" } });
    const result = estimate(template(), [pods(5, zoned)], [other], 9);
    assert.deepEqual([result.nodes, result.pods], [1, 2]);
  });

  it("wastes what the machine has, not what it offers", () =>
    assert.equal(estimate(template(), [pods(2, pod(1900))], [], 9).waste, 2 - 0.95 - 0.032));

  it("never overfills a node", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 3900 }), { maxLength: 40 });
    fc.assert(
      fc.property(sizes, (cpus) => {
        const { nodes, pods: placed } = estimate(
          template(),
          cpus.map((cpu) => [pod(cpu)]),
          [],
          99,
        );
        const total = cpus.reduce((a, b) => a + b, 0);
        assert.equal(placed, cpus.length);
        assert.ok(nodes >= Math.ceil(total / 3900));
        // Two nodes that are both at most half full would have been one.
        assert.ok(nodes <= Math.max(1, (2 * total) / 3900 + 1));
      }),
    );
  });
});

describe("expanders", () => {
  const small = { group: "small", nodes: 4, pods: 8, waste: 0.4 };
  const large = { group: "large", nodes: 1, pods: 8, waste: 0.4 };
  const mem = { group: "mem", nodes: 2, pods: 9, waste: 0.7 };
  const none = { group: "none", nodes: 0, pods: 0, waste: 0 };
  const table: [Expander[], string[]][] = [
    [["least-waste"], ["small", "large"]],
    [["least-waste", "least-nodes"], ["large"]],
    [["most-pods"], ["mem"]],
    [["random"], ["small", "large", "mem"]],
    [["priority"], ["small", "mem"]],
  ];
  for (const [expanders, expected] of table) {
    it(expanders.join(), () => {
      const priorities = { "50": ["^huge$"], "20": ["^s", "mem"], "1": ".*" };
      const best = bestOptions([small, large, mem, none], expanders, priorities);
      assert.deepEqual(
        best.map(({ group }) => group),
        expected,
      );
    });
  }

  it("keep all when no priority matches", () =>
    assert.equal(bestOptions([small, large], ["priority"], { "1": "huge" }).length, 2));
});

describe("the plan of a scale-up", () => {
  const a = { id: "a", min: 0, max: 10, target: 3 };
  const b = { id: "b", min: 0, max: 4, target: 1 };
  it("evens out similar groups until one is full", () => {
    assert.deepEqual(Object.fromEntries(balance([a, b], 4)), { b: 3, a: 1 });
    assert.deepEqual(Object.fromEntries(balance([b], 9)), { b: 3 });
  });
  it("grows no further than group, step and cluster allow", () => {
    const limits = { maxNodesPerScaleUp: 1000, maxNodesTotal: Infinity };
    assert.equal(growth(a, [], limits, 4), 7);
    assert.equal(growth(a, [b], limits, 4), 10);
    assert.equal(growth(a, [b], { ...limits, maxNodesPerScaleUp: 5 }, 4), 5);
    assert.equal(growth(a, [b], { ...limits, maxNodesTotal: 6 }, 4), 2);
  });
});

describe("pending pods", () => {
  it("wait until the oldest is 2 s old, 30 s with a GPU", () => {
    const at = (createdAt: number, gpu = false) => ({ pod: pod(1), createdAt, gpu });
    assert.equal(allVeryNew([at(10), at(11)], 11.9), true);
    assert.equal(allVeryNew([at(10), at(11)], 12), false);
    assert.equal(allVeryNew([at(10), at(11, true)], 40.9), true);
    assert.equal(allVeryNew([at(10), at(11, true)], 41), false);
  });

  it("go to nodes by priority, and are left over when old enough", () => {
    const one = node("one", { allocatable: { cpuMilli: 1000, memoryMiB: 1000, pods: 9 } });
    const at = (name: string, priority: number, createdAt = 0) => {
      return { pod: pod(600, { name, priority }), createdAt };
    };
    const pending = [at("low", -11), at("second", 0), at("first", 5), at("young", 0, 95)];
    const left = fillNodes([one], pending, 10, 100);
    assert.deepEqual(
      left.map(({ name }) => name),
      ["second"],
    );
    assert.deepEqual(
      one.pods.map(({ name }) => name),
      ["first"],
    );
    assert.equal(fits(pod(400), one, [one]), true);
    assert.equal(fits(pod(401), one, [one]), false);
  });
});
