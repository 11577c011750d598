import { policyDocument, type PolicyDocument } from "../iam-policy";

/** Trust policy of the role by which a VPC writes its flow logs; of one account where it is known. */
export function flowLogsTrustPolicy(accountId: string | undefined): PolicyDocument {
  return policyDocument({
    Sid: "FlowLogsTakeThisRole",
    Effect: "Allow",
    Principal: { Service: "vpc-flow-logs.amazonaws.com" },
    Action: ["sts:AssumeRole"],
    ...(accountId === undefined
      ? {}
      : { Condition: { StringEquals: { "aws:SourceAccount": accountId } } }),
  });
}

/** What flow logs may do: write to their own log group. */
export function flowLogsPolicy<W>(logGroupStreams: W): PolicyDocument<W> {
  return policyDocument<W>({
    Sid: "WriteOwnLogGroup",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    Resource: [logGroupStreams],
  });
}
