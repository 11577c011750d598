import assert from "node:assert/strict";
import { judgeActivity, type TriggerReading } from "../../../forecast/keda/activity";
import {
  noPauses,
  runExecutor,
  type Pauses,
  type ScaleLoopSpec,
} from "../../../forecast/keda/executor";
import { fallbackMetricMilli, judgeHealth, type Fallback } from "../../../forecast/keda/fallback";
import { compileFormula } from "../../../forecast/keda/formula";

interface Row {
  title: string;
  active?: boolean;
  error?: boolean;
  replicas: number;
  lastActiveAt?: number;
  spec?: Partial<ScaleLoopSpec>;
  pauses?: Partial<Pauses>;
  expected: number | undefined;
}

/** Now is 1000, created at 100. */
const table: Row[] = [
  { title: "wakes up", active: true, replicas: 0, expected: 1 },
  {
    title: "wakes up to the minimum",
    active: true,
    replicas: 0,
    spec: { minReplicaCount: 3 },
    expected: 3,
  },
  { title: "leaves the rest to the HPA", active: true, replicas: 1, expected: undefined },
  {
    title: "wakes up from idle",
    active: true,
    replicas: 1,
    spec: { minReplicaCount: 3, idleReplicaCount: 0 },
    expected: 3,
  },
  {
    title: "does not wake up when paused",
    active: true,
    replicas: 0,
    pauses: { scaleOut: true },
    expected: undefined,
  },
  { title: "wakes up by force", replicas: 0, pauses: { forceActivation: true }, expected: 1 },
  {
    title: "does nothing at all when paused",
    active: true,
    replicas: 0,
    pauses: { paused: true },
    expected: undefined,
  },
  {
    title: "waits for the cooldown, its end excluded",
    replicas: 4,
    lastActiveAt: 700,
    expected: undefined,
  },
  { title: "sleeps after it", replicas: 4, lastActiveAt: 699.9, expected: 0 },
  { title: "sleeps at once when never active", replicas: 4, expected: 0 },
  {
    title: "waits for the initial cooldown",
    replicas: 4,
    spec: { initialCooldownPeriod: 900 },
    expected: undefined,
  },
  { title: "stays up when paused", replicas: 4, pauses: { scaleIn: true }, expected: undefined },
  {
    title: "goes idle from any number",
    replicas: 9,
    spec: { minReplicaCount: 3, idleReplicaCount: 0 },
    expected: 0,
  },
  {
    title: "repairs what is below the minimum",
    replicas: 1,
    spec: { minReplicaCount: 2 },
    expected: 2,
  },
  { title: "never sleeps on an error", error: true, replicas: 4, expected: undefined },
  {
    title: "nor with a fallback",
    error: true,
    replicas: 4,
    spec: { fallbackReplicas: 3 },
    expected: undefined,
  },
  {
    title: "unless the fallback is 0",
    error: true,
    replicas: 4,
    spec: { fallbackReplicas: 0 },
    expected: 0,
  },
];

const fallback: Fallback = { failureThreshold: 3, replicas: 6, behavior: "static" };
const workload = { specReplicas: 8, readyReplicas: 2 };

function reading(value: number | undefined, failures = 0, name?: string): TriggerReading {
  return { name, value, active: value !== undefined && value > 0, failures };
}

describe("KEDA's executor", () => {
  for (const { title, active = false, error = false, replicas, expected, ...row } of table) {
    it(title, () => {
      const spec: ScaleLoopSpec = {
        minReplicaCount: 0,
        idleReplicaCount: undefined,
        cooldownPeriod: 300,
        initialCooldownPeriod: 0,
        fallbackReplicas: undefined,
        ...row.spec,
      };
      const state = { replicas, createdAt: 100, lastActiveAt: row.lastActiveAt };
      const pauses = { ...noPauses, ...row.pauses };
      const decision = runExecutor(spec, state, pauses, { active, error }, 1000);
      assert.equal(decision.replicas, expected);
    });
  }
});

