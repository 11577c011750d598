import fc from "fast-check";
import type { LooseArgs } from "../support/base-args";

/** Names that Kubernetes takes anywhere. */
const word = fc.stringMatching(/^[a-z][a-z0-9]{1,7}(-[a-z0-9]{1,5})?$/);

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const consumer = fc.record({
  kind: fc.constant("consumer" as const),
  messagesPerSecond: fc.double({ min: 0.1, max: 20, noNaN: true }),
  startupSeconds: fc.integer({ min: 1, max: 120 }),
  maxProcessingSeconds: fc.integer({ min: 1, max: 90 }),
  waitSeconds: fc.integer({ min: 5, max: 600 }),
  cron: fc.boolean(),
});

const front = fc.record({
  kind: fc.constant("front" as const),
  port: fc.integer({ min: 1024, max: 65535 }),
  exposure: maybe(fc.constantFrom("none", "inside", "loadBalancer", "ingress")),
  minReplicaCount: fc.integer({ min: 1, max: 3 }),
  more: fc.integer({ min: 0, max: 9 }),
  resource: fc.constantFrom("cpu", "memory"),
});

const service = fc.record({
  scaled: fc.oneof(consumer, front),
  namespace: maybe(fc.constantFrom("chatbot", "workers")),
  writable: fc.boolean(),
  secretEnv: fc.boolean(),
  memory: fc.constantFrom("256Mi", "512Mi", "1Gi"),
  priority: maybe(fc.constantFrom("batch", "realtime")),
  egress: fc.boolean(),
  permissions: fc.boolean(),
  runAsUser: maybe(fc.integer({ min: 10_000, max: 60_000 })),
});

/** Platforms as teams may ask for them, as plain args: cluster new or existing, Kafka of every kind or none, services of every kind. */
export const platforms: fc.Arbitrary<LooseArgs> = fc
  .record({
    eks: fc.boolean(),
    production: fc.boolean(),
    kafka: fc.constantFrom("strimzi", "external", "msk", "none"),
    partitions: fc.integer({ min: 1, max: 60 }),
    services: fc.uniqueArray(fc.tuple(word, service), {
      minLength: 1,
      maxLength: 4,
      selector: ([name]) => name,
    }),
    monitoring: fc.constantFrom("default", "prometheus", "stack"),
  })
  .map((picked) => {
    const kafka = picked.kafka === "msk" && !picked.eks ? "external" : picked.kafka;
    return defined({
      environment: picked.production ? "production" : "development",
      cluster: picked.eks ? eks : { existing: { context: "kind-chatbot" } },
      nodes: picked.eks ? nodes(kafka) : undefined,
      kafka: kafka === "none" ? undefined : kafkaArgs(kafka, picked),
      monitoring: {
        default: undefined,
        prometheus: { prometheus },
        stack: { stack: { retentionDays: 30 } },
      }[picked.monitoring],
      services: picked.services.map((entry) => serviceArgs(entry, kafka, picked.eks)),
    });
  });

const prometheus = {
  serverAddress: "http://prometheus-operated.monitoring.svc:9090",
  namespace: "monitoring",
};

const eks = {
  eks: {
    name: "chatbot",
    region: "eu-central-1",
    accountId: "111122223333",
    admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
  },
};

const nodes = (kafka: string): LooseArgs => ({
  groups: [
    { name: "system", instanceTypes: ["m6i.large"], minSize: 3, maxSize: 6 },
    ...(kafka === "strimzi" ? [kafkaNodes] : []),
    { name: "workers", instanceTypes: ["m6i.2xlarge"], maxSize: 40 },
  ],
});

const kafkaNodes = {
  name: "kafka",
  instanceTypes: ["m6i.xlarge"],
  minSize: 1,
  maxSize: 2,
  perZone: true,
  taints: [{ key: "chatbot.dev/kafka", value: "true" }],
};

type Entry = [string, typeof service extends fc.Arbitrary<infer T> ? T : never];

