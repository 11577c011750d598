import assert from "node:assert/strict";
import { account, trustDecision } from "../../support/iam-decision";
import type { Made } from "../kafka/recorded";
import { boundary, platformWithRights, policyOf } from "./with-rights";

/** Roles that pods take, and the one ServiceAccount that may. */
const roles: [role: string, namespace: string, serviceAccount: string][] = [
  ["chatbot-foundation-cluster-vpc-cni-role", "kube-system", "aws-node"],
  ["chatbot-runtime-addons-aws-ebs-csi-driver-role", "kube-system", "ebs-csi-controller-sa"],
  ["chatbot-runtime-autoscaler-role", "kube-system", "cluster-autoscaler"],
  ["chatbot-keda-role", "keda", "keda-operator"],
  ["chatbot-service-answer-role", "chatbot", "answer"],
  ["chatbot-service-frontend-role", "chatbot", "frontend"],
  ["chatbot-service-jobs-role", "chatbot", "jobs"],
];

const pods = "pods.eks.amazonaws.com";
const tag = (name: string): string => `aws:RequestTag/${name}`;

describe("who may take the roles of a platform, by simulation (checks 22 and 23)", () => {
  let run: Made;
  before(async () => {
    run = await platformWithRights();
  });

  it("knows every role of the platform", () => {
    const others = ["chatbot-foundation-network-flow-logs-role", "chatbot-foundation-nodes-role"];
    const made = run.resources.filter(({ type }) => type === "aws:iam/role:Role");
    assert.deepEqual(
      made.map(({ name }) => name).sort(),
      [...roles.map(([role]) => role), ...others].sort(),
    );
    for (const { name, inputs } of made) {
      assert.equal(inputs["permissionsBoundary"], boundary, `${name} (check 25)`);
    }
  });

  for (const [role, namespace, serviceAccount] of roles) {
    const right = {
      "aws:SourceAccount": account,
      [tag("eks-cluster-name")]: "chatbot",
      [tag("kubernetes-namespace")]: namespace,
      [tag("kubernetes-service-account")]: serviceAccount,
    };
    const table: [string, Record<string, string>, string, string][] = [
      ["its own pods", {}, pods, "Allowed"],
      ["another namespace", { [tag("kubernetes-namespace")]: "web" }, pods, "ImplicitlyDenied"],
      [
        "another ServiceAccount",
        { [tag("kubernetes-service-account")]: "default" },
        pods,
        "ImplicitlyDenied",
      ],
      ["another cluster", { [tag("eks-cluster-name")]: "staging" }, pods, "ImplicitlyDenied"],
      ["another account", { "aws:SourceAccount": "444455556666" }, pods, "ImplicitlyDenied"],
      ["instances", {}, "ec2.amazonaws.com", "ImplicitlyDenied"],
    ];
    for (const [who, change, service, expected] of table) {
      it(`${role}: ${who} ${expected === "Allowed" ? "may" : "may not"}`, async () => {
        const policy = policyOf(run, role, "assumeRolePolicy");
        const context = { ...right, ...change };
        for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
          assert.equal(await trustDecision(policy, service, action, context), expected, action);
        }
      });
    }
  }

  it("ties each role to the ServiceAccount that its trust names", () => {
    const ties = run.resources
      .filter(({ type }) => type === "aws:eks/podIdentityAssociation:PodIdentityAssociation")
      .map(({ inputs }) => [
        String(inputs["roleArn"]).split("/").at(-1),
        inputs["namespace"],
        inputs["serviceAccount"],
      ]);
    const byAddon = roles.filter(([role]) => /vpc-cni|ebs-csi/.test(role));
    assert.deepEqual([...ties, ...byAddon].sort(), [...roles].sort());
  });

  it("keeps flow logs of other accounts, and everybody but EC2, away from the other two", async () => {
    const flow = policyOf(run, "chatbot-foundation-network-flow-logs-role", "assumeRolePolicy");
    const nodes = policyOf(run, "chatbot-foundation-nodes-role", "assumeRolePolicy");
    const ask = (policy: typeof flow, service: string, from: string) =>
      trustDecision(policy, service, "sts:AssumeRole", { "aws:SourceAccount": from });
    const vpc = "vpc-flow-logs.amazonaws.com";
    assert.equal(await ask(flow, vpc, account), "Allowed");
    assert.equal(await ask(flow, vpc, "444455556666"), "ImplicitlyDenied");
    assert.equal(await ask(flow, pods, account), "ImplicitlyDenied");
    assert.equal(await ask(nodes, "ec2.amazonaws.com", account), "Allowed");
    assert.equal(await ask(nodes, pods, account), "ImplicitlyDenied");
  });
});
