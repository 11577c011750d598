import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  KubernetesCluster,
  type KubernetesClusterArgs,
} from "../../../components/cluster/kubernetes-cluster";
import { record } from "../../../plan/record";
import type { EksArgs } from "../../../settings/args/cluster";
import { made, opened, type Made } from "../kafka/recorded";
import { boundary, eksArgs } from "./settled-eks";

const args: KubernetesClusterArgs = {
  eks: eksArgs,
  vpcId: "vpc-1",
  privateSubnetIds: ["subnet-1", "subnet-2"],
};

const cluster = (
  change: Partial<EksArgs> = {},
  environment?: KubernetesClusterArgs["environment"],
  options?: () => pulumi.ComponentResourceOptions,
) =>
  made(
    () =>
      new KubernetesCluster(
        "cluster",
        { ...args, eks: { ...eksArgs, ...change }, environment },
        options?.(),
      ),
  );

const addon = "aws:eks/addon:Addon";
const key = "arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000";

describe("KubernetesCluster", () => {
  let run: Made;
  before(async () => {
    run = await cluster();
  });

  it("makes exactly these children", () => {
    assert.deepEqual(run.tree, [
      "cluster-aws pulumi:providers:aws",
      `cluster-eks eks:index:Cluster`,
      `cluster-eks-pod-identity-agent-addon ${addon}`,
      "cluster-key aws:kms/key:Key",
      "cluster-key-alias aws:kms/alias:Alias",
      `cluster-kube-proxy-addon ${addon}`,
      "cluster-logs aws:cloudwatch/logGroup:LogGroup",
      `cluster-vpc-cni-addon ${addon}`,
      "cluster-vpc-cni-role aws:iam/role:Role",
      "cluster-vpc-cni-role-policy aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    ]);
    assert.deepEqual(run.errors, []);
  });

  it("check 3: encrypts Secrets with a key of its own, which rotates, or with the one given", async () => {
    const { enableKeyRotation, policy, deletionWindowInDays } = run.get("cluster-key").inputs;
    assert.equal(enableKeyRotation, true);
    assert.equal(deletionWindowInDays, 30);
    // Check 27: AWS' default policy gives the key to the account, and no kms:* to everybody.
    assert.equal(policy, undefined);
    assert.equal(
      run.get("cluster-eks").inputs["encryptionConfigKeyArn"],
      "arn:aws:kms:eu-central-1:111122223333:key/cluster-key",
    );

    const given = await cluster({ kmsKeyArn: key });
    assert.equal(given.get("cluster-eks").inputs["encryptionConfigKeyArn"], key);
    assert.deepEqual(
      given.tree.filter((line) => line.includes("aws:kms")),
      [],
    );
  });

  it("check 4: makes the log group, with its retention, before EKS makes one without", async () => {
    const { logs, waits } = await cluster({ name: "answers", logRetentionDays: 90 }).then(
      (made) => ({
        logs: made.get("cluster-logs").inputs,
        waits: made.waitsFor("cluster-eks"),
      }),
    );
    assert.equal(logs["name"], "/aws/eks/answers/cluster");
    assert.equal(logs["retentionInDays"], 90);
    assert.ok(waits.includes("cluster-logs"));
  });

  it("check 6: gives rights to the principals named", () => {
    const { accessEntries } = run.get("cluster-eks").inputs;
    assert.deepEqual(Object.keys(accessEntries as object), ["111122223333/role/platform-admin"]);
  });

  it("check 7: protects the cluster and its key in production, and keeps the logs", async () => {
    const protectedNames = (made: Made): string[] =>
      made.resources.filter(({ options }) => options.protect).map(({ name }) => name);
    const kept = (made: Made): string[] =>
      made.resources.filter(({ options }) => options.retainOnDelete).map(({ name }) => name);
    assert.deepEqual([protectedNames(run), kept(run)], [[], []]);
    const production = await cluster({}, "production");
    assert.deepEqual(protectedNames(production).sort(), ["cluster-eks", "cluster-key"]);
    assert.deepEqual(kept(production), ["cluster-logs"]);
    assert.equal(production.get("cluster-eks").inputs["deletionProtection"], true);
    const givenUp = await cluster({ deletionProtection: false }, "production");
    assert.deepEqual([protectedNames(givenUp), kept(givenUp)], [[], ["cluster-logs"]]);
  });

  it("check 9: owns every add-on, each with a conflict policy, after the cluster", () => {
    const addons = run.resources.filter(({ type }) => type === addon);
    assert.deepEqual(addons.map(({ inputs }) => inputs["addonName"]).sort(), [
      "eks-pod-identity-agent",
      "kube-proxy",
      "vpc-cni",
    ]);
    for (const { name, inputs } of addons) {
      assert.equal(inputs["clusterName"], "chatbot");
      assert.equal(inputs["resolveConflictsOnCreate"], "OVERWRITE");
      assert.equal(inputs["resolveConflictsOnUpdate"], "PRESERVE");
      assert.ok(run.waitsFor(name).includes("cluster-eks"), name);
    }
  });

  it("enforces network policies and hands out addresses by prefix", () => {
    const { configurationValues } = run.get("cluster-vpc-cni-addon").inputs;
    assert.deepEqual(JSON.parse(String(configurationValues)), {
      enableNetworkPolicy: "true",
      env: { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" },
    });
  });

  it("checks 22 to 24: gives the CNI its own role, which no other pod can take", async () => {
    const bound = await cluster({ accountId: "111122223333", permissionsBoundaryArn: boundary });
    const { assumeRolePolicy, permissionsBoundary } = bound.get("cluster-vpc-cni-role").inputs;
    assert.equal(permissionsBoundary, boundary);
    assert.deepEqual(JSON.parse(String(assumeRolePolicy)).Statement[0].Condition.StringEquals, {
      "aws:SourceAccount": "111122223333",
      "aws:RequestTag/eks-cluster-name": "chatbot",
      "aws:RequestTag/kubernetes-namespace": "kube-system",
      "aws:RequestTag/kubernetes-service-account": "aws-node",
    });
    assert.deepEqual(bound.get("cluster-vpc-cni-role-policy").inputs, {
      role: "cluster-vpc-cni-role",
      policyArn: "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy",
    });
    assert.deepEqual(bound.get("cluster-vpc-cni-addon").inputs["podIdentityAssociations"], [
      {
        serviceAccount: "aws-node",
        roleArn: "arn:aws:iam::111122223333:role/cluster-vpc-cni-role",
      },
    ]);
    assert.ok(bound.waitsFor("cluster-vpc-cni-addon").includes("cluster-vpc-cni-role-policy"));
  });

  it("deploys by its own provider to the stated account and region", async () => {
    const bound = await cluster({ accountId: "111122223333", tags: { team: "ai" } });
    const { region, allowedAccountIds, defaultTags } = bound.get("cluster-aws").inputs;
    assert.deepEqual(
      [region, opened(allowedAccountIds), opened(defaultTags)],
      ["eu-west-1", '["111122223333"]', '{"tags":{"team":"ai"}}'],
    );
    const ours = bound.resources.filter(({ type }) => type.startsWith("aws:"));
    assert.deepEqual(
      ours.filter(({ options }) => options.provider !== "cluster-aws").map(({ name }) => name),
      [],
    );
  });

  it("makes no provider where one is given", async () => {
    const given = await cluster({}, undefined, () => ({
      providers: [new aws.Provider("given", { region: "eu-west-1" })],
    }));
    assert.ok(!given.tree.some((line) => line.startsWith("cluster-aws ")));
    const ours = given.resources.filter(({ type }) => type.startsWith("aws:"));
    assert.ok(ours.length > 5);
    assert.deepEqual(
      ours.filter(({ options }) => options.provider !== "given").map(({ name }) => name),
      [],
    );
  });

  it("hands the network on, and the kubeconfig as a secret (check 104)", async () => {
    const { vpcId, privateSubnetIds } = run.get("cluster-eks").inputs;
    assert.deepEqual(
      { vpcId, privateSubnetIds },
      {
        vpcId: "vpc-1",
        privateSubnetIds: ["subnet-1", "subnet-2"],
      },
    );
    const flags: Record<string, boolean> = {};
    await record(async () => {
      const { kubeconfig, clusterName } = new KubernetesCluster("cluster", args);
      flags["kubeconfig"] = await pulumi.isSecret(kubeconfig);
      flags["clusterName"] = await pulumi.isSecret(clusterName);
    });
    assert.deepEqual(flags, { kubeconfig: true, clusterName: false });
  });

  it("stops before anything is made when nobody may enter", async () => {
    await assert.rejects(cluster({ admins: [] }), {
      message:
        "cannot use these settings:\n" +
        "  cluster.eks.admins: expected at least 1 entries, got an empty list: add one",
    });
  });
});
