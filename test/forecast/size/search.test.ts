import assert from "node:assert/strict";
import { nodeGroupLabel } from "../../../components/node-groups/managed-groups";
import { completeBehavior } from "../../../forecast/hpa/behavior";
import { headroomKnob, headroomName, newHeadroomKnob } from "../../../forecast/size/headroom-knob";
import { judgement } from "../../../forecast/size/judgement";
import type { Knob } from "../../../forecast/size/move";
import { scoringKnob, timerKnob } from "../../../forecast/size/node-knobs";
import { partitionsKnob } from "../../../forecast/size/partitions-knob";
import { search, type Sized } from "../../../forecast/size/search";
import {
  downWindowKnob,
  lagThresholdKnob,
  minReplicasKnob,
} from "../../../forecast/size/service-knobs";
import { simulate } from "../../../forecast/world/simulation";
import type {
  NodeGroupSpec,
  ScalerSpec,
  ServiceSpec,
  WorldSpec,
} from "../../../forecast/world/spec";
import { madeGroup, madePod, madeScaler, madeService, madeWorld } from "../../support/made-world";
import type { PlatformArgs } from "../../../settings/args/platform";
import { settled } from "../../components/platform/platforms";
import { validArgs } from "../../support/base-args";
import { settledService, strimziKafka } from "../../support/service";
import { counts } from "../world/worlds";

const scaler: ScalerSpec = { ...madeScaler, idleReplicaCount: undefined };

/** A dollar for each hour of a node. */
function judge(world: WorldSpec) {
  const outcome = simulate(world);
  const usd = outcome.nodeSeconds.reduce((sum, s) => sum + s / 3600, 0);
  return judgement(outcome, usd);
}

function sized(world: WorldSpec, knobs: readonly Knob[], budget = 40, monthlyUsd?: number): Sized {
  return search({ world, knobs, judge, budget, monthlyUsd, progress: () => undefined });
}

const changes = ({ steps }: Sized) =>
  steps.map(({ path, from, to }) => `${path}: ${from} -> ${to}`);

function working(work: Partial<NonNullable<ServiceSpec["work"]>>, more: Partial<ServiceSpec> = {}) {
  const made = madeService("a", [0]);
  const { work: usual } = made;
  if (usual === undefined) assert.fail("a made service works");
  return { ...made, scaler, work: { ...usual, ...work }, ...more };
}

const path = "services[0].scaling";

const { service } = settledService(
  { consumes: { topic: "ai.chatbot" }, probes: { command: ["/alive"] } },
  { kafka: strimziKafka },
);
const written = service.scaling;

const { nodes } = settled(validArgs() as unknown as PlatformArgs);
const groups = nodes?.groups ?? [];

/** The group `workers` of those settings, small. */
const workers = (changes: Partial<NodeGroupSpec>): NodeGroupSpec => {
  const { template } = madeGroup("workers");
  const labels = { [nodeGroupLabel]: "workers" };
  return madeGroup("workers", { template: { ...template, labels }, ...changes });
};

/** Ten messages an hour apart: each finds no replica, and one starts in 15 s. */
const rare = madeWorld(
  [
    working({
      traffic: counts(7200, { 600: 5, 4200: 5 }),
      sloSeconds: 10,
    }),
  ],
  [madeGroup("workers", { min: 1, initial: 1 })],
);
const rareKnobs = [
  timerKnob("unneededSeconds"),
  scoringKnob,
  minReplicasKnob("a", path, written),
  lagThresholdKnob("a", `${path}.triggers[0]`, 0),
];

/** One replica for an hour and then four: a node has room for three. */
const step = madeWorld(
  [
    working(
      {
        traffic: counts(
          7200,
          Object.fromEntries(Array.from({ length: 7200 }, (_, s) => [s, s < 3600 ? 1 : 7])),
        ),
        sloSeconds: 45,
      },
      { scaler: { ...scaler, minReplicaCount: 3, maxReplicaCount: 4 }, replicas: 3 },
    ),
  ],
  [workers({ min: 1, initial: 1, start: { kind: "fixed", seconds: 600 } })],
);
const stepKnobs = [
  timerKnob("unneededSeconds"),
  newHeadroomKnob("nodes.headroom[0]", groups),
  headroomKnob(headroomName("workers"), "nodes.headroom[0]"),
  lagThresholdKnob("a", `${path}.triggers[0]`, 0),
];

/** Two short bursts; replicas stay for the window after each. */
const bursts = madeWorld(
  [
    working(
      {
        traffic: counts(7200, { 60: 400, 3660: 400 }),
        sloSeconds: 3600,
        partitions: new Float64Array(8).fill(1 / 8),
      },
      {
        scaler: {
          ...scaler,
          minReplicaCount: 1,
          behavior: completeBehavior({ scaleDown: { stabilizationWindowSeconds: 600 } }),
        },
        replicas: 1,
        // A node for each.
        pod: { ...madePod, cpuMilli: 3000 },
      },
    ),
  ],
  [madeGroup("workers")],
);

