import assert from "node:assert/strict";
import { scaledObjectManifest } from "../../../components/service/scaled-object";
import {
  needsTriggerAuthentication,
  triggerAuthenticationManifest,
} from "../../../components/service/trigger-authentication";
import type { ScalingArgs } from "../../../settings/args/scaling";
import type { TriggerArgs } from "../../../settings/args/trigger";
import { crdErrors } from "../../support/crds";
import { externalKafka, mskKafka, settledService, strimziKafka } from "../../support/service";
import { needSharedData } from "../../support/shared-data";

type Settled = ReturnType<typeof settledService>;

function scaledObject({ service, surroundings }: Settled) {
  return scaledObjectManifest(service, surroundings.connection);
}

function scaledBy(scaling: ScalingArgs, rest: Parameters<typeof settledService>[1] = {}) {
  const secretEnv = [{ name: "RABBITMQ", secret: "rabbitmq", key: "host" }];
  // What somebody else runs has no image.
  const image = scaling.scaleTargetRef === undefined ? {} : { image: undefined };
  return scaledObject(settledService({ scaling, secretEnv, ...image }, rest));
}

const consumer = { consumes: { topic: "ai.chatbot" } };

/** Every typed trigger: what a person writes, what KEDA gets. */
const triggers: [string, TriggerArgs, object][] = [
  [
    "kafka with brokers of its own",
    {
      name: "lag",
      useCachedMetrics: true,
      authenticationRef: { name: "other-kafka" },
      kafka: {
        bootstrapServers: "other:9093",
        consumerGroup: "answers",
        topic: "other",
        lagThreshold: 25,
        activationLagThreshold: 3,
        offsetResetPolicy: "earliest",
        allowIdleConsumers: false,
        scaleToZeroOnInvalidOffset: true,
        excludePersistentLag: false,
        limitToPartitionsWithLag: true,
        version: "3.6.0",
        partitionLimitation: "1,2,10-20",
        tls: "enable",
        sasl: "scram_sha256",
      },
    },
    {
      type: "kafka",
      metadata: {
        bootstrapServers: "other:9093",
        consumerGroup: "answers",
        topic: "other",
        lagThreshold: "25",
        activationLagThreshold: "3",
        offsetResetPolicy: "earliest",
        scaleToZeroOnInvalidOffset: "true",
        limitToPartitionsWithLag: "true",
        version: "3.6.0",
        partitionLimitation: "1,2,10-20",
        tls: "enable",
        sasl: "scram_sha256",
      },
      name: "lag",
      useCachedMetrics: true,
      authenticationRef: { name: "other-kafka", kind: "TriggerAuthentication" },
    },
  ],
  [
    "cpu",
    { cpu: { value: "70" } },
    { type: "cpu", metadata: { value: "70" }, metricType: "Utilization" },
  ],
  [
    "memory as a quantity",
    { memory: { value: "512Mi", containerName: "chat" } },
    {
      type: "memory",
      metadata: { value: "512Mi", containerName: "chat" },
      metricType: "AverageValue",
    },
  ],
  [
    "cron",
    {
      cron: {
        timezone: "Europe/Berlin",
        start: "0 8 * * 1-5",
        end: "0 18 * * 1-5",
        desiredReplicas: 3,
      },
    },
    {
      type: "cron",
      metadata: {
        timezone: "Europe/Berlin",
        start: "0 8 * * 1-5",
        end: "0 18 * * 1-5",
        desiredReplicas: "3",
      },
    },
  ],
  [
    "prometheus",
    {
      metricType: "Value",
      prometheus: {
        serverAddress: "http://prometheus:9090",
        query: "sum(rate(questions_total[1m]))",
        threshold: 1.8,
        activationThreshold: 0.5,
        ignoreNullValues: false,
        namespace: "chat",
        customHeaders: "X-Scope-OrgID=chat",
        queryParameters: "max_source_resolution=5m",
        timeout: 1500,
      },
    },
    {
      type: "prometheus",
      metadata: {
        serverAddress: "http://prometheus:9090",
        query: "sum(rate(questions_total[1m]))",
        threshold: "1.8",
        activationThreshold: "0.5",
        ignoreNullValues: "false",
        namespace: "chat",
        customHeaders: "X-Scope-OrgID=chat",
        queryParameters: "max_source_resolution=5m",
        timeout: "1500",
      },
      metricType: "Value",
    },
  ],
  [
    "aws-sqs-queue",
    {
      awsSqsQueue: {
        queueURL: "https://sqs.eu-central-1.amazonaws.com/111122223333/questions",
        awsRegion: "eu-central-1",
        scaleOnInFlight: false,
        scaleOnDelayed: true,
      },
    },
    {
      type: "aws-sqs-queue",
      metadata: {
        queueURL: "https://sqs.eu-central-1.amazonaws.com/111122223333/questions",
        awsRegion: "eu-central-1",
        queueLength: "5",
        scaleOnInFlight: "false",
        scaleOnDelayed: "true",
      },
    },
  ],
  [
    "redis",
    { redis: { address: "redis:6379", listName: "questions", databaseIndex: 2 } },
    {
      type: "redis",
      metadata: {
        address: "redis:6379",
        listName: "questions",
        listLength: "5",
        databaseIndex: "2",
        enableTLS: "true",
      },
    },
  ],
  [
    "redis-streams",
    {
      redisStreams: {
        address: "redis:6379",
        stream: "questions",
        consumerGroup: "answers",
        lagCount: 7,
        activationLagCount: 0,
        enableTLS: false,
      },
    },
    {
      type: "redis-streams",
      metadata: {
        address: "redis:6379",
        stream: "questions",
        consumerGroup: "answers",
        lagCount: "7",
      },
    },
  ],
  [
    "rabbitmq",
    {
      rabbitmq: {
        queueName: "questions",
        value: 12.5,
        hostFromEnv: "RABBITMQ",
        vhostName: "chat",
        excludeUnacknowledged: true,
        protocol: "http",
      },
    },
    {
      type: "rabbitmq",
      metadata: {
        queueName: "questions",
        mode: "QueueLength",
        value: "12.5",
        hostFromEnv: "RABBITMQ",
        vhostName: "chat",
        excludeUnacknowledged: "true",
        protocol: "http",
      },
    },
  ],
  [
    "any other scaler",
    {
      other: {
        type: "nats-jetstream",
        metadata: {
          natsServerMonitoringEndpoint: "nats:8222",
          account: "$G",
          stream: "questions",
          consumer: "answers",
          lagThreshold: "10",
        },
      },
    },
    {
      type: "nats-jetstream",
      metadata: {
        natsServerMonitoringEndpoint: "nats:8222",
        account: "$G",
        stream: "questions",
        consumer: "answers",
        lagThreshold: "10",
      },
    },
  ],
];

