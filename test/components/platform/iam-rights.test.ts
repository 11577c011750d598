import assert from "node:assert/strict";
import { account, iamDecision } from "../../support/iam-decision";
import type { Made } from "../kafka/recorded";
import { msk, platformWithRights, policyOf, queue } from "./with-rights";

/** Who: the resource that holds the policy. */
const keda = "chatbot-keda-role-policy";
const answer = "chatbot-service-answer-role-policy";
const frontend = "chatbot-service-frontend-role-policy";
const jobs = "chatbot-service-jobs-role-policy";
const flowLogs = "chatbot-foundation-network-flow-logs-role-policy";
const autoscaler = "chatbot-runtime-autoscaler-role-policy";

const kafka = (kind: string, name: string, cluster = "chat/0123-4567"): string =>
  `arn:aws:kafka:eu-central-1:${account}:${kind}/${cluster}/${name}`;
const sqs = (name: string, region = "eu-central-1"): string =>
  `arn:aws:sqs:${region}:${account}:${name}`;
const logs = (group: string): string =>
  `arn:aws:logs:eu-central-1:${account}:log-group:${group}:log-stream:eni-1`;
const otherMsk = msk.replace("/chat/", "/other/");
const asg = `arn:aws:autoscaling:eu-central-1:${account}:autoScalingGroup:1:autoScalingGroupName/eks-workers`;

const allowed: [who: string, actions: string, resource: string][] = [
  [keda, "sqs:GetQueueAttributes", queue],
  [keda, "kafka-cluster:Connect", msk],
  [keda, "kafka-cluster:DescribeTopic", kafka("topic", "questions")],
  [keda, "kafka-cluster:DescribeTopic", kafka("topic", "summaries")],
  [keda, "kafka-cluster:DescribeGroup", kafka("group", "answer-group")],
  [answer, "s3:GetObject", "arn:aws:s3:::prompts/system.txt"],
  [answer, "kafka-cluster:Connect", msk],
  [answer, "kafka-cluster:ReadData kafka-cluster:DescribeTopic", kafka("topic", "questions")],
  [answer, "kafka-cluster:AlterGroup kafka-cluster:DescribeGroup", kafka("group", "answer-group")],
  [answer, "kafka-cluster:WriteData kafka-cluster:DescribeTopic", kafka("topic", "summaries")],
  [frontend, "kafka-cluster:Connect kafka-cluster:WriteDataIdempotently", msk],
  [frontend, "kafka-cluster:WriteData kafka-cluster:DescribeTopic", kafka("topic", "questions")],
  [jobs, "sqs:ReceiveMessage sqs:DeleteMessage", queue],
  [flowLogs, "logs:CreateLogStream logs:PutLogEvents", logs("/aws/vpc/chatbot/flow-logs")],
];

const denied: [who: string, actions: string, resource: string][] = [
  // KEDA sees how much there is, and never what.
  [keda, "sqs:ReceiveMessage sqs:DeleteMessage sqs:SendMessage sqs:PurgeQueue", queue],
  [keda, "sqs:GetQueueAttributes", sqs("payments")],
  [keda, "sqs:GetQueueAttributes", sqs("jobs", "us-east-1")],
  [keda, "kafka-cluster:ReadData kafka-cluster:WriteData", kafka("topic", "questions")],
  [keda, "kafka-cluster:AlterGroup kafka-cluster:DeleteGroup", kafka("group", "answer-group")],
  [keda, "kafka-cluster:AlterCluster kafka-cluster:WriteDataIdempotently", msk],
  [keda, "kafka-cluster:Connect", otherMsk],
  [keda, "kafka-cluster:DescribeTopic", kafka("topic", "questions", "other/0123-4567")],
  [keda, "kafka-cluster:DescribeGroup", kafka("group", "answer-group", "other/0123-4567")],
  [keda, "s3:GetObject", "arn:aws:s3:::prompts/system.txt"],
  // A consumer reads its own topic as its own group.
  [answer, "kafka-cluster:ReadData", kafka("topic", "summaries")],
  [answer, "kafka-cluster:WriteData", kafka("topic", "questions")],
  [answer, "kafka-cluster:ReadData", kafka("topic", "questions-private")],
  [answer, "kafka-cluster:AlterGroup", kafka("group", "other-group")],
  [answer, "kafka-cluster:DeleteTopic kafka-cluster:AlterTopic", kafka("topic", "questions")],
  [answer, "kafka-cluster:ReadData", kafka("topic", "questions", "other/0123-4567")],
  [answer, "kafka-cluster:Connect", otherMsk],
  [answer, "s3:PutObject s3:DeleteObject", "arn:aws:s3:::prompts/system.txt"],
  [answer, "s3:GetObject", "arn:aws:s3:::invoices/1.pdf"],
  [answer, "sqs:ReceiveMessage", queue],
  // A producer reads nothing, and belongs to no group.
  [frontend, "kafka-cluster:ReadData kafka-cluster:DeleteTopic", kafka("topic", "questions")],
  [frontend, "kafka-cluster:WriteData", kafka("topic", "summaries")],
  [
    frontend,
    "kafka-cluster:AlterGroup kafka-cluster:DescribeGroup",
    kafka("group", "answer-group"),
  ],
  [frontend, "s3:GetObject", "arn:aws:s3:::prompts/system.txt"],
  // A service without topics does not reach Kafka at all.
  [jobs, "kafka-cluster:Connect", msk],
  [jobs, "kafka-cluster:ReadData", kafka("topic", "questions")],
  [jobs, "sqs:SendMessage sqs:DeleteQueue sqs:SetQueueAttributes", queue],
  [jobs, "sqs:ReceiveMessage", sqs("payments")],
  [flowLogs, "logs:PutLogEvents", logs("/aws/eks/chatbot/cluster")],
  [flowLogs, "logs:DeleteLogStream logs:GetLogEvents", logs("/aws/vpc/chatbot/flow-logs")],
  [autoscaler, "autoscaling:SetDesiredCapacity", asg],
];

describe("AWS rights of a whole platform, by simulation (checks 19, 20 and 25)", () => {
  let run: Made;
  before(async () => {
    run = await platformWithRights();
  });

  for (const [table, expected] of [
    [allowed, "Allowed"],
    [denied, "ImplicitlyDenied"],
  ] as const) {
    for (const [who, actions, resource] of table) {
      const short = who.replace(/^chatbot-|-role-policy$/g, "");
      const what = resource.split(":").slice(2).filter(Boolean).join(":");
      it(`${short}: ${actions} on ${what} is ${expected}`, async () => {
        for (const action of actions.split(" ")) {
          assert.equal(await iamDecision(policyOf(run, who), action, resource), expected, action);
        }
      });
    }
  }

  it("lets the autoscaler resize groups of its own cluster only, which their tags say", async () => {
    const policy = policyOf(run, autoscaler);
    for (const [cluster, expected] of [
      ["chatbot", "Allowed"],
      ["chatbot-staging", "ImplicitlyDenied"],
    ] as const) {
      const tags = {
        "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true",
        [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster}`]: "owned",
      };
      for (const verb of ["SetDesiredCapacity", "TerminateInstanceInAutoScalingGroup"]) {
        assert.equal(await iamDecision(policy, `autoscaling:${verb}`, asg, tags), expected, verb);
      }
    }
  });
});
