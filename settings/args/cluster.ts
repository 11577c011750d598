import type * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs } from "./network";

/** The Kubernetes cluster. Give exactly one of the keys. */
export interface ClusterArgs {
  /** A new EKS cluster with its network, access, add-ons and storage class. */
  eks?: EksArgs;
  /** A cluster that exists: EKS, kind, k3d, Docker Desktop or any other. */
  existing?: ExistingClusterArgs;
}

/** A cluster that exists. Without either key, the current context of the default kubeconfig is used. */
export interface ExistingClusterArgs {
  /** Contents of a kubeconfig; in TypeScript an Output of another component. Prefer `context` in stack files. */
  kubeconfig?: pulumi.Input<string>;
  /**
   * Context of the default kubeconfig.
   * @minLength 1
   * @maxLength 253
   */
  context?: string;
  /**
   * Name of the cluster in AWS, when it is one of EKS: needed for AWS permissions of services and of KEDA, which EKS Pod
   * Identity gives.
   * @pattern ^[a-zA-Z0-9][a-zA-Z0-9_-]*$
   * @maxLength 100
   */
  clusterName?: string;
  /**
   * Kubernetes minor version of the cluster, so that versions can be checked against it. Quote it in YAML.
   * @derived the version that every other version of the platform was checked with
   * @pattern ^1\.[0-9]{2}$
   */
  version?: string;
}

/** A new EKS cluster. */
export interface EksArgs {
  /**
   * Name of the cluster in AWS; also the prefix of the names of its roles and log group.
   * @default "chatbot"
   * @pattern ^[a-zA-Z0-9][a-zA-Z0-9-]*$
   * @maxLength 38
   */
  name?: string;
  /**
   * AWS region, such as `eu-central-1`.
   * @pattern ^[a-z]{2}(-[a-z]+)+-[0-9]$
   */
  region: string;
  /**
   * AWS account that the stack must be deployed to; another one is refused before anything is created. Quote it in
   * YAML, because a number loses leading zeros.
   * @pattern ^[0-9]{12}$
   */
  accountId?: string;
  /**
   * Kubernetes minor version. Quote it in YAML, because 1.30 is the number 1.3.
   * @derived the version that every other version of the platform was checked with
   * @pattern ^1\.[0-9]{2}$
   */
  version?: string;
  /**
   * The network: a new VPC, or one that exists.
   * @default {}
   */
  network?: NetworkArgs;
  /**
   * Who reaches the Kubernetes API server, and from where.
   * @default {}
   */
  endpoint?: EndpointArgs;
  /**
   * Principals that may administer or read the cluster, by EKS access entries. At least one is required, because
   * nobody gets access by having created the cluster.
   * @minItems 1
   * @maxItems 100
   */
  admins: AccessEntryArgs[];
  /**
   * KMS key that encrypts Kubernetes Secrets, as the ARN of a key. Without it, the platform makes one with rotation.
   * @pattern ^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-f0-9-]{36}$
   */
  kmsKeyArn?: string;
  /**
   * Days for which control plane logs are kept.
   * @default 30
   * @asType integer
   * @minimum 1
   * @maximum 3653
   */
  logRetentionDays?: number;
  /**
   * Refuse to delete the cluster through any API until this is off. Off in production, the next update also takes Pulumi's
   * protection from the cluster, its key, Kafka and the topics, so that the stack can be destroyed.
   * @derived on in production
   */
  deletionProtection?: boolean;
  /**
   * What the scheduler prefers when several nodes can take a pod.
   * @default "MostAllocated"
   */
  schedulerScoring?: ScoringStrategy;
  /**
   * Permissions boundary of every role that the platform makes.
   * @pattern ^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$
   */
  permissionsBoundaryArn?: string;
  /**
   * Tags of every AWS resource that the platform makes.
   * @default {}
   */
  tags?: Record<string, string>;
}

/** What the Kubernetes scheduler prefers when several nodes can take a pod. */
export const ScoringStrategy = {
  /** Spread over the emptiest nodes: Kubernetes' default. */
  LeastAllocated: "LeastAllocated",
  /** Pack the fullest nodes, so that others empty and go. */
  MostAllocated: "MostAllocated",
} as const;
export type ScoringStrategy = (typeof ScoringStrategy)[keyof typeof ScoringStrategy];

/** Which rights an access entry gives. */
export const AccessPolicy = {
  ClusterAdmin: "AmazonEKSClusterAdminPolicy",
  Admin: "AmazonEKSAdminPolicy",
  Edit: "AmazonEKSEditPolicy",
  View: "AmazonEKSViewPolicy",
} as const;
export type AccessPolicy = (typeof AccessPolicy)[keyof typeof AccessPolicy];

/** One principal and its rights in the cluster. */
export interface AccessEntryArgs {
  /**
   * ARN of an IAM role (not of a user, nor of an assumed-role session).
   * @pattern ^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$
   */
  principalArn: string;
  /**
   * EKS access policy.
   * @default "AmazonEKSClusterAdminPolicy"
   */
  policy?: AccessPolicy;
  /**
   * Namespaces to which the rights are limited; empty means the whole cluster.
   * @default []
   * @maxItems 50
   */
  namespaces?: string[];
}

/** Reachability of the Kubernetes API server. */
export interface EndpointArgs {
  /**
   * Reachable inside the VPC.
   * @default true
   */
  privateAccess?: boolean;
  /**
   * Reachable from the internet, by `publicAccessCidrs` only.
   * @derived on when publicAccessCidrs has entries
   */
  publicAccess?: boolean;
  /**
   * Address ranges that may reach the public endpoint; the whole internet is refused.
   * @default []
   * @maxItems 40
   */
  publicAccessCidrs?: string[];
}
