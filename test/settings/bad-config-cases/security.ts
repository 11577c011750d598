import {
  changedArgs,
  changedWorker,
  withTrigger,
  type LooseArgs,
  changedProduction,
} from "../../support/base-args";
import { error, warning, type BadCase } from "./bad-config-case";

const worker = (change: (worker: LooseArgs) => void) => () => changedWorker(change);
const image = (text: string) => worker((it) => (it.image = text));
const env = (variables: LooseArgs) => worker((it) => (it.env = variables));
const resources = (keys: LooseArgs) => worker((it) => Object.assign(it.resources, keys));
const permission = (actions: string[], resources: string[]) =>
  worker((it) => (it.permissions = [{ actions, resources }]));
const digest = `sha256:${"4f53cda18c2baa0c0354bb5f9a3ecbe5".repeat(2)}`;

const production = (change: (args: LooseArgs) => void) => () => changedProduction(change);

/** Kafka of the production args moves out of the cluster, and its node group goes. */
function elsewhere(args: LooseArgs, external: LooseArgs): void {
  args.kafka = {
    external: { bootstrapServers: "b1.kafka.acme.dev:9093", cidrs: ["10.80.0.0/16"], ...external },
    topics: args.kafka.topics,
  };
  args.nodes.groups = args.nodes.groups.filter(({ name }: { name: string }) => name !== "kafka");
}

// Made up, and put together here so that no scanner takes this file for a leak.
const made = {
  aws: `AKIA${"IOSFODNN7EXAMPLE"}`,
  github: `ghp_${"a1B2".repeat(9)}`,
  openai: `sk-proj-${"a1B2c3D4".repeat(5)}`,
  anthropic: `sk-ant-${"a1B2c3D4".repeat(5)}`,
  slack: `xoxb-${"123456789012-abcdefghijkl"}`,
  jwt: `eyJ${"hbGciOiJIUzI1NiJ9"}.eyJ${"zdWIiOiJjaGF0Ym90In0"}.c2lnbmF0dXJl`,
  key: `-----BEGIN ${"RSA PRIVATE"} KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----`,
  url: `postgres://app:${"hunter22"}@db.acme.dev:5432/chat`,
  jaas: `org.apache.kafka.common.security.scram.ScramLoginModule required username="a" ${"password"}="hunter22";`,
};

