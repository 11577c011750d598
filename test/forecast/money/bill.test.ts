import assert from "node:assert/strict";
import { billAssumptions } from "../../../forecast/money/assumptions";
import { bill } from "../../../forecast/money/bill";
import { usualPrices, type Prices } from "../../../forecast/money/prices";
import { usualDelays } from "../../../forecast/inputs/delays";
import { nodesSpec } from "../../../forecast/inputs/nodes";
import { Remarks } from "../../../forecast/inputs/remarks";
import type { PlatformArgs } from "../../../settings/args/platform";
import { platforms, settled } from "../../components/platform/platforms";
import { changedArgs, type LooseArgs } from "../../support/base-args";

const month = 730 * 3600;

/** `part: dollars` of a month in which each group had so many nodes all the time. */
function billed(args: LooseArgs, nodes: number[], prices: Partial<Prices> = {}): string[] {
  const settings = settled(args as PlatformArgs);
  const all = { ...usualPrices, ...prices };
  const spec = nodesSpec(settings, usualDelays, all, new Remarks());
  const outcome = { seconds: month, nodeSeconds: nodes.map((count) => count * month) };
  const lines = bill(settings, spec, outcome, all);
  return lines.map(({ part, kind, usd }) => `${kind}, ${part}: ${usd.toFixed(2)}`);
}

/** The base platform with volumes that a test knows. */
const base = (change: (args: LooseArgs) => void = () => undefined) =>
  changedArgs((args) => {
    args.monitoring = {};
    args.kafka.strimzi = { brokers: { storageGiB: 100 } };
    for (const group of args.nodes.groups) group.diskGiB = 50;
    args.cluster.eks.network.vpc.natGateways = "Single";
    change(args);
  });

const fixed = [
  "control plane, EKS control plane: 73.00",
  "volumes, Kafka volumes: 8.00",
  "network, NAT gateways: 36.50",
];

describe("a bill", () => {
  it("is of nodes, their volumes and what runs all the time", () => {
    assert.deepEqual(billed(base(), [1, 2.5]), [
      "nodes, m6i.large (system): 70.08",
      "nodes, m6i.xlarge (workers): 350.40",
      "volumes, volumes of nodes: 14.00",
      ...fixed,
    ]);
  });

  it("names spot, and leaves out what costs nothing", () => {
    const args = base((it) => {
      Object.assign(it.nodes.groups[1], {
        capacityType: "SPOT",
        instanceTypes: ["m6i.xlarge", "m5.xlarge"],
      });
      it.cluster.eks.network.vpc.natGateways = "Single";
    });
    assert.deepEqual(billed(args, [0, 1]), [
      "nodes, m6i.xlarge, spot (workers): 56.06",
      "volumes, volumes of nodes: 4.00",
      ...fixed,
    ]);
  });

  it("counts gateways and endpoints by zone, but not S3's", () => {
    const args = base((it) => {
      const { vpc } = it.cluster.eks.network;
      Object.assign(vpc, { natGateways: "OnePerAz", interfaceEndpoints: ["s3", "ecr.api", "sts"] });
    });
    assert.deepEqual(billed(args, [0, 0]).slice(2), [
      "network, NAT gateways: 73.00",
      "network, interface endpoints: 29.20",
    ]);
  });

  it("counts the controllers' volumes too", () => {
    const args = base((it) => {
      it.kafka.strimzi.controllers = { replicas: 3, storageGiB: 50 };
    });
    assert.ok(billed(args, [0, 0]).includes("volumes, Kafka volumes: 20.00"));
  });

  it("counts the volume of the Prometheus that the platform installs", () => {
    const args = base((it) => {
      it.monitoring = { stack: { storageGiB: 40 } };
    });
    assert.ok(billed(args, [0, 0]).includes("volumes, Prometheus volume: 3.20"));
  });

  const pool = (warmPool: LooseArgs) =>
    base((it) => {
      Object.assign(it.nodes.groups[1], { warmPool, minSize: 1, maxSize: 5 });
    });
  const pools: [string, LooseArgs, number, string[]][] = [
    [
      "their volumes while they wait",
      { maxGroupPreparedCapacity: 4 },
      2,
      ["volumes, volumes of the warm pool (workers): 8.00"],
    ],
    [
      "at least the fewest of them",
      { maxGroupPreparedCapacity: 4, minSize: 2 },
      4,
      ["volumes, volumes of the warm pool (workers): 8.00"],
    ],
    [
      "themselves when they wait running",
      { maxGroupPreparedCapacity: 2, poolState: "RUNNING" },
      1,
      [
        "volumes, volumes of the warm pool (workers): 4.00",
        "nodes, m6i.xlarge, warm (workers): 140.16",
      ],
    ],
  ];
  for (const [title, warmPool, nodes, expected] of pools) {
    it(`holds warm instances: ${title}`, () => {
      const lines = billed(pool(warmPool), [0, nodes]);
      assert.deepEqual(
        lines.filter((line) => /warm/.test(line)),
        expected,
      );
    });
  }

  it("takes other prices", () => {
    const prices = {
      controlPlanePerHour: 1,
      volumeGibibyteMonth: 1,
      natGatewayPerHour: 1,
      publicAddressPerHour: 0,
      instancesPerHour: { "m6i.large": 1 },
    };
    assert.deepEqual(billed(base(), [1, 0], prices), [
      "nodes, m6i.large (system): 730.00",
      "volumes, volumes of nodes: 50.00",
      "control plane, EKS control plane: 730.00",
      "volumes, Kafka volumes: 100.00",
      "network, NAT gateways: 730.00",
    ]);
  });

  it("is nothing on an existing cluster", () => {
    assert.deepEqual(billed(platforms.external, [1]), []);
    assert.deepEqual(billAssumptions(settled(platforms.external), usualPrices), [
      "an existing cluster is billed nothing",
    ]);
  });

  it("says where its prices are from and what it does not count", () => {
    const left = "data that is transferred, logs, keys and load balancers are not billed";
    const said = (change: (args: LooseArgs) => void) =>
      billAssumptions(settled(base(change) as PlatformArgs), usualPrices);
    assert.deepEqual(
      said(() => undefined),
      ["prices are those of us-east-1: eu-central-1 has its own", left],
    );
    const cheap = said((it) => {
      it.cluster.eks.region = "us-east-1";
      it.cluster.eks.network.vpc.availabilityZones = ["us-east-1a", "us-east-1b"];
      it.nodes.groups[0].availabilityZones = ["us-east-1a"];
      Object.assign(it.nodes.groups[1], {
        capacityType: "SPOT",
        instanceTypes: ["m6i.xlarge", "m5.xlarge"],
      });
    });
    assert.deepEqual(cheap, ["spot costs 40 % of on demand", left]);
  });
});
