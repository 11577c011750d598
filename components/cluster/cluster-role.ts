import { parseArn } from "../../settings/arn";
import { policyDocument, type PolicyDocument } from "../iam-policy";

/**
 * Trust policy of the control plane's role: EKS takes it for this cluster only.
 * https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function clusterTrustPolicy(clusterArn: string): PolicyDocument {
  const { account = "" } = parseArn(clusterArn) ?? {};
  return policyDocument({
    Sid: "EksTakesThisRoleForOneCluster",
    Effect: "Allow",
    Principal: { Service: "eks.amazonaws.com" },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnEquals: { "aws:SourceArn": clusterArn },
    },
  });
}
