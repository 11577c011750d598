import assert from "node:assert/strict";
import { delayAssumptions } from "../../../forecast/inputs/delay-assumptions";
import { usualDelays } from "../../../forecast/inputs/delays";
import { foreignServices } from "../../../forecast/inputs/foreign";
import { existingNodes } from "../../../forecast/inputs/existing-nodes";
import { nodesSpec } from "../../../forecast/inputs/nodes";
import { Remarks } from "../../../forecast/inputs/remarks";
import { usualPrices } from "../../../forecast/money/prices";
import type { NodeGroupArgs } from "../../../settings/args/node-group";
import type { PlatformArgs } from "../../../settings/args/platform";
import type { NodesSpec, ServiceSpec } from "../../../forecast/world/spec";
import { settled } from "../../components/platform/platforms";
import { changedArgs } from "../../support/base-args";

function services(trigger: object, gpus = 0): readonly ServiceSpec[] {
  const resources = { requests: { cpu: "1", "nvidia.com/gpu": gpus } };
  const manifests = [
    {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { name: "chat" },
      spec: { scaleTargetRef: { name: "chat" }, triggers: [trigger] },
    },
    {
      kind: "Deployment",
      metadata: { name: "chat" },
      spec: { template: { spec: { containers: [{ resources }] } } },
    },
  ];
  const traffic = () => ({ windowSeconds: 1, rates: Float64Array.of(1), variation: 1 });
  return foreignServices({ manifests, facts: {}, traffic }).services;
}

function nodes(...groups: NodeGroupArgs[]): NodesSpec {
  const args = changedArgs((it) => it.nodes.groups.push(...groups));
  const settings = settled(args as unknown as PlatformArgs);
  return nodesSpec(settings, usualDelays, usualPrices, new Remarks());
}

const kafka = {
  type: "kafka",
  metadata: { bootstrapServers: "k", consumerGroup: "g", topic: "t" },
};
const query = "sum(rate(http_requests_total[1m]))";
const rate = { type: "prometheus", metadata: { query, threshold: "1" } };

const start = "applications start in 0.6 to 1.4 of their startupSeconds";
const pull = "an image that a node does not hold is pulled in 10 s";
const node = "a new node is ready after 55 s in the middle (95 of 100: at most 90 s)";

describe("what is taken for granted about time", () => {
  const table: [string, readonly ServiceSpec[], NodesSpec, string[]][] = [
    [
      "is said of consumers",
      services(kafka),
      existingNodes,
      [pull, start, "a change of a consumer group takes 1 to 3 s"],
    ],
    [
      "is said of arrival rates",
      services(rate),
      existingNodes,
      [pull, start, "arrival rates are as old as the last scrape"],
    ],
    [
      "is said of GPUs",
      services(rate, 1),
      existingNodes,
      [
        "an image for GPUs that a node does not hold is pulled in 30 to 60 s",
        start,
        "arrival rates are as old as the last scrape",
      ],
    ],
    ["is said of nodes", [], nodes(), [node]],
    [
      "is said of every kind of nodes",
      [],
      nodes(
        { name: "gpu", instanceTypes: ["g5.xlarge"], maxSize: 2, warmPool: {} },
        { name: "cheap", instanceTypes: ["m6i.xlarge"], maxSize: 2, capacityType: "SPOT" },
      ),
      [
        node,
        "a new node with GPUs is ready after 90 s in the middle (95 of 100: at most 180 s)",
        "an instance of a warm pool is ready after 30 s in the middle (95 of 100: at most 55 s)",
        "a spot node is interrupted once in 14,600 hours",
      ],
    ],
  ];
  for (const [title, services, nodes, expected] of table) {
    it(title, () => {
      assert.deepEqual(delayAssumptions({ services, nodes }, usualDelays), expected);
    });
  }
});
