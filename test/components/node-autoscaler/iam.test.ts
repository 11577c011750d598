import assert from "node:assert/strict";
import { autoscalerPolicy } from "../../../components/node-autoscaler/iam";
import { account, iamDecision } from "../../support/iam-decision";

const policy = autoscalerPolicy({
  partition: "aws",
  region: "eu-west-1",
  accountId: account,
  clusterName: "chatbot",
});

const group = (region = "eu-west-1"): string =>
  `arn:aws:autoscaling:${region}:${account}:autoScalingGroup:0a1b2c3d-0000-1111-2222-333344445555:autoScalingGroupName/eks-workers-id`;
const tags = (cluster: string, enabled = "true"): Record<string, string> => ({
  "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled": enabled,
  [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster}`]: "owned",
});
const nodegroup = (cluster: string): string =>
  `arn:aws:eks:eu-west-1:${account}:nodegroup/${cluster}/workers/0a1b2c3d-0000-1111-2222-333344445555`;

const writes = [
  "autoscaling:SetDesiredCapacity",
  "autoscaling:TerminateInstanceInAutoScalingGroup",
];

describe("autoscalerPolicy()", () => {
  const table: [string, string[], string, Record<string, string>, string][] = [
    [
      "reads what it plans with (check 19)",
      [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeAutoScalingInstances",
        "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTags",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions",
        "ec2:GetInstanceTypesFromInstanceRequirements",
      ],
      "*",
      {},
      "Allowed",
    ],
    ["scales groups of its own cluster (check 19)", writes, group(), tags("chatbot"), "Allowed"],
    ["no group of another cluster (check 20)", writes, group(), tags("other"), "ImplicitlyDenied"],
    ["no group without tags (check 20)", writes, group(), {}, "ImplicitlyDenied"],
    [
      "no group that is not enabled (check 20)",
      writes,
      group(),
      tags("chatbot", "false"),
      "ImplicitlyDenied",
    ],
    [
      "no group of another region (check 20)",
      writes,
      group("us-east-1"),
      tags("chatbot"),
      "ImplicitlyDenied",
    ],
    [
      "reads node groups of its own cluster (check 21)",
      ["eks:DescribeNodegroup"],
      nodegroup("chatbot"),
      {},
      "Allowed",
    ],
    [
      "none of another cluster (check 21)",
      ["eks:DescribeNodegroup"],
      nodegroup("chatbot-staging"),
      {},
      "ImplicitlyDenied",
    ],
    [
      "nothing else, even with its own tag (check 25)",
      ["autoscaling:DeleteAutoScalingGroup", "autoscaling:UpdateAutoScalingGroup"],
      group(),
      tags("chatbot"),
      "ImplicitlyDenied",
    ],
  ];
  for (const [title, actions, resource, context, expected] of table) {
    it(`${expected === "Allowed" ? "allows:" : "denies:"} ${title}`, async () => {
      for (const action of actions) {
        assert.equal(await iamDecision(policy, action, resource, context), expected, action);
      }
    });
  }

  it("writes nothing without a condition, and reads only what AWS cannot scope on * (check 25)", () => {
    const loose = policy.Statement.filter(({ Condition }) => Condition === undefined);
    assert.deepEqual(
      loose
        .flatMap(({ Action }) => Action)
        .filter((action) => !/:(Describe|Get)[A-Z]\w+$/.test(action)),
      [],
    );
    assert.deepEqual(
      policy.Statement.filter(({ Resource }) => Resource?.includes("*")).map(({ Sid }) => Sid),
      ["ReadGroupsAndInstanceTypes"],
    );
  });

  it("fits into an inline policy with the longest name of a cluster", () => {
    const clusterName = "c".repeat(100);
    const longest = autoscalerPolicy({
      partition: "aws-us-gov",
      region: "ap-southeast-1",
      accountId: account,
      clusterName,
    });
    assert.ok(JSON.stringify(longest).length < 6144);
  });

  it("speaks of any account where none is known", () => {
    const open = autoscalerPolicy({
      partition: "aws-cn",
      region: "cn-north-1",
      accountId: "*",
      clusterName: "chatbot",
    });
    assert.deepEqual(open.Statement[1]?.Resource, [
      "arn:aws-cn:eks:cn-north-1:*:nodegroup/chatbot/*/*",
    ]);
  });
});
