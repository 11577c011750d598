import fc from "fast-check";
import type { EksArgs } from "../../settings/args/cluster";
import type { KafkaArgs } from "../../settings/args/kafka";
import type { NetworkArgs } from "../../settings/args/network";
import type { NodeGroupArgs } from "../../settings/args/node-group";
import type { PlatformArgs } from "../../settings/args/platform";
import type { ScalingArgs } from "../../settings/args/scaling";
import type { ServiceArgs } from "../../settings/args/service";
import { mebibytes } from "../../settings/quantity";

/** Choices of one service; what does not fit its kind is not used. */
interface ServiceChoice {
  name: string;
  kind: (typeof kinds)[number];
  namespace: string | undefined;
  cpuMilli: number;
  memory: string;
  replicas: number;
  partitions: number;
  messagesPerSecond: number;
  startupSeconds: number;
  maxProcessingSeconds: number;
  waitSeconds: number;
  arm: boolean;
  spot: boolean;
  batch: boolean;
  writes: boolean;
}

const kinds = [
  "lag",
  "lag-and-cron",
  "cpu",
  "memory",
  "prometheus",
  "sqs",
  "redis",
  "redis-stream",
  "rabbitmq",
  "gpu",
  "foreign",
] as const;

const zoneSuffixes = ["a", "b", "c"];
const account = "111122223333";
const digest = "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";
const regions = ["eu-central-1", "eu-west-1", "us-east-2", "ap-southeast-2"] as const;

const word = fc.stringMatching(/^[a-z][a-z0-9]{2,7}-[a-z0-9]{1,5}$/);

const serviceChoice: fc.Arbitrary<ServiceChoice> = fc.record({
  name: word,
  kind: fc.constantFrom(...kinds),
  namespace: fc.constantFrom(undefined, "chat", "workers"),
  cpuMilli: fc.integer({ min: 50, max: 1500 }),
  memory: fc.constantFrom("256Mi", "1Gi", "1500Mi"),
  replicas: fc.integer({ min: 3, max: 20 }),
  partitions: fc.integer({ min: 2, max: 24 }),
  messagesPerSecond: fc.integer({ min: 1, max: 50 }),
  startupSeconds: fc.integer({ min: 1, max: 60 }),
  maxProcessingSeconds: fc.integer({ min: 1, max: 60 }),
  waitSeconds: fc.integer({ min: 120, max: 600 }),
  arm: fc.boolean(),
  spot: fc.boolean(),
  batch: fc.boolean(),
  writes: fc.boolean(),
});

const platformChoice = fc.record({
  production: fc.boolean(),
  cluster: fc.constantFrom("new-vpc", "existing-vpc", "existing"),
  region: fc.constantFrom(...regions),
  zones: fc.integer({ min: 2, max: 3 }),
  kafka: fc.constantFrom("strimzi", "external", "msk"),
  brokers: fc.constantFrom(1, 3),
  endpoint: fc.boolean(),
  account: fc.boolean(),
  key: fc.boolean(),
  headroom: fc.boolean(),
  warmPool: fc.boolean(),
  silent: fc.boolean(),
  services: fc.uniqueArray(serviceChoice, { maxLength: 6, selector: ({ name }) => name }),
});

type PlatformChoice = typeof platformChoice extends fc.Arbitrary<infer T> ? T : never;

/** Platforms of which the door has nothing to say, neither an error nor a warning. Valid by the way they are built. */
export function validConfig(): fc.Arbitrary<PlatformArgs> {
  return platformChoice.map(platformOf);
}

function platformOf(choice: PlatformChoice): PlatformArgs {
  const onEks = choice.cluster !== "existing";
  const zones = zoneSuffixes
    .slice(0, choice.production ? 3 : choice.zones)
    .map((suffix) => `${choice.region}${suffix}`);
  const services = choice.services.map((picked) => ({
    ...picked,
    // Queues of AWS need Pod Identity, and GPUs a group that has them.
    kind:
      !onEks && (picked.kind === "sqs" || picked.kind === "gpu") ? ("cpu" as const) : picked.kind,
  }));
  const consumers = services.filter(isConsumer);
  const usesKafka = consumers.length > 0 || choice.brokers === 3;
  return {
    environment: choice.production ? "production" : "development",
    cluster: onEks ? { eks: eksOf(choice, zones) } : { existing: { context: "staging" } },
    ...(onEks
      ? { nodes: nodesOf(usesKafka && choice.kafka === "strimzi", choice, services, zones) }
      : {}),
    ...(usesKafka ? { kafka: kafkaOf(choice, consumers, onEks) } : {}),
    // Where the platform installs no Prometheus by itself, production names one.
    ...(choice.production && !onEks ? { monitoring: { prometheus } } : {}),
    services: services.map((picked) => serviceOf(picked, choice, onEks)),
  };
}

const prometheus = { serverAddress: "http://prometheus.monitoring.svc:9090" };

