import * as pulumi from "@pulumi/pulumi";
import { KafkaAccess } from "../../components/kafka/kafka-access";
import { KafkaCluster } from "../../components/kafka/kafka-cluster";
import { ChatbotAutoscalingPlatform } from "../../components/platform/platform";
import { ScaledService } from "../../components/service/scaled-service";
import type { Canary } from "./canaries";

/** A certificate that only looks like one. */
const certificate = `-----BEGIN CERTIFICATE-----
MIICanaryCertificateOfSomebody0c5e1f7a9b3d2468ACEG
-----END CERTIFICATE-----
`;

/** A kubeconfig with everything in it that lets somebody in. */
const kubeconfig = JSON.stringify({
  apiVersion: "v1",
  kind: "Config",
  clusters: [{ name: "k", cluster: { server: "https://kubernetes.example:6443" } }],
  users: [
    {
      name: "u",
      user: {
        token: "canary-service-account-token-2f81c0",
        "client-key-data": Buffer.from("canary client key 90ab12").toString("base64"),
      },
    },
  ],
});

/** Every place of the settings that another resource may fill in, filled with a secret. */
const secrets = {
  kubeconfig,
  bootstrapServers: "canary-kafka-d5b7e1.example:9094",
  image: "registry.example/canary-image-66f0:2.0.0",
  password: 'canary password with spaces & "quotes" 4e7a',
  connection: "Server=db.example;Uid=chat;Pwd=canary-connection-19ce7b",
  queueURL: "https://sqs.eu-west-1.amazonaws.com/111122223333/canary-queue-77aa31",
  redis: "canary-redis-0b9d44.example:6379",
  streams: "canary-streams-3e1f58.example:6379",
  bucket: "arn:aws:s3:::canary-bucket-c02f7e/*",
  certificate,
  aloneToken: "canary-token-of-a-service-alone-5d6e",
};

export const written: readonly Canary[] = [
  ...Object.entries(secrets).map(([what, value]) => ({ what: `written ${what}`, value })),
  { what: "the kubeconfig's token", value: "canary-service-account-token-2f81c0" },
  { what: "the kubeconfig's key", value: "canary client key 90ab12" },
];

const sealed = (key: keyof typeof secrets): pulumi.Output<string> => pulumi.secret(secrets[key]);

/** Another team's program, whose secrets come out of other resources. */
export async function secretProgram(): Promise<Record<string, unknown>> {
  const platform = new ChatbotAutoscalingPlatform("chatbot", {
    cluster: { existing: { kubeconfig: sealed("kubeconfig"), clusterName: "acme" } },
    kafka: {
      external: {
        bootstrapServers: sealed("bootstrapServers"),
        cidrs: ["10.40.0.0/16"],
        username: "chatbot",
        manageTopics: true,
      },
      topics: [{ name: "questions", partitions: 12 }],
    },
    services: [
      {
        name: "answer",
        image: sealed("image"),
        consumes: { topic: "questions" },
        capacity: { messagesPerSecond: 2, startupSeconds: 20, maxProcessingSeconds: 30 },
        slo: { waitSeconds: 30 },
        probes: { command: ["/app/alive"] },
        env: { LOGIN: sealed("password"), DATABASE: sealed("connection") },
        permissions: [{ actions: ["s3:GetObject"], resources: [sealed("bucket")] }],
      },
      {
        name: "fetch",
        image: "ghcr.io/acme/fetch:1.0.0",
        probes: { command: ["/app/alive"] },
        scaling: {
          maxReplicaCount: 4,
          triggers: [
            { awsSqsQueue: { queueURL: sealed("queueURL"), awsRegion: "eu-west-1" } },
            { redis: { address: sealed("redis"), listName: "jobs" } },
            { redisStreams: { address: sealed("streams"), stream: "jobs", streamLength: 5 } },
          ],
        },
      },
    ],
  });
  const kafka = { strimzi: {}, topics: [{ name: "questions", partitions: 12 }] };
  const service = { name: "alone", image: "ghcr.io/acme/alone:1.0.0", produces: ["questions"] };
  const cluster = new KafkaCluster(
    "kafka",
    { kafka, clientNamespaces: ["chatbot"], kedaNamespace: "keda" },
    { dependsOn: platform },
  );
  const access = new KafkaAccess(
    "access",
    {
      kafka,
      service,
      caCertificate: sealed("certificate"),
      bootstrapServers: sealed("bootstrapServers"),
    },
    { dependsOn: cluster },
  );
  new ScaledService(
    "alone",
    {
      service: {
        ...service,
        produces: [],
        env: { TOKEN: sealed("aloneToken") },
        probes: { command: ["/app/alive"] },
        scaling: { maxReplicaCount: 2, triggers: [{ cpu: { value: "60" } }] },
      },
    },
    { dependsOn: access },
  );
  return { bootstrapServers: platform.bootstrapServers };
}
