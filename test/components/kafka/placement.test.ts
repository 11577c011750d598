import assert from "node:assert/strict";
import { podPlacement } from "../../../components/kafka/placement";

const [a, b, c] = ["eu-central-1a", "eu-central-1b", "eu-central-1c"] as const;

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
    ["one pod nowhere in particular", [a, b], true, 1, []],
    [
      "pods strictly over zones that may have no node yet",
      [a, b, c],
      true,
      3,
      [
        ["zone", "DoNotSchedule", 3],
        ["hostname", "DoNotSchedule", undefined],
      ],
    ],
    [
      "two pods over two of three zones",
      [a, b, c],
      true,
      2,
      [
        ["zone", "DoNotSchedule", 2],
        ["hostname", "DoNotSchedule", undefined],
      ],
    ],
    ["pods over nodes alone in one zone", [a], true, 3, [["hostname", "DoNotSchedule", undefined]]],
    [
      "pods where there is room outside production",
      [a, b],
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
