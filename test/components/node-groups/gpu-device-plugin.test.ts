import assert from "node:assert/strict";
import {
  GpuDevicePlugin,
  type GpuDevicePluginArgs,
} from "../../../components/node-groups/gpu-device-plugin";
import { versions } from "../../../components/versions";
import { made } from "../kafka/recorded";

async function release(args: GpuDevicePluginArgs): Promise<Record<string, any>> {
  const run = await made(() => new GpuDevicePlugin("gpu", args));
  assert.deepEqual(run.tree, ["gpu-release kubernetes:helm.sh/v3:Release"]);
  assert.deepEqual(run.errors, []);
  return run.get("gpu-release").inputs;
}

const terms = (inputs: Record<string, any>): unknown =>
  inputs["values"].affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution
    .nodeSelectorTerms;
const accelerated = { key: "k8s.amazonaws.com/accelerator", operator: "Exists" };

describe("GpuDevicePlugin", () => {
  it("makes one release, of the pinned chart, and does not wait for nodes that are not there", async () => {
    const inputs = await release({});
    assert.deepEqual(
      [inputs["chart"], inputs["version"], inputs["repositoryOpts"], inputs["skipAwait"]],
      [
        "nvidia-device-plugin",
        versions.nvidiaDevicePlugin,
        { repo: "https://nvidia.github.io/k8s-device-plugin" },
        true,
      ],
    );
  });

  it("runs on every node with an accelerator, whatever its taints", async () => {
    const inputs = await release({});
    assert.deepEqual(terms(inputs), [{ matchExpressions: [accelerated] }]);
    assert.deepEqual(inputs["values"].tolerations, [{ operator: "Exists" }]);
  });

  it("runs on nodes of the named groups only, because two plugins on a node would clash", async () => {
    assert.deepEqual(terms(await release({ nodeGroups: ["gpu"] })), [
      {
        matchExpressions: [
          accelerated,
          { key: "chatbot.dev/node-group", operator: "In", values: ["gpu"] },
        ],
      },
    ]);
  });

  it("comes from a mirror when there is one", async () => {
    const inputs = await release({ chart: { source: "oci://mirror.acme.dev/nvidia" } });
    assert.equal(inputs["chart"], "oci://mirror.acme.dev/nvidia");
    assert.equal(inputs["repositoryOpts"], undefined);
  });
});
