import assert from "node:assert/strict";
import type { PlacedPod } from "../../../forecast/nodes/placed-pod";
import { Random } from "../../../forecast/traffic/random";
import { Agenda } from "../../../forecast/world/agenda";
import { Cluster } from "../../../forecast/world/cluster";
import { NodeAutoscaler } from "../../../forecast/world/node-autoscaler";
import type { WorldSpec } from "../../../forecast/world/spec";
import { autoscaler, fixed, group, nodes, service, world } from "./worlds";

/** Pods and nodes of a world whose replicas a test sets. */
function play(spec: WorldSpec) {
  const agenda = new Agenda();
  const random = new Random(spec.seed, "cluster");
  const ready: number[] = [];
  const left: number[] = [];
  const cluster = new Cluster(spec, agenda, random, {
    podReady: (_, now) => ready.push(now),
    podLeft: (_, now) => left.push(now),
    pendingChanged: () => undefined,
    nodesChanged: () => undefined,
  });
  const scaling =
    spec.nodes.autoscaler &&
    new NodeAutoscaler(
      spec.nodes,
      spec.nodes.autoscaler,
      cluster,
      spec.services.map(({ maxUnavailable }) => maxUnavailable),
      random,
    );
  const second = (now: number): void => {
    agenda.run(now);
    cluster.schedule(now);
    scaling?.run(now);
  };
  return { cluster, second, ready, left };
}

const spread = [
  {
    topologyKey: "kubernetes.io/hostname",
    maxSkew: 1,
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector: { matchLabels: { app: "a" } },
  },
];
const apart: PlacedPod["affinity"] = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "a" } } },
    ],
  },
};

describe("pods and nodes", () => {
  const rules: [string, Partial<PlacedPod>][] = [
    ["no rule", {}],
    ["spread over hosts", { topologySpread: spread }],
    [
      "spread over two hosts at least",
      { topologySpread: spread.map((one) => ({ ...one, minDomains: 2 })) },
    ],
    ["apart from each other", { affinity: apart }],
  ];
  for (const [rule, pod] of rules) {
    it(`keep the room of each node equal to the pods on it: ${rule}`, () => {
      const scaling = autoscaler({ unneededSeconds: 30, delayAfterAddSeconds: 30 });
      const { cluster, second } = play(
        world([service("a", { pod }), service("b")], {
          nodes: nodes([group("workers")], { autoscaler: scaling }),
        }),
      );
      const replicas = [4, 7, 3, 9, 1, 12, 0];
      for (let now = 0; now < 1400; now++) {
        if (now % 200 === 0) cluster.scale(0, replicas[now / 200] ?? 0, now);
        if (now % 300 === 0) cluster.scale(1, (now / 100) % 5, now);
        second(now);
        for (const { room, pods, name } of cluster.nodes) {
          const cpuMilli = [...pods].reduce((sum, { placed }) => sum + placed.cpuMilli, 0);
          assert.equal(room.cpuMilli, cpuMilli, `${name} at ${now}`);
          assert.equal(room.pods.length, pods.size, `${name} at ${now}`);
        }
      }
    });
  }

  it("pull an image once a node, and start in the time that was given", () => {
    const startup = { pull: fixed(40), start: fixed(10) };
    const { cluster, second, ready } = play(world([service("a", { startup })]));
    cluster.scale(0, 1, 0);
    for (let now = 0; now < 200; now++) {
      if (now === 100) cluster.scale(0, 2, now);
      second(now);
    }
    assert.deepEqual(ready, [50, 110]);
  });

  it("end a replica at once for its messages, and for its room when its message is done", () => {
    const { cluster, second, left } = play(
      world([service("a", { work: { messagesPerSecond: 0.1, graceSeconds: 8 } })]),
    );
    cluster.scale(0, 1, 0);
    const rooms: number[] = [];
    for (let now = 0; now < 120; now++) {
      if (now === 100) cluster.scale(0, 0, now);
      second(now);
      rooms.push(cluster.nodes[0]?.room.cpuMilli ?? NaN);
    }
    assert.deepEqual(left, [100]);
    // A message takes 10 s, the grace period 8 s.
    assert.deepEqual([rooms[107], rooms[108]], [1000, 0]);
  });
});
