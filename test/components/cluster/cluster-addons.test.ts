import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ClusterAddons, type ClusterAddonsArgs } from "../../../components/cluster/cluster-addons";
import { made, type Made } from "../kafka/recorded";
import { boundary } from "./settled-eks";

const addons = (change: Partial<ClusterAddonsArgs> = {}) =>
  made(
    () =>
      new ClusterAddons("addons", {
        clusterName: pulumi.output("chatbot"),
        region: "eu-west-1",
        ...change,
      }),
  );

const addon = "aws:eks/addon:Addon";

describe("ClusterAddons", () => {
  let run: Made;
  before(async () => {
    run = await addons();
  });

  it("makes exactly these children", () => {
    assert.deepEqual(run.tree, [
      `addons-aws-ebs-csi-driver-addon ${addon}`,
      "addons-aws-ebs-csi-driver-role aws:iam/role:Role",
      "addons-aws-ebs-csi-driver-role-policy aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      `addons-coredns-addon ${addon}`,
      `addons-metrics-server-addon ${addon}`,
      "addons-storage-class kubernetes:storage.k8s.io/v1:StorageClass",
    ]);
    assert.deepEqual(run.errors, []);
  });

  it("check 9: states what happens on conflicts", () => {
    for (const { inputs } of run.resources.filter(({ type }) => type === addon)) {
      assert.deepEqual(
        [
          inputs["clusterName"],
          inputs["resolveConflictsOnCreate"],
          inputs["resolveConflictsOnUpdate"],
        ],
        ["chatbot", "OVERWRITE", "PRESERVE"],
      );
    }
  });

  it("checks 22, 23 and 28: lets the volume driver's pods alone take the driver's role", async () => {
    const bound = await addons({ accountId: "111122223333", permissionsBoundaryArn: boundary });
    const role = bound.get("addons-aws-ebs-csi-driver-role").inputs;
    assert.equal(role["permissionsBoundary"], boundary);
    assert.deepEqual(
      JSON.parse(String(role["assumeRolePolicy"])).Statement[0].Condition.StringEquals,
      {
        "aws:SourceAccount": "111122223333",
        "aws:RequestTag/eks-cluster-name": "chatbot",
        "aws:RequestTag/kubernetes-namespace": "kube-system",
        "aws:RequestTag/kubernetes-service-account": "ebs-csi-controller-sa",
      },
    );
    assert.match(
      String(bound.get("addons-aws-ebs-csi-driver-role-policy").inputs["policyArn"]),
      /^arn:aws:iam::aws:policy\/.*AmazonEBSCSIDriverPolicyV2$/,
    );
  });

  it("names the partition of the region in policies", async () => {
    const china = await addons({ region: "cn-north-1" });
    assert.match(
      String(china.get("addons-aws-ebs-csi-driver-role-policy").inputs["policyArn"]),
      /^arn:aws-cn:iam::aws:policy\//,
    );
  });

  for (const [environment, reclaimPolicy] of [
    ["development", "Delete"],
    ["production", "Retain"],
  ] as const) {
    it(`makes the default storage class: encrypted, and in ${environment} ${reclaimPolicy}`, async () => {
      const { inputs } = (await addons({ environment })).get("addons-storage-class");
      assert.deepEqual(inputs, {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: {
          name: "gp3",
          annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
        },
        provisioner: "ebs.csi.aws.com",
        parameters: { type: "gp3", encrypted: "true" },
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
        reclaimPolicy,
      });
    });
  }

  it("keeps the volume driver until the storage class is gone", () => {
    assert.ok(run.waitsFor("addons-storage-class").includes("addons-aws-ebs-csi-driver-addon"));
  });
});
