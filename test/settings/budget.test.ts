import assert from "node:assert/strict";
import { versions } from "../../components/versions";
import { configValues, platformConfig } from "../../settings/config";
import { examine } from "../../settings/door";
import { message } from "../../settings/finding";
import { changedArgs, type LooseArgs } from "../support/base-args";

/** What is said about a budget of the base platform after a change. */
function said(budget: unknown, change: (args: LooseArgs) => void = () => undefined): string[] {
  const args = changedArgs((it) => {
    it.budget = budget;
    it.monitoring = {};
    it.cluster.eks.network.vpc.natGateways = "Single";
    it.kafka.strimzi = { brokers: { storageGiB: 100 } };
    change(it);
  });
  return examine(args, versions).findings.map(message);
}

describe("a budget", () => {
  it("is none unless somebody gives one", () => {
    const { settings } = examine(
      changedArgs(() => undefined),
      versions,
    );
    assert.deepEqual(settings?.budget, {});
  });

  it("comes from a stack's configuration", () => {
    const values = configValues({ "chatbot:budget": '{"monthlyUsd":1200}' });
    const { args, findings } = platformConfig(values, "chatbot");
    assert.deepEqual([args, findings], [{ budget: { monthlyUsd: 1200 } }, []]);
  });

  const below = (least: number, got: number) => [
    `budget.monthlyUsd: expected at least ${least}, which is paid without any traffic (prices of us-east-1), got ${got}: raise it, or lower minSize of the node groups`,
  ];

  // Control plane 73, NAT gateway 36.50, Kafka's volume 8, one m6i.large 70.08.
  const table: [string, (args: LooseArgs) => void, number][] = [
    ["what runs all the time", () => undefined, 188],
    ["the fewest nodes", ({ nodes }) => (nodes.groups[0].minSize = 3), 328],
    [
      "the fewest nodes of each zone",
      ({ nodes }) => Object.assign(nodes.groups[1], { minSize: 1, maxSize: 3, perZone: true }),
      468,
    ],
    [
      "but no spot nodes, whose price nobody knows",
      ({ nodes }) =>
        Object.assign(nodes.groups[1], {
          minSize: 1,
          capacityType: "SPOT",
          instanceTypes: ["m6i.xlarge", "m5.xlarge"],
        }),
      188,
    ],
  ];
  for (const [title, change, least] of table) {
    it(`covers ${title}`, () => {
      assert.deepEqual(said({ monthlyUsd: least - 1 }, change), below(least, least - 1));
      assert.deepEqual(said({ monthlyUsd: least }, change), []);
    });
  }

  it("may be anything where the cluster is not the platform's", () => {
    const services = [{ name: "chat", scaling: { scaleTargetRef: { name: "chat" } } }];
    const args = { cluster: { existing: {} }, services, budget: { monthlyUsd: 1 } };
    const rules = examine(args, versions).findings.map(({ rule }) => rule);
    assert.ok(!rules.includes("budget/below-standing-cost"), rules.join());
  });

  const shapes: [unknown, string][] = [
    [{ monthlyUsd: 0 }, "budget.monthlyUsd"],
    [{ monthlyUsd: "cheap" }, "budget.monthlyUsd"],
    [{ monthlyUSD: 500 }, "budget.monthlyUSD"],
    [500, "budget"],
  ];
  for (const [budget, path] of shapes) {
    it(`is not ${JSON.stringify(budget)}`, () => {
      const [first = ""] = said(budget);
      assert.ok(first.startsWith(`${path}: expected`), first);
    });
  }
});
