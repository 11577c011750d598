import { policyDocument, type PolicyDocument } from "../iam-policy";

/** Trust policy of the role that EC2 instances take. */
export function ec2TrustPolicy(partition: string): PolicyDocument {
  const suffix = partition === "aws-cn" ? ".cn" : "";
  return policyDocument({
    Sid: "InstancesTakeThisRole",
    Effect: "Allow",
    Principal: { Service: `ec2.amazonaws.com${suffix}` },
    Action: ["sts:AssumeRole"],
  });
}

/** What every node may do: join the cluster and pull images. The VPC CNI has a role of its own, by Pod Identity. */
export function nodeRolePolicies(partition: string): { slug: string; policyArn: string }[] {
  const managed = (name: string): string => `arn:${partition}:iam::aws:policy/${name}`;
  return [
    { slug: "worker-node", policyArn: managed("AmazonEKSWorkerNodePolicy") },
    { slug: "pull-images", policyArn: managed("AmazonEC2ContainerRegistryPullOnly") },
  ];
}
