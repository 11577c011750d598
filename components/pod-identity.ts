import { policyDocument } from "./iam-policy";
import type { Condition, PolicyDocument } from "./iam-policy";

/** Whose pods may take a role. Everything that is known narrows the role further. */
export interface PodIdentityConditions<W = string> {
  /** Account of the cluster. */
  accountId?: string;
  /** Name of the cluster in AWS. */
  clusterName?: W;
  /** Namespace of the ServiceAccount. */
  namespace?: string;
  /** Name of the ServiceAccount. */
  serviceAccount?: string;
}

/**
 * Trust policy of a role that pods take by EKS Pod Identity.
 *
 * The account by `aws:SourceAccount`, and the rest by the session tags that Pod Identity sends, which AWS documents:
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html. Not by `aws:SourceArn`: AWS names no value for it,
 * and a guessed one leaves pods without credentials (github.com/awslabs/mountpoint-s3-csi-driver/issues/781). So an
 * association of such a role must keep its session tags on.
 */
export function podIdentityTrustPolicy<W = string>({
  accountId,
  clusterName,
  namespace,
  serviceAccount,
}: PodIdentityConditions<W> = {}): PolicyDocument<W> {
  const equals: Condition<W>[string] = {
    ...(accountId === undefined ? {} : { "aws:SourceAccount": accountId }),
    ...(clusterName === undefined ? {} : { "aws:RequestTag/eks-cluster-name": clusterName }),
    ...(namespace === undefined ? {} : { "aws:RequestTag/kubernetes-namespace": namespace }),
    ...(serviceAccount === undefined
      ? {}
      : { "aws:RequestTag/kubernetes-service-account": serviceAccount }),
  };
  return policyDocument<W>({
    Sid: "PodsTakeThisRoleByPodIdentity",
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    ...(Object.keys(equals).length === 0 ? {} : { Condition: { StringEquals: equals } }),
  });
}
