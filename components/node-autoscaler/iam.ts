import { policyDocument, type PolicyDocument } from "../iam-policy";

/** Where Cluster Autoscaler works. */
export interface AutoscalerScope {
  partition: string;
  region: string;
  /** Account of the cluster; `*` when it is not known. */
  accountId: string;
  clusterName: string;
}

/**
 * What Cluster Autoscaler may do: read everything that it plans with, change only Auto Scaling groups of its own cluster.
 * The actions are those of cluster-autoscaler/cloudprovider/aws/README.md at 1.35; AWS cannot scope Describe*.
 */
export function autoscalerPolicy(scope: AutoscalerScope): PolicyDocument {
  const { partition, region, accountId, clusterName } = scope;
  return policyDocument(
    {
      Sid: "ReadGroupsAndInstanceTypes",
      Effect: "Allow",
      Action: [
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
      Resource: ["*"],
    },
    {
      Sid: "ReadTemplatesOfOwnNodeGroups",
      Effect: "Allow",
      Action: ["eks:DescribeNodegroup"],
      Resource: [`arn:${partition}:eks:${region}:${accountId}:nodegroup/${clusterName}/*/*`],
    },
    {
      Sid: "ScaleOwnGroups",
      Effect: "Allow",
      Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      Resource: [
        `arn:${partition}:autoscaling:${region}:${accountId}:autoScalingGroup:*:autoScalingGroupName/*`,
      ],
      Condition: {
        StringEquals: {
          "aws:ResourceTag/k8s.io/cluster-autoscaler/enabled": "true",
          [`aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`]: "owned",
        },
      },
    },
  );
}
