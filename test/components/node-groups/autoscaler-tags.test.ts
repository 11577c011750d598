import assert from "node:assert/strict";
import fc from "fast-check";
import { autoscalerTags } from "../../../components/node-groups/autoscaler-tags";
import { managedGroups } from "../../../components/node-groups/managed-groups";
import type { NodeGroupArgs } from "../../../settings/args/node-group";
import { settledGroup } from "../../support/settled-nodes";

/** Tags of each Auto Scaling group of a group, without what all keys begin with. */
function tags(group: Partial<NodeGroupArgs> = {}): Record<string, string>[] {
  return managedGroups([settledGroup(group)]).map((managed) =>
    Object.fromEntries(
      autoscalerTags(managed).map(({ key, value }) => [
        key.replace(/^k8s\.io\/cluster-autoscaler\/node-template\//, ""),
        value,
      ]),
    ),
  );
}

const twoZones = { availabilityZones: ["eu-west-1a", "eu-west-1b"] };
const node = {
  "label/chatbot.dev/node-group": "workers",
  "resources/cpu": "1930m",
  "resources/memory": "6012Mi",
  "resources/pods": "110",
  "resources/ephemeral-storage": "44Gi",
};

describe("autoscalerTags()", () => {
  const table: [string, Partial<NodeGroupArgs>, Record<string, string>[]][] = [
    ["a group over two zones, which promises no zone", twoZones, [node]],
    [
      "a group in one zone, which volumes may count on (F-27)",
      {},
      [
        {
          ...node,
          "label/topology.kubernetes.io/zone": "eu-west-1a",
          "label/topology.ebs.csi.aws.com/zone": "eu-west-1a",
        },
      ],
    ],
    [
      "each zone of a perZone group (F-27)",
      { ...twoZones, perZone: true },
      ["eu-west-1a", "eu-west-1b"].map((zone) => ({
        ...node,
        "label/topology.kubernetes.io/zone": zone,
        "label/topology.ebs.csi.aws.com/zone": zone,
      })),
    ],
    [
      "labels, taints and a disk of its own (F-26)",
      {
        ...twoZones,
        diskGiB: 100,
        labels: { "example.com/tier": "batch" },
        taints: [
          { key: "batch", value: "yes" },
          { key: "soft", effect: "PreferNoSchedule" },
        ],
      },
      [
        {
          ...node,
          "label/example.com/tier": "batch",
          "taint/batch": "yes:NoSchedule",
          "taint/soft": ":PreferNoSchedule",
          "resources/ephemeral-storage": "89Gi",
        },
      ],
    ],
    [
      "GPUs: accelerator, taint, count (F-30)",
      { ...twoZones, instanceTypes: ["g5.12xlarge"] },
      [
        {
          ...node,
          "label/k8s.amazonaws.com/accelerator": "nvidia-a10g",
          "taint/nvidia.com/gpu": "true:NoSchedule",
          "resources/cpu": "47810m",
          "resources/memory": "180297Mi",
          "resources/nvidia.com/gpu": "4",
        },
      ],
    ],
    [
      "scale-down of its own",
      { ...twoZones, scaleDown: { utilizationThreshold: 0.7, unneededSeconds: 900 } },
      [
        {
          ...node,
          "autoscaling-options/scaledownutilizationthreshold": "0.7",
          "autoscaling-options/scaledownunneededtime": "900s",
        },
      ],
    ],
  ];
  for (const [title, group, expected] of table) {
    it(`say of ${title}`, () => assert.deepEqual(tags(group), expected));
  }

  it("set the threshold of GPUs, which is another option, for a group with GPUs", () => {
    const [found] = tags({
      instanceTypes: ["g5.xlarge"],
      scaleDown: { utilizationThreshold: 0.3 },
    });
    assert.equal(found?.["autoscaling-options/scaledowngpuutilizationthreshold"], "0.3");
    assert.ok(!("autoscaling-options/scaledownutilizationthreshold" in found!));
  });

  it("say that a type with few addresses takes fewer pods than the 110 that the autoscaler assumes", () => {
    // Too small for the door, but what it would be counts.
    const [managed] = managedGroups([{ ...settledGroup(), instanceTypes: ["t3.nano"] }]);
    const pods = autoscalerTags(managed!).find(({ slug }) => slug === "resources-pods");
    assert.equal(pods?.value, "34");
  });

  it("keep of two taints with one key the one that keeps pods out", () => {
    const [first] = tags({
      taints: [
        { key: "a", value: "x", effect: "NoSchedule" },
        { key: "a", value: "y", effect: "PreferNoSchedule" },
      ],
    });
    assert.equal(first?.["taint/a"], "x:NoSchedule");
  });

  it("have unique slugs and keys, whatever the labels", () => {
    const part = fc.stringMatching(/^[a-z0-9]([a-z0-9.-]{0,8}[a-z0-9])?$/);
    const key = fc.oneof(
      part,
      fc.tuple(part, part).map(([a, b]) => `${a}/${b}`),
      fc.constantFrom("a/b", "a-b", "a.b"),
    );
    const [managed] = managedGroups([settledGroup()]);
    fc.assert(
      fc.property(fc.dictionary(key, part), (labels) => {
        const made = autoscalerTags({ ...managed!, labels });
        assert.equal(new Set(made.map(({ slug }) => slug)).size, made.length);
        assert.equal(new Set(made.map(({ key: one }) => one)).size, made.length);
      }),
    );
  });
});
