import assert from "node:assert/strict";
import { usualDelays } from "../../../forecast/inputs/delays";
import { nodesSpec } from "../../../forecast/inputs/nodes";
import { Remarks } from "../../../forecast/inputs/remarks";
import { usualPrices, type Prices } from "../../../forecast/money/prices";
import { bestOptions } from "../../../forecast/nodes/expander";
import type { NodeGroupArgs } from "../../../settings/args/node-group";
import type { NodesArgs } from "../../../settings/args/nodes";
import type { PlatformArgs } from "../../../settings/args/platform";
import { settled } from "../../components/platform/platforms";
import { changedArgs } from "../../support/base-args";

const label = "chatbot.dev/node-group";

/** Nodes of the base platform: with further groups, and what is said about them. */
function read(
  groups: NodeGroupArgs[],
  rest: Partial<NodesArgs> = {},
  prices: Partial<Prices> = {},
) {
  const args = changedArgs((args) => {
    args.nodes.groups.push(...groups);
    Object.assign(args.nodes, rest);
  });
  const remarks = new Remarks();
  const settings = settled(args as unknown as PlatformArgs);
  const nodes = nodesSpec(settings, usualDelays, { ...usualPrices, ...prices }, remarks);
  const byName = new Map(nodes.groups.map((group) => [group.template.group, group]));
  const get = (name: string) => byName.get(name) ?? assert.fail(`no group ${name}`);
  return { nodes, get, names: [...byName.keys()], said: remarks.assumptions };
}

describe("node groups", () => {
  it("are as large, as dear and as labelled as the settings say", () => {
    const { template, ...group } = read([]).get("workers");
    assert.deepEqual(group, {
      min: 0,
      max: 6,
      initial: 0,
      start: { kind: "lognormal", median: 55, p95: 90 },
      warm: undefined,
      spot: false,
      interruptionsPerHour: 0,
      usdPerHour: 0.192,
      instanceType: "m6i.xlarge",
      diskGibibytes: 50,
      scaleDownUtilizationThreshold: undefined,
      unneededSeconds: undefined,
    });
    const { daemons, ...shape } = template;
    assert.deepEqual(shape, {
      group: "workers",
      allocatable: { cpuMilli: 3920, memoryMiB: 13590, pods: 110 },
      capacity: { cpuMilli: 4000, memoryMiB: 16384 },
      labels: {
        [label]: "workers",
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "node.kubernetes.io/instance-type": "m6i.xlarge",
        "eks.amazonaws.com/capacityType": "ON_DEMAND",
        "topology.kubernetes.io/region": "eu-central-1",
        "topology.kubernetes.io/zone": "eu-central-1a",
      },
      taints: [{ key: "chatbot.dev/workers", value: "true", effect: "NoSchedule" }],
    });
    assert.deepEqual(
      daemons.map(({ cpuMilli, memoryMiB, daemon }) => [cpuMilli, memoryMiB, daemon]),
      Array.from({ length: 4 }, () => [50, 64, true]),
    );
  });

  it("are one for each zone when they are told so", () => {
    const { names, get } = read([
      {
        name: "zonal",
        instanceTypes: ["m6i.large"],
        minSize: 1,
        maxSize: 2,
        perZone: true,
        taints: [{ key: "zonal" }],
      },
    ]);
    assert.deepEqual(names, ["system", "workers", "zonal-a", "zonal-b"]);
    const { template, min, max, initial } = get("zonal-b");
    assert.deepEqual([min, max, initial], [1, 2, 1]);
    assert.equal(template.labels["topology.kubernetes.io/zone"], "eu-central-1b");
    assert.equal(template.labels[label], "zonal");
  });

  const gpu: NodeGroupArgs = {
    name: "gpu",
    instanceTypes: ["g5.xlarge"],
    maxSize: 5,
    minSize: 1,
    diskGiB: 200,
    scaleDown: { utilizationThreshold: 0.3, unneededSeconds: 90 },
  };

  it("with GPUs start later and keep other pods away", () => {
    const { start, template, ...rest } = read([gpu]).get("gpu");
    assert.deepEqual(
      [start, template.allocatable.gpus, template.taints],
      [
        { kind: "lognormal", median: 90, p95: 180 },
        1,
        [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }],
      ],
    );
    assert.deepEqual([rest.scaleDownUtilizationThreshold, rest.unneededSeconds], [0.3, 90]);
  });

  const pools: [string, NodeGroupArgs["warmPool"], number][] = [
    ["as many as there may be, less those that run", {}, 4],
    ["as many as are prepared, less those that run", { maxGroupPreparedCapacity: 3 }, 2],
    ["at least the fewest", { maxGroupPreparedCapacity: 2, minSize: 2 }, 2],
  ];
  for (const [title, warmPool, size] of pools) {
    it(`have warm instances: ${title}`, () => {
      const { warm } = read([{ ...gpu, warmPool }]).get("gpu");
      const start = { kind: "lognormal", median: 30, p95: 55 };
      assert.deepEqual(warm, { size, start, gibibytes: 200 });
    });
  }

  const spot: NodeGroupArgs = {
    name: "cheap",
    instanceTypes: ["m6i.xlarge", "m6a.xlarge"],
    capacityType: "SPOT",
    maxSize: 5,
  };

  it("on spot cost a share of the mean of their types and are interrupted", () => {
    const { usdPerHour, interruptionsPerHour, spot: isSpot } = read([spot]).get("cheap");
    assert.equal(usdPerHour.toFixed(6), (0.4 * ((0.192 + 0.1728) / 2)).toFixed(6));
    assert.deepEqual([isSpot, interruptionsPerHour], [true, 0.05 / 730]);
  });

  it("cost what somebody says", () => {
    const { get } = read([spot], {}, { instancesPerHour: { "m6i.xlarge": 1 }, spotShare: 0.5 });
    assert.equal(get("workers").usdPerHour, 1);
    assert.equal(get("cheap").usdPerHour, (0.5 * (1 + 0.1728)) / 2);
  });

  it("of an unknown size are left out, and that is said", () => {
    const { names, said } = read([{ name: "new", instanceTypes: ["c8ib.large"], maxSize: 1 }]);
    assert.deepEqual(names, ["system", "workers"]);
    assert.deepEqual(said, [
      'nodes.groups: size or price of c8ib.large is not known: the forecast goes without the group "new"',
    ]);
  });
});