function isConsumer({ kind }: ServiceChoice): boolean {
  return kind === "lag" || kind === "lag-and-cron" || kind === "gpu";
}

function eksOf(choice: PlatformChoice, zones: readonly string[]): EksArgs {
  const { region } = choice;
  return {
    region,
    network: networkOf(choice, zones),
    admins: [{ principalArn: `arn:aws:iam::${account}:role/platform-admin` }],
    ...(choice.account ? { accountId: account } : {}),
    ...(choice.endpoint
      ? { endpoint: { publicAccessCidrs: ["203.0.113.0/24", "198.51.100.7/32"] } }
      : {}),
    ...(choice.key
      ? { kmsKeyArn: `arn:aws:kms:${region}:${account}:key/0f6a1f0e-8a1c-4a7e-9d1b-0123456789ab` }
      : {}),
  };
}

function networkOf({ cluster }: PlatformChoice, zones: readonly string[]): NetworkArgs {
  if (cluster === "new-vpc") return { vpc: { availabilityZones: [...zones] } };
  const subnets = zones.flatMap((availabilityZone, i) => [
    { subnetId: `subnet-0a1b2c3d4e5f6071${i}`, availabilityZone, cidr: `10.20.${32 * i}.0/19` },
    {
      subnetId: `subnet-0f1e2d3c4b5a6071${i}`,
      availabilityZone,
      cidr: `10.20.${128 + 16 * i}.0/20`,
      public: true,
    },
  ]);
  return { existing: { vpcId: "vpc-0a1b2c3d4e5f60718", cidr: "10.20.0.0/16", subnets } };
}

/** The node group of a service. Work on spot must end within the notice, which the choices see to. */
function groupOf({ kind, arm, spot }: ServiceChoice): string {
  if (kind === "gpu") return "gpu";
  return `${arm ? "arm" : "intel"}${spot ? "-spot" : ""}`;
}

const shapes: Readonly<Record<string, Pick<NodeGroupArgs, "instanceTypes" | "capacityType">>> = {
  arm: { instanceTypes: ["m7g.2xlarge"] },
  "arm-spot": { instanceTypes: ["m7g.2xlarge", "m6g.2xlarge"], capacityType: "SPOT" },
  intel: { instanceTypes: ["m6i.2xlarge"] },
  "intel-spot": {
    instanceTypes: ["m6i.2xlarge", "m6a.2xlarge", "m5.2xlarge"],
    capacityType: "SPOT",
  },
  gpu: { instanceTypes: ["g5.2xlarge"] },
};

/** Nodes that hold these replicas when no two services share one: seven cores and 24 GiB of each are counted on, or its GPU. */
function nodesFor(services: readonly ServiceChoice[]): number {
  return services.reduce((sum, picked) => {
    const { kind, cpuMilli, memory } = picked;
    const replicas = isConsumer(picked)
      ? Math.min(picked.replicas, picked.partitions)
      : picked.replicas;
    const fits = Math.min(90, Math.floor(7000 / cpuMilli), Math.floor(24_000 / mebibytes(memory)));
    return sum + Math.ceil(replicas / (kind === "gpu" ? 1 : fits));
  }, 0);
}

function nodesOf(
  runsKafka: boolean,
  choice: PlatformChoice,
  services: readonly ServiceChoice[],
  zones: readonly string[],
): PlatformArgs["nodes"] {
  const names = [...new Set(services.filter(({ kind }) => kind !== "foreign").map(groupOf))];
  const warm = choice.warmPool ? { warmPool: { minSize: 1 } } : {};
  const groups = names.map((name): NodeGroupArgs => {
    const own = services.filter((picked) => picked.kind !== "foreign" && groupOf(picked) === name);
    const shape = shapes[name] ?? { instanceTypes: [] };
    return {
      name,
      ...shape,
      ...(name === "intel" ? warm : {}),
      maxSize: nodesFor(own) + 1,
      labels: { "acme.dev/tier": name },
      taints: [{ key: "acme.dev/tier", value: name }],
    };
  });
  const kafka: NodeGroupArgs = {
    name: "kafka",
    instanceTypes: ["m6i.xlarge"],
    minSize: 1,
    maxSize: 3,
    perZone: true,
    taints: [{ key: "acme.dev/kafka", effect: "NoSchedule" }],
  };
  const system: NodeGroupArgs = {
    name: "system",
    instanceTypes: ["m6i.xlarge", "m5.xlarge"],
    minSize: 2,
    maxSize: 6,
  };
  return {
    groups: [
      system,
      ...(runsKafka ? [{ ...kafka, availabilityZones: [...zones] }] : []),
      ...groups,
    ],
    ...(choice.headroom
      ? { headroom: [{ nodeGroup: "system", replicas: 2, cpu: "500m", memory: "512Mi" }] }
      : {}),
  };
}

