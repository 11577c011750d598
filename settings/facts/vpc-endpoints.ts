/**
 * What nodes without a way to the internet must reach in AWS to join and to run pods.
 * https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html; `autoscaling` and `eks` for Cluster Autoscaler,
 * `eks-auth` for Pod Identity. S3, which holds the layers of ECR images, has a gateway endpoint that costs nothing.
 */
export const endpointsWithoutNat = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "sts",
  "autoscaling",
  "eks",
  "eks-auth",
] as const;

/** Interface endpoints that we know by name, for did-you-mean; AWS has more. */
export const knownEndpoints: readonly string[] = [
  ...endpointsWithoutNat,
  ...[
    "s3",
    "dynamodb",
    "logs",
    "monitoring",
    "elasticloadbalancing",
    "ssm",
    "ssmmessages",
    "ec2messages",
    "kms",
  ],
  ...[
    "secretsmanager",
    "sqs",
    "sns",
    "events",
    "states",
    "lambda",
    "execute-api",
    "kinesis-streams",
    "kafka",
  ],
  ...[
    "bedrock",
    "bedrock-runtime",
    "bedrock-agent",
    "bedrock-agent-runtime",
    "sagemaker.api",
    "sagemaker.runtime",
  ],
  ...[
    "elasticfilesystem",
    "rds",
    "rds-data",
    "athena",
    "glue",
    "xray",
    "cloudformation",
    "cloudtrail",
    "config",
  ],
  ...[
    "aps-workspaces",
    "aps",
    "guardduty-data",
    "comprehend",
    "textract",
    "translate",
    "transcribe",
    "polly",
  ],
  ...[
    "rekognition",
    "acm-pca",
    "appconfig",
    "appconfigdata",
    "codeartifact.api",
    "codeartifact.repositories",
  ],
  ...[
    "elasticache",
    "memory-db",
    "redshift",
    "redshift-data",
    "email-smtp",
    "servicediscovery",
    "grafana",
  ],
];