describe("the search for settings", () => {
  it("keeps a replica where only that cures the waits", () => {
    const found = sized(rare, rareKnobs);
    assert.deepEqual(changes(found), [`${path}.minReplicaCount: 0 -> 1`]);
    const [{ monthlyUsd, p99 } = assert.fail("no step")] = found.steps;
    // The node is always there.
    assert.equal(monthlyUsd, 0);
    assert.equal(p99.service, "a");
    assert.ok(p99.from > 10 && p99.to <= 10, JSON.stringify(p99));
  });

  it("keeps headroom where only that cures the waits, and no more than one pod", () => {
    const found = sized(step, stepKnobs);
    assert.deepEqual(changes(found), [
      "nodes.headroom[0]: none -> { nodeGroup: workers, replicas: 1, cpu: 1000m, memory: 1024Mi }",
    ]);
    const [{ monthlyUsd = 0 } = {}] = found.steps;
    assert.ok(monthlyUsd > 0);
  });

  it("saves by shorter windows alone where waits are no matter", () => {
    const found = sized(bursts, [scoringKnob, downWindowKnob("a", path, written)]);
    const window = `${path}.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds`;
    // 600 to 300, 120, 60 and 30: what is changed again at once is one change.
    assert.deepEqual(
      changes(found).filter((one) => one.startsWith(window)),
      [`${window}: 600 -> 30`],
    );
    const [{ monthlyUsd = 0 } = {}] = found.steps.filter((one) => one.path === window);
    const usd = (world: WorldSpec) => judge(world).monthlyUsd;
    assert.ok(
      Math.abs(
        found.steps.reduce((sum, one) => sum + one.monthlyUsd, 0) -
          (usd(found.world) - usd(bursts)),
      ) < 1e-6,
    );
    assert.ok(monthlyUsd < 0);
    assert.ok(found.steps.every(({ monthlyUsd }) => monthlyUsd < 0));
  });

  it("finds nothing where nothing is better", () => {
    const found = sized({ ...rare, services: [] }, rareKnobs);
    assert.deepEqual([found.steps, found.complete], [[], true]);
    assert.deepEqual(found.world, { ...rare, services: [] });
  });

  it("is the same every time", () => {
    assert.deepEqual(sized(step, stepKnobs), sized(step, stepKnobs));
  });

  it("leaves simulations for cheaper settings where it costs more than it may", () => {
    const late = working(
      { traffic: counts(7200, { 600: 5 }), sloSeconds: 0.001 },
      { scaler: { ...scaler, minReplicaCount: 2 }, replicas: 2 },
    );
    // Nothing that the search may do keeps such an SLO.
    const world = { ...bursts, services: [...bursts.services, { ...late, name: "b" }] };
    const useless = lagThresholdKnob("b", path, 0);
    const knobs = [downWindowKnob("a", path, written), useless, useless, useless];
    const usd = judge(world).monthlyUsd;
    const saved = (budget: number, monthlyUsd?: number) => {
      const { steps, simulations } = sized(world, knobs, budget, monthlyUsd);
      assert.ok(simulations <= budget);
      return steps.reduce((sum, step) => sum + step.monthlyUsd, 0) < 0;
    };
    assert.deepEqual([saved(4), saved(4, usd), saved(4, usd - 1)], [false, false, true]);
  });

  it("never simulates more than it may, and says that it stopped for that", () => {
    for (const budget of [1, 2, 3]) {
      const { simulations, complete } = sized(bursts, [downWindowKnob("a", path, written)], budget);
      assert.deepEqual([simulations, complete], [budget, false]);
    }
  });
});

describe("settings to change", () => {
  it("doubles the partitions of all who read a topic, and says that it lasts", () => {
    const partitions = new Float64Array(6).fill(1 / 6);
    const world = madeWorld([working({ partitions }), madeService("b", [1])], []);
    const [move, ...others] = partitionsKnob(["a"], "kafka.topics[2]")(world);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [move?.path, move?.from, move?.to, move?.lasting],
      ["kafka.topics[2].partitions", "6", "12", true],
    );
    assert.match(move?.note ?? "", /cannot be undone/);
    assert.deepEqual(
      move?.world.services.map(({ work }) => work?.partitions?.length),
      [12, undefined],
    );
    assert.deepEqual(partitionsKnob(["b"], "kafka.topics[2]")(world), []);
  });

  it("leaves a paused service alone, and one at 1 that only cpu scales", () => {
    const at = (change: Partial<ScalerSpec>) => {
      const service = working({}, { scaler: { ...scaler, minReplicaCount: 1, ...change } });
      return minReplicasKnob("a", path, written)(madeWorld([service], [])).map(({ to }) => to);
    };
    assert.deepEqual(at({}), ["2", "0"]);
    assert.deepEqual(at({ pausedReplicas: 1 }), []);
    const cpu = [{ name: "cpu", type: "cpu" as const, targetPercent: 70 }];
    assert.deepEqual(at({ triggers: cpu }), ["2"]);
    assert.deepEqual(at({ idleReplicaCount: 0 }), ["2"]);
  });

  it("lets a derived cooldown follow the window, and keeps a written one", () => {
    const cooldowns = (cooldownPeriod: number) => {
      const behavior = completeBehavior({ scaleDown: { stabilizationWindowSeconds: 300 } });
      const service = working({}, { scaler: { ...scaler, behavior } });
      const knob = downWindowKnob("a", path, { ...written, cooldownPeriod });
      const moves = knob(madeWorld([service], []));
      return moves.map(({ world }) => world.services[0]?.scaler?.cooldownPeriod);
    };
    assert.deepEqual(cooldowns(360), [660, 300]);
    assert.deepEqual(cooldowns(400), [400, 400]);
  });
});