function kafkaOf(
  choice: PlatformChoice,
  consumers: readonly ServiceChoice[],
  onEks: boolean,
): KafkaArgs {
  const topics = consumers.map(({ name, partitions }) => ({
    name: `${name}.requests`,
    partitions,
  }));
  const cidrs = ["10.80.0.0/16"];
  if (choice.kafka === "strimzi") {
    const brokers = choice.production ? 3 : choice.brokers;
    return {
      strimzi: { brokers: { replicas: brokers }, ...(onEks ? { nodeGroup: "kafka" } : {}) },
      topics,
    };
  }
  if (choice.kafka === "external" || !onEks) {
    return {
      external: { bootstrapServers: "b1.kafka.acme.dev:9093,b2.kafka.acme.dev:9093", cidrs },
      topics,
    };
  }
  const clusterArn = `arn:aws:kafka:${choice.region}:${account}:cluster/events/0f1e2d3c-aaaa-bbbb-cccc-123456789012-2`;
  return {
    msk: {
      bootstrapServers: `b-1.events.abc123.c2.kafka.${choice.region}.amazonaws.com:9098`,
      clusterArn,
      cidrs,
    },
    topics,
  };
}

function serviceOf(picked: ServiceChoice, choice: PlatformChoice, onEks: boolean): ServiceArgs {
  const { name, kind, namespace } = picked;
  const scaling = scalingOf(picked, choice.region);
  const place = namespace === undefined ? {} : { namespace };
  if (kind === "foreign") return { name, ...place, scaling };
  return {
    name,
    ...place,
    image: `ghcr.io/acme/${name}:1.4.2@${digest}`,
    resources: {
      cpu: `${picked.cpuMilli}m`,
      memory: picked.memory,
      ...(kind === "gpu" ? { gpus: 1 } : {}),
    },
    ...(kind === "cpu" || kind === "memory"
      ? { port: 8080 }
      : { probes: { command: ["/app/alive"] } }),
    ...(onEks ? { placement: { nodeGroup: groupOf(picked) } } : {}),
    ...(picked.writes ? { writablePaths: [{ path: "/tmp" }] } : {}),
    ...(picked.batch ? { priority: "batch" as const } : {}),
    ...(kind === "rabbitmq"
      ? { secretEnv: [{ name: "RABBITMQ_URL", secret: "rabbitmq", key: "url" }] }
      : {}),
    ...(isConsumer(picked)
      ? {
          consumes: { topic: `${name}.requests` },
          capacity: {
            messagesPerSecond: picked.messagesPerSecond,
            startupSeconds: picked.startupSeconds,
            maxProcessingSeconds: picked.maxProcessingSeconds,
          },
          slo: { waitSeconds: picked.waitSeconds },
        }
      : {}),
    scaling,
  };
}

function scalingOf(
  { kind, name, replicas, partitions }: ServiceChoice,
  region: string,
): ScalingArgs {
  const most = { maxReplicaCount: replicas };
  const byUse = { minReplicaCount: 2, ...most };
  const reachable = { maxReplicaCount: Math.min(replicas, partitions) };
  const lag = { name: "lag", kafka: {} };
  const address = "redis.cache.svc:6379";
  switch (kind) {
    case "lag":
    case "gpu":
      return { ...reachable, triggers: [lag] };
    case "lag-and-cron":
      return {
        ...reachable,
        triggers: [
          lag,
          {
            name: "day",
            cron: {
              timezone: "Europe/Berlin",
              start: "0 7 * * 1-5",
              end: "0 19 * * 1-5",
              desiredReplicas: 1,
            },
          },
        ],
      };
    case "cpu":
      return { ...byUse, triggers: [{ metricType: "Utilization", cpu: { value: "70" } }] };
    case "memory":
      return { ...byUse, triggers: [{ metricType: "Utilization", memory: { value: "80" } }] };
    case "prometheus":
      return {
        ...most,
        triggers: [
          {
            name: "requests",
            prometheus: {
              serverAddress: "http://prometheus.monitoring.svc:9090",
              query: `sum(rate(gateway_requests_total{route="${name}"}[2m]))`,
              threshold: 20,
              ignoreNullValues: false,
            },
          },
        ],
      };
    case "sqs":
      return {
        ...most,
        triggers: [
          {
            awsSqsQueue: {
              queueURL: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
              awsRegion: region,
            },
          },
        ],
      };
    case "redis":
      return { ...most, triggers: [{ redis: { address, listName: name } }] };
    case "redis-stream":
      return {
        ...most,
        triggers: [{ redisStreams: { address, stream: name, consumerGroup: name, lagCount: 10 } }],
      };
    case "rabbitmq":
      return {
        ...most,
        triggers: [{ rabbitmq: { queueName: name, value: 10, hostFromEnv: "RABBITMQ_URL" } }],
      };
    case "foreign":
      return {
        ...byUse,
        scaleTargetRef: { name: `${name}-v1` },
        triggers: [{ metricType: "Utilization", cpu: { value: "60" } }],
      };
  }
}