export const cases: readonly BadCase[] = [
  error("SEC-01", "image/no-fixed-version", image("ghcr.io/acme/answer")),
  error("SEC-01 latest", "image/no-fixed-version", image("ghcr.io/acme/answer:latest")),
  error("SEC-01 port", "image/no-fixed-version", image("registry.acme.dev:5000/answer")),
  error("SEC-01 short", "image/no-fixed-version", image("nginx")),
  warning("SEC-01 moving", "image/moving-tag", image("ghcr.io/acme/answer:main")),
  warning(
    "SEC-02",
    "image/no-digest",
    production((args) => (args.services[1].image = "ghcr.io/acme/answer:2.7.0")),
  ),
  error("SEC-03 capitals", "image/invalid", image("ghcr.io/Acme/Answer:2.7.0")),
  error("SEC-03 scheme", "image/invalid", image("https://ghcr.io/acme/answer:2.7.0")),
  error("SEC-03 space", "image/invalid", image("ghcr.io/acme/answer: 2.7.0")),
  error("SEC-03 empty", "image/invalid", image("")),
  error("SEC-03 tag", "image/invalid", image("ghcr.io/acme/answer:-1")),
  error("SEC-04 digest", "image/invalid", image("ghcr.io/acme/answer@sha256:abc")),
  error("SEC-04 algorithm", "image/invalid", image(`ghcr.io/acme/answer@md5:${"a".repeat(32)}`)),
  error("SEC-05 frozen", "image/frozen-registry", image("k8s.gcr.io/answer:2.7.0")),
  error("SEC-06", "image/two-digests", () =>
    changedArgs((args) => {
      args.services[0].image = `ghcr.io/acme/answer:2.7.0@${digest}`;
      args.services[1].image = `ghcr.io/acme/answer:2.7.0@${digest.replace("4f", "00")}`;
    }),
  ),
  error(
    "SEC-07 nothing-to-run",
    "image/nothing-to-run",
    worker((it) => delete it.image),
  ),
  warning(
    "SEC-08 far",
    "image/registry-of-another-region",
    image("111122223333.dkr.ecr.us-east-1.amazonaws.com/answer:2.7.0"),
  ),
  ...Object.entries({
    DB_PASSWORD: "hunter22",
    API_KEY: "abc123",
    OPENAI_API_KEY: "x1",
    CLIENT_SECRET: "hunter22",
    GITHUB_TOKEN: "t0ken",
    dbPassword: "hunter22",
    REDIS_PASSWD: "hunter22",
    AWS_SECRET_ACCESS_KEY: "abcd1234",
  }).map(([name, value]) =>
    error(`SEC-10 ${name}`, "secret/in-plain-text", env({ [name]: value })),
  ),
  ...Object.entries(made).map(([name, value]) =>
    error(`SEC-11 ${name}`, "secret/in-plain-text", env({ SETTINGS: value })),
  ),
  error(
    "SEC-11 base64",
    "secret/in-plain-text",
    env({ SETTINGS: Buffer.from(made.url).toString("base64") }),
  ),
  error(
    "SEC-11 argument",
    "secret/in-plain-text",
    worker((it) => (it.args = ["--key", made.openai])),
  ),
  error(
    "SEC-11 label",
    "secret/in-plain-text",
    worker((it) => (it.podAnnotations = { note: made.github })),
  ),
  error("SEC-11 broker", "secret/in-plain-text", () =>
    changedArgs((args) => (args.kafka.strimzi.config = { "sasl.jaas.config": made.jaas })),
  ),
  error("SEC-11 trigger", "secret/in-plain-text", () =>
    withTrigger({
      other: {
        type: "nats-jetstream",
        metadata: {
          natsServerMonitoringEndpoint: "nats:8222",
          account: "$G",
          stream: "s",
          consumer: "c",
          password: "hunter22",
        },
      },
    }),
  ),
  warning("SEC-12", "secret/space-around", env({ GREETING: "hello\n" })),
  warning("SEC-12 space", "secret/space-around", env({ GREETING: " hello" })),
  error("SEC-13", "secret/too-large", env({ PROMPT: "x".repeat(1024 * 1024 + 1) })),
  error(
    "SEC-13 together",
    "secret/too-large",
    env({ A: "x".repeat(600_000), B: "y".repeat(600_000) }),
  ),
  warning(
    "SEC-14",
    "secret/encoded-twice",
    env({ GREETING: Buffer.from("hello to everybody").toString("base64") }),
  ),
  warning(
    "SEC-14 twice",
    "secret/encoded-twice",
    env({
      GREETING: Buffer.from(Buffer.from("hello to everybody").toString("base64")).toString(
        "base64",
      ),
    }),
  ),
  error("SEC-16", "secret/verification-off", () => withTrigger({ kafka: { unsafeSsl: true } })),
  error("SEC-16 prometheus", "secret/verification-off", () =>
    withTrigger({
      prometheus: {
        serverAddress: "https://prometheus.acme.dev",
        query: "sum(rate(a[1m]))",
        threshold: 5,
        unsafeSsl: true,
      },
    }),
  ),
  error("SEC-16 pasted", "secret/verification-off", () =>
    withTrigger({
      type: "kafka",
      metadata: {
        bootstrapServers: "a:9092",
        consumerGroup: "answer-group",
        topic: "questions",
        unsafeSsl: "true",
      },
    }),
  ),
  error("SEC-17", "shape/enum", () => withTrigger({ kafka: { sasl: "SCRAM-SHA-512" } })),
  error("SEC-17 external", "shape/enum", () =>
    changedArgs((args) => {
      args.kafka = {
        external: { bootstrapServers: "a:9092", cidrs: ["10.9.0.0/16"], sasl: "SCRAM-SHA-512" },
        topics: args.kafka.topics,
      };
    }),
  ),
  error("SEC-18", "shape/unknown-key", () =>
    changedArgs(
      (args) =>
        (args.kafka.strimzi.users = [
          { name: "answer", authentication: { type: "scram-sha-512" } },
        ]),
    ),
  ),
  error(
    "SEC-18 tls-user",
    "shape/unknown-key",
    worker((it) => (it.kafkaUser = { authentication: "tls" })),
  ),
  error(
    "SEC-19",
    "shape/unknown-key",
    worker((it) => (it.acls = [{ resource: { type: "topic", name: "*" }, operations: ["All"] }])),
  ),
  error("SEC-19 produces", "shape/pattern", () =>
    changedArgs((args) => {
      args.kafka.topics.push({ name: "*", partitions: 1 });
      args.services[1].produces = ["*"];
    }),
  ),
  error(
    "SEC-20 service-wildcard",
    "permission/every-action",
    permission(["s3:*"], ["arn:aws:s3:::chat/*"]),
  ),
  error(
    "SEC-20 write-on-all",
    "permission/write-on-everything",
    permission(["s3:PutObject"], ["*"]),
  ),
  error(
    "SEC-20 partial-wildcard",
    "permission/write-on-everything",
    permission(["s3:Put*"], ["arn:aws:s3:::*"]),
  ),
  error(
    "SEC-20 escalation",
    "permission/escalation",
    permission(["iam:AttachRolePolicy"], ["arn:aws:iam::111122223333:role/x"]),
  ),
  error("SEC-20 pass-any-role", "permission/escalation", permission(["iam:PassRole"], ["*"])),
  error(
    "SEC-20 no-service",
    "permission/action",
    permission(["GetObject"], ["arn:aws:s3:::chat/*"]),
  ),
  error("SEC-20 no-arn", "permission/resource", permission(["s3:GetObject"], ["chat/*"])),
  error(
    "SEC-20 partition",
    "access/partition",
    permission(["s3:GetObject"], ["arn:aws-cn:s3:::chat/*"]),
  ),
  warning(
    "SEC-20 read-of-all",
    "permission/read-of-everything",
    permission(["secretsmanager:GetSecretValue"], ["*"]),
  ),
  error(
    "SEC-24",
    "shape/unknown-key",
    worker((it) => (it.securityContext = { seccompProfile: { type: "Unconfined" } })),
  ),
  error(
    "SEC-24 plain",
    "shape/unknown-key",
    worker((it) => (it.seccompProfile = "Unconfined")),
  ),
  error(
    "SEC-26 root",
    "shape/minimum",
    worker((it) => (it.runAsUser = 0)),
  ),
  warning("SEC-25", "service/path-not-writable", env({ HF_HOME: "/models/cache" })),
  warning(
    "SEC-25 argument",
    "service/path-not-writable",
    worker((it) => (it.args = ["--log-file", "/var/log/answer.log"])),
  ),
  warning(
    "SEC-25 beside",
    "service/path-not-writable",
    worker((it) => {
      it.env = { TMPDIR: "/tmpfiles" };
      it.writablePaths = [{ path: "/tmp" }];
    }),
  ),
  error(
    "SEC-25 root-file-system",
    "shape/unknown-key",
    worker((it) => (it.readOnlyRootFilesystem = false)),
  ),
  error(
    "SEC-25 system-folder",
    "service/no-file-system",
    worker((it) => (it.writablePaths = [{ path: "/etc" }])),
  ),
  error(
    "SEC-25 whole",
    "service/no-file-system",
    worker((it) => (it.writablePaths = [{ path: "//" }])),
  ),
  error(
    "SEC-25 twice",
    "service/duplicate-mount",
    worker((it) => (it.writablePaths = [{ path: "/tmp" }, { path: "/tmp/" }])),
  ),
  error(
    "SEC-25 env-twice",
    "service/duplicate-env",
    worker((it) => {
      it.env = { A: "1" };
      it.secretEnv = [{ name: "A", secret: "s", key: "k" }];
    }),
  ),
  warning(
    "SEC-28",
    "production/kafka-claims-deleted",
    production((args) => (args.kafka.strimzi.deleteClaim = true)),
  ),
  warning(
    "SEC-29",
    "production/deletion-protection",
    production((args) => (args.cluster.eks.deletionProtection = false)),
  ),
  warning(
    "SEC-30",
    "production/egress-to-everywhere",
    production((args) => (args.services[1].egress = [{ cidr: "0.0.0.0/0", ports: [443] }])),
  ),
  warning(
    "SEC-30 ipv6",
    "production/egress-to-everywhere",
    production((args) => (args.services[1].egress = [{ cidr: "::/0", ports: [443] }])),
  ),
  error(
    "SEC-30 off",
    "shape/unknown-key",
    production((args) => (args.services[1].networkPolicy = false)),
  ),
  warning(
    "SEC-31 nat",
    "production/nat-in-one-zone",
    production((args) => (args.cluster.eks.network.vpc.natGateways = "Single")),
  ),
  warning(
    "SEC-31 flow-logs",
    "production/no-flow-logs",
    production((args) => (args.cluster.eks.network.vpc.flowLogs = false)),
  ),
  warning(
    "SEC-31 keda",
    "production/one-keda",
    production((args) => (args.keda = { operator: { replicas: 1 } })),
  ),
  warning(
    "SEC-31 zones",
    "production/two-zones",
    production((args) => {
      const zones = ["eu-central-1a", "eu-central-1b"];
      args.cluster.eks.network.vpc.availabilityZones = zones;
      args.nodes.groups[0].availabilityZones = zones;
    }),
  ),
  error(
    "SEC-31 spot",
    "production/brokers-on-spot",
    production((args) =>
      Object.assign(args.nodes.groups[2], {
        capacityType: "SPOT",
        instanceTypes: ["m6i.xlarge", "m5.xlarge"],
      }),
    ),
  ),
  warning("SEC-32 balancer", "service/load-balancer-for-everybody", () =>
    changedArgs((args) => (args.services[0].exposure = "loadBalancer")),
  ),
  error("QTY-01 core", "shape/pattern", resources({ cpu: "0.5 core" })),
  error("QTY-01 space", "shape/pattern", resources({ cpu: "500 m" })),
  error("QTY-01 mega", "shape/pattern", resources({ cpu: "500M" })),
  error("QTY-01 cores", "resources/too-large", resources({ cpu: "5000" })),
  error("QTY-01 zero", "resources/too-small", resources({ cpu: "0" })),
  error(
    "QTY-02 cpu-limit",
    "resources/request-above-limit",
    resources({ cpu: "500m", cpuLimit: "250m" }),
  ),
  error("QTY-02 negative", "shape/pattern", resources({ cpu: "-1" })),
  error("QTY-03", "shape/pattern", resources({ memory: "4GB" })),
  error("QTY-03 small-letters", "shape/pattern", resources({ memory: "4gb" })),
  error("QTY-03 milli", "shape/pattern", resources({ memory: "512m" })),
  error("QTY-03 bytes", "resources/too-small", resources({ memory: "512" })),
  error(
    "QTY-04",
    "resources/request-above-limit",
    resources({ memory: "2Gi", memoryLimit: "1Gi" }),
  ),
  error(
    "QTY-04 units",
    "resources/request-above-limit",
    resources({ memory: "1Gi", memoryLimit: "1G" }),
  ),
  error(
    "QTY-05 memory-volume",
    "resources/memory-volume-exceeds-limit",
    worker((it) => (it.writablePaths = [{ path: "/cache", memory: true, sizeLimit: "2Gi" }])),
  ),
  error(
    "QTY-05 disk-volume",
    "resources/volume-exceeds-ephemeral-storage",
    worker((it) => {
      it.writablePaths = [{ path: "/cache", sizeLimit: "20Gi" }];
      it.resources.ephemeralStorage = "10Gi";
    }),
  ),
  // Kafka that runs elsewhere, load balancers, local clusters
  error(
    "SEC-33 clear-text",
    "production/unencrypted-kafka",
    production((args) => elsewhere(args, { tls: false, sasl: "none" })),
  ),
  warning(
    "SEC-33 anonymous",
    "production/anonymous-kafka",
    production((args) => elsewhere(args, { sasl: "none" })),
  ),
  warning("SEC-33 password", "kafka/password-in-clear", () =>
    changedArgs((args) => elsewhere(args, { tls: false })),
  ),
  warning("SEC-32 unused", "service/unused-source-ranges", () =>
    changedArgs((args) => (args.services[0].loadBalancerSourceRanges = ["198.51.100.0/24"])),
  ),
  warning(
    "SEC-32 ingress",
    "production/without-tls",
    production((args) =>
      Object.assign(args.services[0], {
        exposure: "ingress",
        ingress: { host: "chat.acme.dev", className: "nginx" },
      }),
    ),
  ),
  error("SEC-20 local", "permission/without-pod-identity", () => ({
    cluster: { existing: { context: "kind-chatbot" } },
    services: [
      {
        name: "front",
        image: "ghcr.io/acme/front:1.0.0",
        port: 8080,
        permissions: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::chat/*"] }],
      },
    ],
  })),
];