describe("fallback", () => {
  it("starts after more failures than the threshold, and forgets them at a success", () => {
    assert.deepEqual(judgeHealth(2, true, fallback), { failures: 3, fallsBack: false });
    assert.deepEqual(judgeHealth(3, true, fallback), { failures: 4, fallsBack: true });
    assert.deepEqual(judgeHealth(9, true, undefined), { failures: 10, fallsBack: false });
    assert.deepEqual(judgeHealth(9, false, fallback), { failures: 0, fallsBack: false });
    const broken = { ...fallback, failureThreshold: -1 };
    assert.deepEqual(judgeHealth(9, true, broken), { failures: 10, fallsBack: false });
  });

  const behaviors: [Fallback["behavior"], number][] = [
    ["static", 60_000],
    ["currentReplicas", 80_000],
    ["currentReplicasIfHigher", 80_000],
    ["currentReplicasIfLower", 60_000],
  ];
  for (const [behavior, expected] of behaviors) {
    it(`asks for its replicas: ${behavior}`, () => {
      const one = { ...fallback, behavior };
      assert.equal(fallbackMetricMilli(one, workload, 10, "AverageValue"), expected);
      assert.equal(fallbackMetricMilli(one, workload, 10, "Value"), expected / 2);
      const none = { specReplicas: 8, readyReplicas: 0 };
      assert.equal(fallbackMetricMilli(one, none, 10, "Value"), undefined);
    });
  }

  it("counts as activity and clears the error when it covers every failure", () => {
    const judge = (readings: TriggerReading[]) =>
      judgeActivity(readings, fallback, undefined, workload);
    assert.deepEqual(judge([reading(undefined, 4)]), { active: true, error: false });
    assert.deepEqual(judge([reading(undefined, 3)]), { active: false, error: true });
    assert.deepEqual(judge([reading(5), reading(undefined, 3)]), { active: true, error: true });
    assert.deepEqual(judge([reading(0)]), { active: false, error: false });
  });
});

describe("scaling modifiers", () => {
  const variables = new Map([
    ["a", 7],
    ["b", 2],
    ["gone", undefined],
  ]);
  const formulas: [string, number][] = [
    ["a + b / 4", 7.5],
    ["(a + b) * 2 - -1", 19],
    ["a > 6 ? max([a, b * 5]) : b", 10],
    ["a < 6 && b > 1 || a == 7 ? 1 : 2", 1],
    ["(gone ?? 30) + b", 32],
    ["gone ?? 30 + b", 32],
    ["2 ** 3 ** 2", 512],
    ["min(a, b, 9) + ceil(b / 4) + floor(a / 2) + round(2.5) + abs(-1)", 10],
    ["sum([a, b]) + mean([a, b, 3])", 13],
    ["a % 4 - 1_000", -997],
  ];
  for (const [formula, expected] of formulas) {
    it(formula, () => assert.equal(compileFormula(formula)(variables), expected));
  }
  for (const broken of ["", "a +", "(a", "a b", "a.b", "filter(a)", "a ? b", "'x'"]) {
    it(`refuses ${JSON.stringify(broken)}`, () =>
      assert.throws(() => compileFormula(broken), /formula: expected arithmetic over triggers/));
  }
  it("is an error when it needs a trigger that failed", () => {
    assert.throws(() => compileFormula("gone + 1")(variables), /got: nil/);
    const modifiers = { formula: compileFormula("a * 2"), target: 8, activationTarget: 3 };
    const judge = (readings: TriggerReading[], given?: Fallback) =>
      judgeActivity(readings, given, modifiers, workload);
    assert.deepEqual(judge([reading(1.5, 0, "a")]), { active: false, error: false });
    assert.deepEqual(judge([reading(1.6, 0, "a")]), { active: true, error: false });
    assert.deepEqual(judge([reading(undefined, 9, "a")]), { active: false, error: true });
    assert.deepEqual(judge([reading(undefined, 9, "a")], fallback), { active: true, error: false });
    const own: Fallback = { ...fallback, behavior: "scalingModifiers" };
    assert.deepEqual(judge([reading(undefined, 9, "a")], own), { active: false, error: true });
  });
});
