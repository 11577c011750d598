import type { PolicyDocument } from "../../../components/iam-policy";
import type { PlatformArgs } from "../../../settings/args/platform";
import { changedArgs } from "../../support/base-args";
import { account } from "../../support/iam-decision";
import type { Made } from "../kafka/recorded";
import { platform } from "./platforms";

/** MSK of the platform below. */
export const msk = `arn:aws:kafka:eu-central-1:${account}:cluster/chat/0123-4567`;

/** Queue of the platform below. */
export const queue = `arn:aws:sqs:eu-central-1:${account}:jobs`;

/** Boundary of the platform below. */
export const boundary = `arn:aws:iam::${account}:policy/boundary`;

/**
 * A new cluster on which everything has AWS rights that can have some: MSK, a queue that KEDA reads, a bucket that a service
 * reads, topics that one service reads and another writes.
 */
export function platformWithRights(): Promise<Made> {
  const args = changedArgs(({ cluster, kafka, services }) => {
    cluster.eks.accountId = account;
    cluster.eks.permissionsBoundaryArn = boundary;
    cluster.eks.tags = { team: "chat" };
    delete kafka.strimzi;
    kafka.msk = {
      bootstrapServers: "b-1.chat.kafka.eu-central-1.amazonaws.com:9098",
      clusterArn: msk,
      cidrs: ["10.0.0.0/16"],
    };
    const [, worker] = services;
    worker.permissions = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::prompts/*"] }];
    services.push({
      name: "jobs",
      image: "ghcr.io/acme/jobs:1.0.0",
      placement: { nodeGroup: "workers" },
      permissions: [{ actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], resources: [queue] }],
      scaling: {
        maxReplicaCount: 3,
        triggers: [
          {
            awsSqsQueue: {
              queueURL: `https://sqs.eu-central-1.amazonaws.com/${account}/jobs`,
              awsRegion: "eu-central-1",
              queueLength: 5,
            },
          },
        ],
      },
    });
  });
  return platform(args as unknown as PlatformArgs);
}

/** A policy as it stands in a resource's inputs. */
export function policyOf(run: Made, name: string, field = "policy"): PolicyDocument {
  return JSON.parse(String(run.get(name).inputs[field])) as PolicyDocument;
}