describe("scaledObjectManifest", () => {
  it("is exactly this for a consumer (checks 36, 44, 79)", () => {
    const settled = settledService(
      {
        consumes: { topic: "ai.chatbot", consumerGroup: "ai-chat-group" },
        capacity: { messagesPerSecond: 2, startupSeconds: 25 },
        slo: { waitSeconds: 30 },
        labels: { team: "chat" },
      },
      { kafka: strimziKafka, kafkaAuthenticationName: "keda-kafka" },
    );
    assert.deepEqual(scaledObject(settled), {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: {
        name: "chat",
        namespace: "chatbot",
        labels: {
          team: "chat",
          "app.kubernetes.io/name": "chat",
          "app.kubernetes.io/part-of": "chatbot-platform",
          "app.kubernetes.io/managed-by": "pulumi",
        },
      },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "chat" },
        pollingInterval: 5,
        cooldownPeriod: 360,
        initialCooldownPeriod: 30,
        minReplicaCount: 0,
        maxReplicaCount: 12,
        advanced: {
          horizontalPodAutoscalerConfig: {
            behavior: {
              scaleUp: {
                stabilizationWindowSeconds: 0,
                selectPolicy: "Max",
                policies: [
                  { type: "Percent", value: 100, periodSeconds: 15 },
                  { type: "Pods", value: 4, periodSeconds: 15 },
                ],
              },
              scaleDown: {
                stabilizationWindowSeconds: 300,
                selectPolicy: "Max",
                policies: [{ type: "Percent", value: 100, periodSeconds: 60 }],
              },
            },
          },
        },
        triggers: [
          {
            type: "kafka",
            metadata: {
              bootstrapServers: "kafka-cluster-kafka-bootstrap.kafka.svc:9093",
              tls: "enable",
              sasl: "scram_sha512",
              consumerGroup: "ai-chat-group",
              topic: "ai.chatbot",
              ensureEvenDistributionOfPartitions: "true",
              lagThreshold: "50",
              offsetResetPolicy: "earliest",
            },
            authenticationRef: { name: "keda-kafka" },
            name: "lag",
          },
        ],
      },
    });
  });

  for (const [title, trigger, expected] of triggers) {
    it(`writes ${title} in KEDA's own form, and the CRD takes it`, function () {
      const manifest = scaledBy({ triggers: [trigger], minReplicaCount: 1 });
      assert.deepEqual(manifest.spec.triggers, [expected]);
      needSharedData(this, "crds", "keda");
      assert.deepEqual(crdErrors(manifest), []);
    });
  }

  it("takes the address of Prometheus from monitoring", () => {
    const { spec } = scaledBy(
      { triggers: [{ prometheus: { query: "up", threshold: 1 } }] },
      { monitoring: { prometheus: { serverAddress: "http://p:9090", rateTrigger: false } } },
    );
    assert.deepEqual(spec.triggers[0]?.metadata, {
      serverAddress: "http://p:9090",
      query: "up",
      threshold: "1",
    });
  });

  it("gives the platform's credentials to no other Kafka", () => {
    const kafka = { bootstrapServers: "other:9092" };
    const { spec } = scaledObject(
      settledService(
        { ...consumer, scaling: { triggers: [{ kafka }] } },
        { kafka: externalKafka, kafkaAuthenticationName: "keda-kafka" },
      ),
    );
    assert.deepEqual(spec.triggers, [
      {
        type: "kafka",
        metadata: {
          bootstrapServers: "other:9092",
          consumerGroup: "chat",
          topic: "ai.chatbot",
          lagThreshold: "10",
          offsetResetPolicy: "earliest",
        },
      },
    ]);
  });

  it("keeps an own authenticationRef over the platform's", () => {
    const { service, surroundings } = settledService(
      {
        ...consumer,
        scaling: { triggers: [{ kafka: {}, authenticationRef: { name: "mine" } }] },
      },
      { kafka: externalKafka, kafkaAuthenticationName: "keda-kafka" },
    );
    const [trigger] = scaledObjectManifest(service, surroundings.connection).spec.triggers;
    assert.deepEqual(trigger, {
      type: "kafka",
      metadata: {
        bootstrapServers: "kafka-1:9094,kafka-2:9095",
        tls: "enable",
        sasl: "scram_sha512",
        consumerGroup: "chat",
        topic: "ai.chatbot",
        ensureEvenDistributionOfPartitions: "true",
        lagThreshold: "10",
        offsetResetPolicy: "earliest",
      },
      authenticationRef: { name: "mine", kind: "TriggerAuthentication" },
    });
  });

  const intervals: [string, ScalingArgs, string[]][] = [
    ["with all intervals where it goes to zero", { minReplicaCount: 0 }, all()],
    [
      "with all intervals where it idles at zero",
      { minReplicaCount: 5, idleReplicaCount: 0 },
      all(),
    ],
    ["without intervals that would have no effect", { minReplicaCount: 5 }, []],
  ];
  for (const [title, scaling, expected] of intervals) {
    it(`comes ${title} (F.1 no. 2)`, () => {
      const { spec } = scaledObject(
        settledService({ ...consumer, scaling }, { kafka: externalKafka }),
      );
      assert.deepEqual(intervalKeys(spec), expected);
    });
  }

  it("keeps the polling interval where the HPA is answered from the last poll", () => {
    const triggers = [{ kafka: {}, useCachedMetrics: true }];
    const { spec } = scaledObject(
      settledService(
        { ...consumer, scaling: { minReplicaCount: 2, triggers } },
        { kafka: externalKafka },
      ),
    );
    assert.deepEqual(intervalKeys(spec), ["pollingInterval"]);
  });

  it("falls back to no less than it has, from the first failure (check 78)", () => {
    const { spec } = scaledObject(
      settledService({ ...consumer, scaling: { minReplicaCount: 2 } }, { kafka: externalKafka }),
    );
    assert.deepEqual("fallback" in spec ? spec.fallback : undefined, {
      failureThreshold: 0,
      replicas: 3,
      behavior: "currentReplicasIfHigher",
    });
  });

  it("has no fallback where it sleeps, because each outage would start it", () => {
    for (const scaling of [{ minReplicaCount: 0 }, { minReplicaCount: 2, idleReplicaCount: 0 }]) {
      const { spec } = scaledObject(
        settledService({ ...consumer, scaling }, { kafka: externalKafka }),
      );
      assert.equal("fallback" in spec, false);
    }
  });

  it("carries every field of KEDA's spec that a person may set, and the CRD takes it", function () {
    const scaling: ScalingArgs = {
      scaleTargetRef: { name: "theirs", kind: "StatefulSet", envSourceContainerName: "app" },
      minReplicaCount: 2,
      maxReplicaCount: 9,
      idleReplicaCount: 0,
      annotations: { "autoscaling.keda.sh/paused-replicas": "0" },
      fallback: { failureThreshold: 2, replicas: 4, behavior: "scalingModifiers" },
      advanced: {
        restoreToOriginalReplicaCount: true,
        horizontalPodAutoscalerConfig: {
          name: "theirs",
          behavior: {
            scaleUp: { stabilizationWindowSeconds: 0, selectPolicy: "Disabled", tolerance: 0.05 },
            scaleDown: { policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] },
          },
        },
        scalingModifiers: {
          formula: "lag + cron",
          target: "2",
          activationTarget: "0.5",
          metricType: "AverageValue",
        },
      },
      triggers: [
        { name: "lag", kafka: { bootstrapServers: "k:9093", consumerGroup: "g", topic: "t" } },
        { cron: { timezone: "Etc/UTC", start: "0 8 * * *", end: "0 9 * * *", desiredReplicas: 1 } },
      ],
    };
    const manifest = scaledBy(scaling);
    const { triggers, ...spec } = manifest.spec;
    assert.deepEqual(manifest.metadata.annotations, { "autoscaling.keda.sh/paused-replicas": "0" });
    assert.deepEqual(spec, {
      scaleTargetRef: {
        name: "theirs",
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        envSourceContainerName: "app",
      },
      pollingInterval: 15,
      cooldownPeriod: 360,
      initialCooldownPeriod: 25,
      idleReplicaCount: 0,
      minReplicaCount: 2,
      maxReplicaCount: 9,
      fallback: { failureThreshold: 2, replicas: 4, behavior: "scalingModifiers" },
      advanced: {
        restoreToOriginalReplicaCount: true,
        horizontalPodAutoscalerConfig: {
          name: "theirs",
          behavior: {
            scaleUp: { stabilizationWindowSeconds: 0, selectPolicy: "Disabled", tolerance: "0.05" },
            scaleDown: { policies: [{ type: "Pods", value: 1, periodSeconds: 60 }] },
          },
        },
        scalingModifiers: {
          formula: "lag + cron",
          target: "2",
          activationTarget: "0.5",
          metricType: "AverageValue",
        },
      },
    });
    // A formula can only speak of triggers that have a name.
    assert.deepEqual(
      triggers.map(({ name }) => name),
      ["lag", "cron"],
    );
    needSharedData(this, "crds", "keda");
    assert.deepEqual(crdErrors(manifest), []);
  });
});

