import assert from "node:assert/strict";
import { EksRuntime, type EksRuntimeArgs } from "../../../components/platform/eks-runtime";
import { versions } from "../../../components/versions";
import { made, type Made } from "../kafka/recorded";
import { children } from "./platforms";

const group = { name: "workers", instanceTypes: ["m6i.large"], minSize: 1, maxSize: 5 };
const args: EksRuntimeArgs = {
  eks: {
    region: "eu-west-1",
    admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
  },
  nodes: { groups: [group] },
  clusterName: "chatbot",
};
const runtime = (change: Partial<EksRuntimeArgs> = {}) =>
  made(() => new EksRuntime("run", { ...args, ...change }));

const always = ["run-addons ClusterAddons", "run-autoscaler ClusterAutoscaler"];
const gpu = { ...group, name: "gpu", instanceTypes: ["g6.xlarge"], minSize: 0 };
const headroom = [{ nodeGroup: "workers", replicas: 1, cpu: "500m", memory: "1Gi" }];

describe("EksRuntime", () => {
  const table: [string, EksRuntimeArgs["nodes"], string[]][] = [
    ["plain nodes", { groups: [group] }, []],
    ["GPUs", { groups: [group, gpu] }, ["run-gpu GpuDevicePlugin"]],
    [
      "GPUs on Bottlerocket, which has the plugin",
      { groups: [group, { ...gpu, amiType: "BOTTLEROCKET_x86_64_NVIDIA" }] },
      [],
    ],
    ["headroom", { groups: [group], headroom }, ["run-headroom NodeHeadroom"]],
  ];
  for (const [title, nodes, more] of table) {
    it(`makes exactly these children for ${title}`, async () => {
      const run = await runtime({ nodes });
      assert.deepEqual(children(run, "run"), [...always, ...more].sort());
      assert.deepEqual(run.errors, []);
    });
  }

  it("starts what runs in the cluster after DNS and volumes (check 115)", async () => {
    const run: Made = await runtime({ nodes: { groups: [group, gpu], headroom } });
    for (const name of ["run-autoscaler", "run-gpu", "run-headroom"]) {
      const before = run.waitsFor(name);
      assert.ok(before.includes("run-addons-coredns-addon"), `${name}: ${before.join()}`);
      assert.ok(
        before.includes("run-addons-aws-ebs-csi-driver-addon"),
        `${name}: ${before.join()}`,
      );
    }
  });

  it("installs the autoscaler of the cluster's minor (F-37)", async () => {
    const run = await runtime({ eks: { ...args.eks, version: "1.34" } });
    const { image } = run.get("run-autoscaler-release").inputs["values"] as Record<string, any>;
    assert.equal(image.tag, versions.clusterAutoscaler["1.34"]);
  });

  it("narrows every role to the account, and bounds it, where that is said (checks 23 and 25)", async () => {
    const boundary = "arn:aws:iam::111122223333:policy/boundary";
    const accountId = "111122223333";
    const run = await runtime({
      eks: { ...args.eks, accountId, permissionsBoundaryArn: boundary },
    });
    const roles = run.resources.filter(({ type }) => type === "aws:iam/role:Role");
    assert.equal(roles.length, 2);
    for (const { name, inputs } of roles) {
      assert.equal(inputs["permissionsBoundary"], boundary, name);
      assert.match(String(inputs["assumeRolePolicy"]), /"aws:SourceAccount":"111122223333"/, name);
    }
  });

  it("keeps volumes in production", async () => {
    const reclaim = async (change: Partial<EksRuntimeArgs>) =>
      (await runtime(change)).get("run-addons-storage-class").inputs["reclaimPolicy"];
    assert.equal(await reclaim({}), "Delete");
    const nodes = { groups: [{ ...group, minSize: 3 }] };
    assert.equal(await reclaim({ environment: "production", nodes }), "Retain");
  });
});
