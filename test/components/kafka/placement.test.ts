import assert from "node:assert/strict";
import { kafkaNodes, podPlacement } from "../../../components/kafka/placement";
import type { NodesSettings } from "../../../settings/generated/settings";

const [a, b, c] = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const group = (name: string, availabilityZones: unknown[], taints: object[] = []) => ({
  name,
  instanceTypes: ["m6i.large"],
  availabilityZones,
  taints,
});
const nodes = {
  groups: [
    group("system", [b, a]),
    group("spare", [c]),
    group(
      "kafka",
      [a, b, c],
      [
        { key: "chatbot.dev/kafka", value: "true", effect: "NoSchedule" },
        { key: "dedicated", value: "", effect: "NoExecute" },
      ],
    ),
    group("workers", [a, "eu-central-1d"], [{ key: "w", value: "x", effect: "NoSchedule" }]),
  ],
} as unknown as NodesSettings;

describe("kafkaNodes()", () => {
  it("takes zones and taints from Kafka's own group", () => {
    assert.deepEqual(kafkaNodes(nodes, "kafka"), {
      zones: [a, b, c],
      tolerations: [
        { key: "chatbot.dev/kafka", value: "true", effect: "NoSchedule" },
        { key: "dedicated", effect: "NoExecute" },
      ],
    });
  });

  it("takes the zones of the groups that any pod runs on when there is none", () => {
    assert.deepEqual(kafkaNodes(nodes, undefined), { zones: [a, b, c], tolerations: [] });
  });

  it("knows nothing of nodes that are not ours", () => {
    assert.deepEqual(kafkaNodes(undefined, "kafka"), { zones: [], tolerations: [] });
  });
});

describe("podPlacement()", () => {
  const labels = { "strimzi.io/pool-name": "broker" };
  const spread = (zones: string[], strict: boolean, replicas: number) =>
    (
      podPlacement({ zones, tolerations: [], strict }, labels, replicas)
        .topologySpreadConstraints ?? []
    ).map(({ topologyKey, whenUnsatisfiable, minDomains }) => [
      topologyKey.split("/")[1],
      whenUnsatisfiable,
      minDomains,
    ]);

  const table: [string, string[], boolean, number, unknown[]][] = [
    ["one pod nowhere in particular", [a!, b!], true, 1, []],
    [
      "pods strictly over zones that may have no node yet",
      [a!, b!, c!],
      true,
      3,
      [
        ["zone", "DoNotSchedule", 3],
        ["hostname", "DoNotSchedule", undefined],
      ],
    ],
    [
      "two pods over two of three zones",
      [a!, b!, c!],
      true,
      2,
      [
        ["zone", "DoNotSchedule", 2],
        ["hostname", "DoNotSchedule", undefined],
      ],
    ],
    [
      "pods over nodes alone in one zone",
      [a!],
      true,
      3,
      [["hostname", "DoNotSchedule", undefined]],
    ],
    [
      "pods where there is room outside production",
      [a!, b!],
      false,
      3,
      // minDomains is only valid with DoNotSchedule.
      [
        ["zone", "ScheduleAnyway", undefined],
        ["hostname", "ScheduleAnyway", undefined],
      ],
    ],
  ];
  for (const [title, zones, strict, replicas, expected] of table) {
    it(`puts ${title}`, () => assert.deepEqual(spread(zones, strict, replicas), expected));
  }

  it("tolerates any value and any effect where none is named", () => {
    const tolerations = [{ key: "k" }, { key: "k", value: "v", effect: "NoExecute" }];
    assert.deepEqual(podPlacement({ zones: [], tolerations, strict: false }, labels, 1), {
      tolerations: [
        { key: "k", operator: "Exists" },
        { key: "k", operator: "Equal", value: "v", effect: "NoExecute" },
      ],
    });
  });
});
