import assert from "node:assert/strict";
import { devicePluginGroups, managedGroups } from "../../../components/node-groups/managed-groups";
import { nodeGroup } from "../../../components/node-groups/node-group";
import type { NodeGroupArgs } from "../../../settings/args/node-group";
import { settledGroup } from "../../support/settled-nodes";

function made(group: Partial<NodeGroupArgs> = {}) {
  const [managed] = managedGroups([settledGroup(group)]);
  return nodeGroup(managed!, "1.35");
}

describe("nodeGroup()", () => {
  it("is this, of a small group", () => {
    assert.deepEqual(made(), {
      nodeGroupNamePrefix: "workers-",
      version: "1.35",
      amiType: "AL2023_x86_64_STANDARD",
      capacityType: "ON_DEMAND",
      instanceTypes: ["m6i.large"],
      labels: { "chatbot.dev/node-group": "workers" },
      taints: [],
      scalingConfig: { minSize: 0, maxSize: 5, desiredSize: 0 },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
    });
  });

  it("begins at its smallest size", () => {
    assert.deepEqual(made({ minSize: 2 }).scalingConfig, {
      minSize: 2,
      maxSize: 5,
      desiredSize: 2,
    });
  });

  it("labels and taints GPU nodes, in EKS' spelling (check 49)", () => {
    const { labels, taints, amiType } = made({
      instanceTypes: ["g6.xlarge"],
      taints: [
        { key: "a", value: "x", effect: "NoExecute" },
        { key: "b", effect: "PreferNoSchedule" },
      ],
    });
    assert.deepEqual(labels, {
      "chatbot.dev/node-group": "workers",
      "k8s.amazonaws.com/accelerator": "nvidia-l4",
    });
    assert.deepEqual(taints, [
      { key: "a", value: "x", effect: "NO_EXECUTE" },
      { key: "b", effect: "PREFER_NO_SCHEDULE" },
      { key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" },
    ]);
    assert.equal(amiType, "AL2023_x86_64_NVIDIA");
  });

  it("has the warm pool that is asked for", () => {
    assert.deepEqual(
      made({ warmPool: { minSize: 1, maxGroupPreparedCapacity: 3 } }).warmPoolConfig,
      {
        minSize: 1,
        maxGroupPreparedCapacity: 3,
        poolState: "STOPPED",
        reuseOnScaleIn: false,
      },
    );
  });
});

describe("managedGroups()", () => {
  const zones = ["eu-west-1a", "eu-west-1c"];

  it("are one over all zones", () => {
    const groups = managedGroups([settledGroup({ availabilityZones: zones })]);
    assert.deepEqual(
      groups.map((group) => [group.name, group.zones]),
      [["workers", zones]],
    );
  });

  it("are one for each zone of a perZone group, equal but for name and zone", () => {
    const groups = managedGroups([settledGroup({ availabilityZones: zones, perZone: true })]);
    assert.deepEqual(
      groups.map((group) => [group.name, group.zones, group.labels["chatbot.dev/node-group"]]),
      [
        ["workers-a", ["eu-west-1a"], "workers"],
        ["workers-c", ["eu-west-1c"], "workers"],
      ],
    );
  });
});

describe("devicePluginGroups()", () => {
  it("are those of Amazon Linux with GPUs, because Bottlerocket has the plugin built in", () => {
    const gpu = settledGroup({ name: "gpu", instanceTypes: ["g6.xlarge"] });
    const bottled = settledGroup({
      name: "bottled",
      instanceTypes: ["g6.xlarge"],
      amiType: "BOTTLEROCKET_x86_64_NVIDIA",
    });
    assert.deepEqual(devicePluginGroups([settledGroup(), gpu, bottled]), ["gpu"]);
  });
});