function kafkaArgs(
  kind: string,
  { services, partitions, eks }: { services: Entry[]; partitions: number; eks: boolean },
): LooseArgs {
  const topics = services
    .filter(([, { scaled }]) => scaled.kind === "consumer")
    .map(([name]) => ({ name: `${name}.requests`, partitions }));
  const cidrs = ["10.20.0.0/16"];
  const sources: LooseArgs = {
    strimzi: { strimzi: eks ? { nodeGroup: "kafka" } : {} },
    external: {
      external: {
        bootstrapServers: "kafka.acme.example:9093",
        cidrs,
        sasl: "scram_sha512",
        credentialsSecret: "kafka-credentials",
      },
    },
    msk: {
      msk: {
        bootstrapServers: "b-1.orders.abc123.c2.kafka.eu-central-1.amazonaws.com:9098",
        clusterArn:
          "arn:aws:kafka:eu-central-1:111122223333:cluster/orders/0f1e2d3c-aaaa-bbbb-cccc-123456789012-2",
        cidrs,
      },
    },
  };
  return { ...sources[kind], topics };
}

function serviceArgs([name, picked]: Entry, kafka: string, onEks: boolean): LooseArgs {
  const { scaled, writable, secretEnv, egress, permissions, memory, ...same } = picked;
  const digest = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";
  return defined({
    ...same,
    name,
    image: `ghcr.io/acme/${name}:1.0.0@sha256:${digest}`,
    resources: { cpu: "250m", memory },
    probes: { command: ["/app/alive"] },
    writablePaths: writable
      ? [{ path: "/tmp" }, { path: "/cache", memory: true, sizeLimit: "64Mi" }]
      : [],
    secretEnv: secretEnv ? [{ name: "MODEL_API_KEY", secret: "model-api", key: "key" }] : [],
    egress: egress ? [{ cidr: "198.18.0.0/15", ports: [443] }] : [],
    permissions:
      permissions && onEks
        ? [{ actions: ["s3:GetObject"], resources: [`arn:aws:s3:::acme-models/${name}/*`] }]
        : [],
    ...(scaled.kind === "consumer" && kafka !== "none"
      ? consumerArgs(name, scaled)
      : frontArgs(scaled)),
  });
}

type Scaled = Entry[1]["scaled"];

function consumerArgs(name: string, scaled: Extract<Scaled, { kind: "consumer" }>): LooseArgs {
  const { messagesPerSecond, startupSeconds, maxProcessingSeconds, waitSeconds, cron } = scaled;
  const hours = {
    name: "business-hours",
    cron: {
      timezone: "Europe/Berlin",
      start: "0 7 * * 1-5",
      end: "0 19 * * 1-5",
      desiredReplicas: 1,
    },
  };
  return {
    consumes: { topic: `${name}.requests` },
    capacity: { messagesPerSecond, startupSeconds, maxProcessingSeconds },
    slo: { waitSeconds },
    ...(cron ? { scaling: { triggers: [{ name: "lag", kafka: {} }, hours] } } : {}),
  };
}

function frontArgs(scaled: Scaled): LooseArgs {
  if (scaled.kind === "consumer") return { scaling: scalingBy("cpu", 1, 4) };
  const { port, exposure, minReplicaCount, more, resource } = scaled;
  return {
    port,
    exposure,
    ...(exposure === "loadBalancer" ? { loadBalancerSourceRanges: ["10.0.0.0/8"] } : {}),
    ...(exposure === "ingress"
      ? { ingress: { host: "chat.acme.dev", tlsSecret: "chat-tls" } }
      : {}),
    scaling: scalingBy(resource, minReplicaCount, minReplicaCount + more),
  };
}

function scalingBy(resource: string, minReplicaCount: number, maxReplicaCount: number): LooseArgs {
  const triggers = [{ metricType: "Utilization", [resource]: { value: "65" } }];
  return { minReplicaCount, maxReplicaCount, triggers };
}

function defined(args: LooseArgs): LooseArgs {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}
