import assert from "node:assert/strict";
import { podIdentityTrustPolicy } from "../../components/pod-identity";
import type { PodIdentityConditions } from "../../components/pod-identity";

const statement = {
  Sid: "PodsTakeThisRoleByPodIdentity",
  Effect: "Allow",
  Principal: { Service: "pods.eks.amazonaws.com" },
  Action: ["sts:AssumeRole", "sts:TagSession"],
};

describe("podIdentityTrustPolicy", () => {
  const cases: [string, PodIdentityConditions, Record<string, string> | undefined][] = [
    ["of which nothing is known", {}, undefined],
    ["of an account", { accountId: "111122223333" }, { "aws:SourceAccount": "111122223333" }],
    [
      "of one ServiceAccount of one cluster (checks 22 and 23)",
      {
        accountId: "111122223333",
        clusterName: "chatbot",
        namespace: "keda",
        serviceAccount: "keda-operator",
      },
      {
        "aws:SourceAccount": "111122223333",
        "aws:RequestTag/eks-cluster-name": "chatbot",
        "aws:RequestTag/kubernetes-namespace": "keda",
        "aws:RequestTag/kubernetes-service-account": "keda-operator",
      },
    ],
  ];
  for (const [title, conditions, equals] of cases) {
    it(`admits pods ${title}`, () => {
      assert.deepEqual(podIdentityTrustPolicy(conditions), {
        Version: "2012-10-17",
        Statement: [
          equals === undefined ? statement : { ...statement, Condition: { StringEquals: equals } },
        ],
      });
    });
  }
});