describe("Cluster Autoscaler", () => {
  const autoscaler = {
    scanIntervalSeconds: 12,
    scaleDownUtilizationThreshold: 0.6,
    scaleDownUnneededSeconds: 100,
    scaleDownDelayAfterAddSeconds: 110,
    maxNodeProvisionSeconds: 300,
  };

  it("runs with the stack's flags", () => {
    const { nodes } = read([], { autoscaler: { ...autoscaler, expander: "most-pods" } });
    assert.deepEqual(nodes.autoscaler, {
      expanders: ["most-pods"],
      priorities: {},
      scanSeconds: 12,
      utilizationThreshold: 0.6,
      ignoreDaemons: false,
      maxProvisionSeconds: 300,
      timers: {
        unneededSeconds: 100,
        delayAfterAddSeconds: 110,
        delayAfterDeleteSeconds: 0,
        delayAfterFailureSeconds: 180,
        delayTypeLocal: false,
        maxParallelism: 10,
        maxDrainParallelism: 1,
      },
    });
  });

  it("takes spot groups first, by the stack's own expressions", () => {
    const { nodes } = read([
      { name: "workers-spot", instanceTypes: ["m6i.xlarge"], capacityType: "SPOT", maxSize: 5 },
    ]);
    assert.deepEqual(nodes.autoscaler?.expanders, ["priority", "least-waste"]);
    const options = nodes.groups.map(({ template }) => ({
      group: template.group,
      nodes: 1,
      pods: 1,
      waste: template.group === "workers-spot" ? 0.9 : 0.1,
    }));
    const { expanders, priorities } = nodes.autoscaler ?? assert.fail("no autoscaler");
    const chosen = bestOptions(options, expanders, priorities);
    assert.deepEqual(
      chosen.map(({ group }) => group),
      ["workers-spot"],
    );
  });

  for (const scoring of ["LeastAllocated", "MostAllocated"]) {
    it(`meets a scheduler that scores by ${scoring} when the cluster says so`, () => {
      const scored = changedArgs((args) => {
        args.cluster.eks.schedulerScoring = scoring;
      });
      const settings = settled(scored as unknown as PlatformArgs);
      const nodes = nodesSpec(settings, usualDelays, usualPrices, new Remarks());
      assert.equal(nodes.scoring, scoring);
    });
  }
});