describe("triggerAuthenticationManifest", () => {
  const kafkas: [string, ReturnType<typeof externalWith>, object | undefined][] = [
    [
      "reads the Secret that the pods read",
      externalWith({}),
      {
        secretTargetRef: [
          { parameter: "username", name: "kafka-credentials", key: "username" },
          { parameter: "password", name: "kafka-credentials", key: "password" },
        ],
      },
    ],
    [
      "reads the certificate of a private CA",
      externalWith({ sasl: "none", privateCa: true, credentialsSecret: "ca-only" }),
      { secretTargetRef: [{ parameter: "ca", name: "ca-only", key: "ca" }] },
    ],
    ["uses the operator's AWS identity for MSK", mskKafka, { podIdentity: { provider: "aws" } }],
    ["is not made where Kafka asks nobody", externalWith({ sasl: "none" }), undefined],
  ];
  for (const [title, kafka, spec] of kafkas) {
    it(title, function () {
      const { service, surroundings } = settledService(consumer, { kafka });
      const { connection } = surroundings;
      const manifest = needsTriggerAuthentication(service, connection)
        ? triggerAuthenticationManifest(service, connection)
        : undefined;
      assert.deepEqual(manifest?.spec, spec);
      assert.equal(manifest?.metadata.name, spec === undefined ? undefined : "chat-kafka");
      if (manifest === undefined) return;
      needSharedData(this, "crds", "keda");
      assert.deepEqual(crdErrors(JSON.parse(JSON.stringify(manifest))), []);
    });
  }

  it("is not made for triggers that read another Kafka", () => {
    const { service, surroundings } = settledService(
      { ...consumer, scaling: { triggers: [{ kafka: { bootstrapServers: "other:9093" } }] } },
      { kafka: externalKafka },
    );
    assert.equal(needsTriggerAuthentication(service, surroundings.connection), false);
  });
});

function all(): string[] {
  return ["pollingInterval", "cooldownPeriod", "initialCooldownPeriod"];
}

function intervalKeys(spec: object): string[] {
  return all().filter((key) => key in spec);
}

function externalWith(
  differences: Partial<NonNullable<NonNullable<typeof externalKafka>["external"]>>,
): typeof externalKafka {
  return {
    external: { bootstrapServers: "kafka-1:9094", cidrs: ["10.40.8.0/24"], ...differences },
    topics: [{ name: "ai.chatbot", partitions: 12 }],
  };
}
