import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  ClusterAutoscaler,
  type ClusterAutoscalerArgs,
} from "../../../components/node-autoscaler/cluster-autoscaler";
import { autoscalerPolicy } from "../../../components/node-autoscaler/iam";
import { imageTag } from "../../../components/node-autoscaler/image-tag";
import { podIdentityTrustPolicy } from "../../../components/pod-identity";
import { versions } from "../../../components/versions";
import { account } from "../../support/iam-decision";
import { made, type Made } from "../kafka/recorded";

const args: ClusterAutoscalerArgs = {
  nodes: {
    groups: [
      {
        name: "workers",
        instanceTypes: ["m6i.large"],
        minSize: 1,
        maxSize: 5,
        availabilityZones: ["eu-west-1a"],
      },
    ],
  },
  // An Output, as the platform gives it: the name must reach the key of a condition.
  clusterName: pulumi.output("chatbot"),
  region: "eu-west-1",
  accountId: account,
};
const autoscaler = (change: Partial<ClusterAutoscalerArgs> = {}) =>
  made(() => new ClusterAutoscaler("autoscaler", { ...args, ...change }));

describe("ClusterAutoscaler", () => {
  let run: Made;
  before(async () => {
    run = await autoscaler();
  });

  it("makes exactly these children", () => {
    assert.deepEqual(run.tree, [
      "autoscaler-pod-identity aws:eks/podIdentityAssociation:PodIdentityAssociation",
      "autoscaler-release kubernetes:helm.sh/v3:Release",
      "autoscaler-role aws:iam/role:Role",
      "autoscaler-role-policy aws:iam/rolePolicy:RolePolicy",
    ]);
    assert.deepEqual(run.errors, []);
  });

  it("starts with its permissions in place, and keeps them until it is gone (check 107)", () => {
    assert.ok(run.waitsFor("autoscaler-pod-identity").includes("autoscaler-role-policy"));
    assert.ok(run.waitsFor("autoscaler-release").includes("autoscaler-pod-identity"));
  });

  it("has the policy of its cluster, though the name is only known while deploying (check 19)", () => {
    const scope = { partition: "aws", region: "eu-west-1", accountId: account };
    assert.deepEqual(
      JSON.parse(String(run.get("autoscaler-role-policy").inputs["policy"])),
      autoscalerPolicy({ ...scope, clusterName: "chatbot" }),
    );
  });

  it("gives its role to one ServiceAccount of one cluster (checks 22 and 23)", () => {
    const where = { clusterName: "chatbot", namespace: "kube-system" };
    assert.deepEqual(
      JSON.parse(String(run.get("autoscaler-role").inputs["assumeRolePolicy"])),
      podIdentityTrustPolicy({
        ...where,
        accountId: account,
        serviceAccount: "cluster-autoscaler",
      }),
    );
    assert.deepEqual(run.get("autoscaler-pod-identity").inputs, {
      ...where,
      serviceAccount: "cluster-autoscaler",
      roleArn: `arn:aws:iam::${account}:role/autoscaler-role`,
    });
    const { rbac } = run.get("autoscaler-release").inputs["values"] as Record<string, any>;
    assert.deepEqual(rbac.serviceAccount, { create: true, name: "cluster-autoscaler" });
  });

  it("installs the pinned chart into kube-system", () => {
    const { inputs } = run.get("autoscaler-release");
    assert.deepEqual(
      [inputs["name"], inputs["namespace"], inputs["chart"], inputs["version"]],
      ["cluster-autoscaler", "kube-system", "cluster-autoscaler", versions.clusterAutoscalerChart],
    );
    assert.deepEqual(inputs["repositoryOpts"], { repo: "https://kubernetes.github.io/autoscaler" });
  });

  it("takes chart, version and boundary that are given", async () => {
    const boundary = `arn:aws:iam::${account}:policy/boundary`;
    const given = await autoscaler({
      nodes: { ...args.nodes, autoscaler: { chart: { source: "oci://mirror.acme.dev/ca" } } },
      version: "1.34",
      permissionsBoundaryArn: boundary,
      environment: "production",
    });
    const { chart, values } = given.get("autoscaler-release").inputs as Record<string, any>;
    assert.equal(chart, "oci://mirror.acme.dev/ca");
    assert.equal(values.image.tag, versions.clusterAutoscaler["1.34"]);
    assert.equal(values.replicaCount, 2);
    assert.equal(given.get("autoscaler-role").inputs["permissionsBoundary"], boundary);
  });
});

describe("imageTag()", () => {
  for (const [minor, tag] of Object.entries(versions.clusterAutoscaler)) {
    it(`of Kubernetes ${minor} has the same minor (F-37)`, () => {
      assert.equal(imageTag(minor), tag);
      assert.ok(tag.startsWith(`v${minor}.`), tag);
    });
  }
});
