import assert from "node:assert/strict";
import type { Forecast } from "../../forecast/forecast";
import type { ForecastOptions } from "../../forecast/forecast-options";
import { notModelled } from "../../forecast/not-modelled";
import { platformForecast, type ForeignManifests } from "../../forecast/platform-forecast";
import { shapedTraffic } from "../../forecast/traffic-source";
import type { PlatformArgs } from "../../settings/args/platform";
import { platform, settled } from "../components/platform/platforms";
import { changedArgs, type LooseArgs } from "../support/base-args";

type Change = (args: LooseArgs) => void;

const usualChange: Change = () => undefined;
let usualPlan: ReturnType<typeof platform> | undefined;

async function forecastOf(
  change = usualChange,
  options: Partial<ForecastOptions> = {},
  foreign?: ForeignManifests,
): Promise<Forecast> {
  const args = changedArgs(change) as PlatformArgs;
  // Planning takes longer than forecasting half a day.
  const planned = change === usualChange ? (usualPlan ??= platform(args)) : platform(args);
  const { resources } = await planned;
  const manifests = resources.map(({ inputs }) => inputs);
  const made = platformForecast(
    { settings: settled(args), manifests, foreign },
    { subject: "test", traffic: shapedTraffic("daily"), seconds: 43_200, ...options },
  );
  if ("faults" in made) assert.fail(made.faults.join("\n"));
  return made;
}

const usdOf = ({ alternatives }: Forecast) => alternatives.map(({ usd }) => usd);

const foreign: ForeignManifests = {
  manifests: [
    {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { name: "guest", namespace: "other" },
      spec: {
        scaleTargetRef: { name: "guest" },
        minReplicaCount: 1,
        maxReplicaCount: 1,
        triggers: [],
      },
    },
  ],
  facts: { messagesPerSecond: 1, waitSeconds: 5 },
};

describe("the forecast of a platform", () => {
  let usual: Forecast;
  before(async () => (usual = await forecastOf()));

  it("names the ways to run it, its own first", () => {
    assert.deepEqual(
      usual.alternatives.map(({ name }) => name),
      ["as configured", "static peak", "KEDA's defaults", "ideal"],
    );
    assert.equal(usual.alternatives[0]?.wait, usual.outcome.wait);
    assert.equal(usual.alternatives[3]?.wait, undefined);
  });

  it("has a bill whose parts add up to its own alternative", () => {
    const sum = usual.cost.reduce((total, { usd }) => total + usd, 0);
    assert.equal(usual.alternatives[0]?.usd, sum);
    assert.ok(sum > 0);
  });

  it("bills every alternative what is always there", () => {
    const fixed = usual.cost.filter(({ kind }) => kind === "control plane" || kind === "network");
    const least = fixed.reduce((total, { usd }) => total + usd, 0);
    for (const { usd, name } of usual.alternatives) assert.ok(usd > least, name);
  });

  it("shows services that work, not operators", () => {
    const named = usual.outcome.services.map(({ name }) => name);
    assert.ok(named.length > 0 && named.every((name) => !name.startsWith("platform/")));
    assert.deepEqual(
      usual.outcome.series.services.map(({ name }) => name),
      named,
    );
  });

  it("says what it does not model and what it assumed", () => {
    assert.equal(usual.notModelled, notModelled);
    assert.ok(usual.assumptions.some((line) => /70 % of what all replicas/.test(line)));
    assert.ok(usual.assumptions.some((line) => /^a new node is ready after/.test(line)));
  });

  it("is the same for a seed, and another for another", async () => {
    const again = await forecastOf();
    assert.deepEqual(again, usual);
    const other = await forecastOf(undefined, { seed: 2 });
    assert.notDeepEqual(usdOf(other), usdOf(usual));
  });

  it("holds services to an SLO in place of their own, by their paths", async () => {
    const { breaches, outcome } = await forecastOf(undefined, { waitSeconds: 0.01 });
    assert.ok(outcome.services.every(({ sloSeconds }) => sloSeconds === 0.01));
    assert.match(breaches[0]?.path ?? "", /^services\[\d\]\.slo\.waitSeconds$/);
  });

  it("is held to the budget of the settings, or to another", async () => {
    const budget: Change = (args) => (args.budget = { monthlyUsd: 183 });
    const paths = ({ breaches }: Forecast): boolean =>
      breaches.some(({ path }) => path === "budget.monthlyUsd");
    assert.equal(paths(usual), false);
    assert.equal(paths(await forecastOf(budget)), true);
    assert.equal(paths(await forecastOf(budget, { monthlyUsd: 1e6 })), false);
  });

  it("bills a warm pool to nobody but itself", async () => {
    const { cost, alternatives } = await forecastOf((args) => {
      for (const group of args.nodes.groups)
        group.warmPool = { minSize: 1, maxGroupPreparedCapacity: 1, poolState: "RUNNING" };
    });
    const pool = cost.filter(({ part }) => part.includes("warm"));
    assert.ok(pool.length > 0);
    const sum = pool.reduce((total, { usd }) => total + usd, 0);
    assert.ok(Math.abs((alternatives[0]?.usd ?? 0) - (usual.alternatives[0]?.usd ?? 0)) > sum / 2);
    for (const i of [1, 3]) assert.equal(alternatives[i]?.usd, usual.alternatives[i]?.usd);
  });

  it("takes ScaledObjects of others beside its own services", async () => {
    const { outcome, assumptions } = await forecastOf(undefined, {}, foreign);
    const guest = outcome.services.find(({ name }) => name === "other/guest");
    assert.deepEqual([guest?.replicas.max, guest?.sloSeconds], [1, 5]);
    assert.ok(assumptions.some((line) => line.startsWith("other/guest spec.scaleTargetRef")));
  });

  it("is none for ScaledObjects that cannot work", () => {
    const settings = settled({ cluster: { existing: {} }, services: [] });
    const made = platformForecast(
      { settings, manifests: [], foreign: { manifests: [{ kind: "Pod" }], facts: {} } },
      { subject: "test", traffic: shapedTraffic("daily") },
    );
    assert.ok("faults" in made);
    assert.match(made.faults.join(), /expected a ScaledObject, got none/);
  });

  it("tells of replicas that no node takes, of whatever it is", async () => {
    const { breaches } = await forecastOf(
      undefined,
      {},
      {
        ...foreign,
        manifests: [
          ...foreign.manifests,
          {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name: "guest", namespace: "other" },
            spec: {
              template: {
                metadata: { labels: {} },
                spec: { containers: [{ resources: { requests: { cpu: "500", memory: "1Gi" } } }] },
              },
            },
          },
        ],
      },
    );
    const placement = breaches.find(({ path }) => path === "other/guest.placement");
    assert.match(placement?.got ?? "", /CPU for pods, a replica asks for 500000m/);
  });
});
