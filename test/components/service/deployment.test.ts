import assert from "node:assert/strict";
import { deploymentManifest } from "../../../components/service/deployment";
import { podDisruptionBudgetManifest } from "../../../components/service/pod-disruption-budget";
import { serviceAccountManifest } from "../../../components/service/service-account";
import type { NodesArgs } from "../../../settings/args/nodes";
import type { PodDisruptionBudgetArgs } from "../../../settings/args/placement";
import { builtinErrors } from "../../support/builtins";
import { podTemplate } from "../../support/planned";
import { restrictedErrors } from "../../../policy/pod-security";
import {
  externalKafka,
  mskKafka,
  settledService,
  strimziKafka,
  withTopics,
} from "../../support/service";

type Given = Parameters<typeof settledService>;

function deployment(...given: Given) {
  const { service, surroundings } = settledService(...given);
  return deploymentManifest(service, service.image ?? "", surroundings);
}

function pod(...given: Given) {
  return deployment(...given).spec.template;
}

function container(...given: Given) {
  const [only] = pod(...given).spec.containers;
  assert.ok(only);
  return only;
}

function env(...given: Given): Record<string, unknown> {
  const entries = container(...given).env.map((variable) => [
    variable.name,
    "value" in variable ? variable.value : variable.valueFrom,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

const nodes: NodesArgs = {
  groups: [
    {
      name: "workers",
      instanceTypes: ["m6i.large"],
      maxSize: 4,
      labels: { disk: "ssd" },
      taints: [
        { key: "chatbot.dev/workers", value: "true" },
        { key: "drained", effect: "NoExecute" },
      ],
    },
    { name: "gpus", instanceTypes: ["g5.12xlarge"], maxSize: 8 },
  ],
};

describe("deploymentManifest", () => {
  const everything: Given = [
    {
      port: 8080,
      command: ["/app/serve"],
      args: ["--fast"],
      env: { MODE: "chat" },
      secretEnv: [{ name: "API_KEY", secret: "provider", key: "key" }],
      secretFiles: [{ secret: "prompts", path: "/etc/prompts" }],
      writablePaths: [{ path: "/tmp" }, { path: "/dev/shm", sizeLimit: "64Mi", memory: true }],
      resources: { cpuLimit: "2", gpus: 1 },
      consumes: { topic: "ai.chatbot" },
      placement: { onePerNode: true, tolerations: [{ key: "any" }] },
    },
    { kafka: externalKafka, priorityClassName: "realtime" },
  ];

  it("is taken by Kubernetes' own schema and by the restricted standard (checks 31, 32)", () => {
    for (const given of [everything, [] as unknown as Given]) {
      const manifest = { apiVersion: "apps/v1", kind: "Deployment", ...deployment(...given) };
      assert.deepEqual(builtinErrors(manifest), []);
      assert.deepEqual(restrictedErrors(podTemplate(manifest) ?? {}), []);
      assert.equal(podTemplate(manifest)?.spec?.containers?.length, 1);
    }
  });

  it("runs as a numeric user without root, with the runtime's seccomp profile (check 32)", () => {
    assert.deepEqual(pod({ runAsUser: 20002 }).spec.securityContext, {
      runAsNonRoot: true,
      runAsUser: 20002,
      runAsGroup: 20002,
      fsGroup: 20002,
      seccompProfile: { type: "RuntimeDefault" },
    });
  });

  it("writes only to declared paths of a bounded size (check 33)", () => {
    const { spec } = pod(...everything);
    assert.equal(spec.containers[0]?.securityContext.readOnlyRootFilesystem, true);
    assert.deepEqual(spec.volumes, [
      { name: "writable-0", emptyDir: { sizeLimit: "256Mi" } },
      { name: "writable-1", emptyDir: { sizeLimit: "64Mi", medium: "Memory" } },
      { name: "secret-0", secret: { secretName: "prompts", defaultMode: 0o440 } },
      {
        name: "kafka-credentials",
        secret: { secretName: "kafka-credentials", defaultMode: 0o440 },
      },
    ]);
    assert.deepEqual(spec.containers[0]?.volumeMounts, [
      { name: "writable-0", mountPath: "/tmp" },
      { name: "writable-1", mountPath: "/dev/shm" },
      { name: "secret-0", mountPath: "/etc/prompts", readOnly: true },
      { name: "kafka-credentials", mountPath: "/etc/chatbot/kafka", readOnly: true },
    ]);
  });

  it("asks for CPU, memory and ephemeral storage, and limits memory (check 34)", () => {
    assert.deepEqual(container({ resources: { cpu: "1", memory: "2Gi" } }).resources, {
      requests: { cpu: "1", memory: "2Gi", "ephemeral-storage": "1Gi" },
      limits: { memory: "2Gi", "ephemeral-storage": "1Gi" },
    });
    const { limits } = container({ resources: { cpuLimit: "2", memoryLimit: "1Gi" } }).resources;
    assert.deepEqual([limits.cpu, limits.memory], ["2", "1Gi"]);
  });

  it("makes room for writable paths on disk, and not for those in memory", () => {
    const { requests } = container(...everything).resources;
    assert.equal(requests["ephemeral-storage"], "1280Mi");
  });

  it("probes HTTP at three different paces (check 35)", () => {
    const { startupProbe, readinessProbe, livenessProbe } = container({
      port: 8080,
      capacity: { messagesPerSecond: 1, startupSeconds: 62 },
    });
    assert.deepEqual(
      [startupProbe, readinessProbe, livenessProbe],
      [
        {
          httpGet: { path: "/healthz", port: "http" },
          periodSeconds: 5,
          timeoutSeconds: 5,
          failureThreshold: 25,
        },
        {
          httpGet: { path: "/readyz", port: "http" },
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 2,
        },
        {
          httpGet: { path: "/healthz", port: "http" },
          periodSeconds: 20,
          timeoutSeconds: 5,
          failureThreshold: 3,
        },
      ],
    );
  });

  it("probes a worker by its command, and one without a command not at all (check 35)", () => {
    const asked = container({ probes: { command: ["/app/alive"] } });
    assert.deepEqual(asked.livenessProbe, {
      exec: { command: ["/app/alive"] },
      periodSeconds: 20,
      timeoutSeconds: 5,
      failureThreshold: 3,
    });
    const silent = container();
    assert.deepEqual(
      ["startupProbe", "readinessProbe", "livenessProbe"].filter((key) => key in silent),
      [],
    );
  });

  it("sets no replicas (check 36, F-19)", () => {
    assert.equal("replicas" in deployment().spec, false);
  });

  it("spreads softly over zones and nodes (check 38)", () => {
    const constraint = (topologyKey: string, whenUnsatisfiable: string) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable,
      labelSelector: {
        matchLabels: {
          "app.kubernetes.io/name": "chat",
          "app.kubernetes.io/part-of": "chatbot-platform",
        },
      },
      nodeTaintsPolicy: "Honor",
      matchLabelKeys: ["pod-template-hash"],
    });
    assert.deepEqual(pod().spec.topologySpreadConstraints, [
      constraint("topology.kubernetes.io/zone", "ScheduleAnyway"),
      constraint("kubernetes.io/hostname", "ScheduleAnyway"),
    ]);
    const strict = pod({ placement: { strictZoneSpread: true } }).spec.topologySpreadConstraints;
    assert.deepEqual(strict, [
      constraint("topology.kubernetes.io/zone", "DoNotSchedule"),
      constraint("kubernetes.io/hostname", "ScheduleAnyway"),
    ]);
  });

  it("keeps replicas on nodes of their own when asked", () => {
    assert.deepEqual(pod({ placement: { onePerNode: true } }).spec.affinity, {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            topologyKey: "kubernetes.io/hostname",
            labelSelector: {
              matchLabels: {
                "app.kubernetes.io/name": "chat",
                "app.kubernetes.io/part-of": "chatbot-platform",
              },
            },
          },
        ],
      },
    });
    assert.equal("affinity" in pod().spec, false);
  });

  it("has an account of its own and mounts its token nowhere (checks 39, 40)", () => {
    const { spec } = pod();
    assert.equal(spec.serviceAccountName, "chat");
    assert.equal(spec.automountServiceAccountToken, false);
    const account = serviceAccountManifest(settledService().service);
    assert.equal(account.automountServiceAccountToken, false);
    assert.equal(account.metadata.name, "chat");
  });

  it("takes the priority class that it is given (check 41)", () => {
    assert.equal(pod({}, { priorityClassName: "realtime" }).spec.priorityClassName, "realtime");
    assert.equal("priorityClassName" in pod().spec, false);
  });

  const endings: [string, Given, number, number][] = [
    ["a worker", [{ capacity: { messagesPerSecond: 1, maxProcessingSeconds: 60 } }], 70, 0],
    ["a frontend", [{ port: 8080 }], 30, 5],
    [
      "what stands behind an Ingress",
      [{ port: 8080, exposure: "ingress", ingress: { host: "a.b" } }],
      30,
      15,
    ],
    [
      "what stands behind a load balancer",
      [
        {
          port: 8080,
          exposure: "loadBalancer",
          capacity: { messagesPerSecond: 1, maxProcessingSeconds: 60 },
        },
      ],
      85,
      15,
    ],
  ];
  for (const [title, given, grace, preStop] of endings) {
    it(`gives ${title} time to end (check 42, F-23)`, () => {
      const { spec } = pod(...given);
      assert.equal(spec.terminationGracePeriodSeconds, grace);
      assert.deepEqual(
        spec.containers[0]?.lifecycle,
        preStop === 0 ? undefined : { preStop: { sleep: { seconds: preStop } } },
      );
      assert.equal(env(...given)["CHATBOT_SHUTDOWN_SECONDS"], String(grace - preStop));
    });
  }

  it("tells a consumer the whole contract (check 43, F-22)", () => {
    assert.deepEqual(
      env(
        {
          consumes: { topic: "ai.chatbot", consumerGroup: "ai-chat-group", consumersPerReplica: 2 },
          produces: ["ai.answers", "ai.audit"],
          capacity: { messagesPerSecond: 0.5, maxProcessingSeconds: 400 },
        },
        {
          kafka: withTopics(strimziKafka, "ai.answers", "ai.audit"),
          kafkaSecretName: "chat-kafka",
        },
      ),
      {
        CHATBOT_SHUTDOWN_SECONDS: "410",
        KAFKA_BOOTSTRAP_SERVERS: "kafka-cluster-kafka-bootstrap.kafka.svc:9093",
        KAFKA_SECURITY_PROTOCOL: "SASL_SSL",
        KAFKA_SASL_MECHANISM: "SCRAM-SHA-512",
        KAFKA_CREDENTIALS_DIR: "/etc/chatbot/kafka",
        KAFKA_PRODUCE_TOPICS: "ai.answers,ai.audit",
        KAFKA_TOPIC: "ai.chatbot",
        KAFKA_GROUP_ID: "ai-chat-group",
        KAFKA_CONSUMERS: "2",
        KAFKA_AUTO_OFFSET_RESET: "earliest",
        KAFKA_ENABLE_AUTO_COMMIT: "false",
        KAFKA_MAX_POLL_RECORDS: "37",
        KAFKA_MAX_POLL_INTERVAL_MS: "800000",
        KAFKA_SESSION_TIMEOUT_MS: "45000",
        KAFKA_PARTITION_ASSIGNMENT_STRATEGY: "cooperative-sticky",
      },
    );
  });

  const connections: [string, Given[1], Record<string, unknown>][] = [
    [
      "an external Kafka",
      { kafka: externalKafka },
      {
        KAFKA_SECURITY_PROTOCOL: "SASL_SSL",
        KAFKA_SASL_MECHANISM: "SCRAM-SHA-512",
        KAFKA_CREDENTIALS_DIR: "/etc/chatbot/kafka",
      },
    ],
    [
      "a Kafka that asks nobody",
      {
        kafka: {
          external: { bootstrapServers: "k:9092", cidrs: ["10.0.0.0/8"], sasl: "none", tls: false },
          topics: [{ name: "ai.chatbot", partitions: 3 }],
        },
      },
      { KAFKA_SECURITY_PROTOCOL: "PLAINTEXT" },
    ],
    [
      "MSK",
      { kafka: mskKafka },
      { KAFKA_SECURITY_PROTOCOL: "SASL_SSL", KAFKA_SASL_MECHANISM: "AWS_MSK_IAM" },
    ],
  ];
  for (const [title, rest, expected] of connections) {
    it(`tells how to reach ${title}`, () => {
      const found = env({ consumes: { topic: "ai.chatbot" } }, rest);
      const keys = ["KAFKA_SECURITY_PROTOCOL", "KAFKA_SASL_MECHANISM", "KAFKA_CREDENTIALS_DIR"];
      assert.deepEqual(
        Object.fromEntries(keys.filter((key) => key in found).map((key) => [key, found[key]])),
        expected,
      );
    });
  }

  it("lets the person's values and Secrets win over the contract", () => {
    const found = env(
      {
        consumes: { topic: "ai.chatbot" },
        env: { KAFKA_MAX_POLL_RECORDS: "1" },
        secretEnv: [{ name: "KAFKA_TOPIC", secret: "topics", key: "chat" }],
      },
      { kafka: externalKafka },
    );
    assert.equal(found["KAFKA_MAX_POLL_RECORDS"], "1");
    assert.deepEqual(found["KAFKA_TOPIC"], { secretKeyRef: { name: "topics", key: "chat" } });
  });

  it("takes no credentials into the environment (check 47)", () => {
    const found = env({ consumes: { topic: "ai.chatbot" } }, { kafka: externalKafka });
    assert.deepEqual(
      Object.keys(found).filter((key) => /password|username|secret/i.test(key)),
      [],
    );
  });

  const patient: NodesArgs = { ...nodes, autoscaler: { maxGracefulTerminationSeconds: 7200 } };
  const evictions: [string, number, NodesArgs | undefined, string | undefined][] = [
    ["may be evicted when it ends in time", 600, undefined, undefined],
    ["may not when Cluster Autoscaler would not wait", 601, undefined, "false"],
    ["may when the autoscaler waits longer", 7200, patient, undefined],
  ];
  for (const [title, grace, group, expected] of evictions) {
    it(`${title} (check 45, F-39)`, () => {
      const placement = group === undefined ? {} : { nodeGroup: "workers" };
      const given = { terminationGracePeriodSeconds: grace, placement };
      const annotations: Record<string, string> =
        pod(given, { nodes: group }).metadata.annotations ?? {};
      assert.equal(annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"], expected);
    });
  }

  it("does not pin a node by scratch space, and follows a rotation of passwords", () => {
    const { metadata } = pod(
      {
        writablePaths: [
          { path: "/a" },
          { path: "/b", memory: true, sizeLimit: "32Mi" },
          { path: "/c", sizeLimit: "1Gi" },
        ],
        consumes: { topic: "ai.chatbot" },
        podAnnotations: { team: "chat" },
      },
      { kafka: strimziKafka },
    );
    assert.deepEqual(metadata.annotations, {
      "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes": "writable-0,writable-2",
      "chatbot.dev/credentials-generation": "3",
      team: "chat",
    });
  });

  it("puts GPUs in request and limit and tolerates their taint (check 49)", () => {
    const alone = pod({ resources: { gpus: 2 } }).spec;
    const resources = alone.containers[0]?.resources;
    assert.equal(resources?.requests["nvidia.com/gpu"], "2");
    assert.equal(resources?.limits["nvidia.com/gpu"], "2");
    assert.deepEqual(alone.tolerations, [
      { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    ]);
    const placed = pod(
      { resources: { gpus: 2 }, placement: { nodeGroup: "gpus" } },
      { nodes },
    ).spec;
    assert.deepEqual(placed.nodeSelector, { "chatbot.dev/node-group": "gpus" });
    assert.deepEqual(placed.tolerations, [
      { key: "nvidia.com/gpu", operator: "Equal", value: "true", effect: "NoSchedule" },
    ]);
  });

  it("tolerates the taints of its node group and those that are named", () => {
    const { spec } = pod(
      {
        placement: {
          nodeGroup: "workers",
          nodeSelector: { disk: "ssd" },
          tolerations: [{ key: "any" }, { key: "one", value: "yes", effect: "NoExecute" }],
        },
      },
      { nodes },
    );
    assert.deepEqual(spec.nodeSelector, { disk: "ssd", "chatbot.dev/node-group": "workers" });
    assert.deepEqual(spec.tolerations, [
      { key: "chatbot.dev/workers", operator: "Equal", value: "true", effect: "NoSchedule" },
      { key: "drained", operator: "Exists", effect: "NoExecute" },
      { key: "any", operator: "Exists" },
      { key: "one", operator: "Equal", value: "yes", effect: "NoExecute" },
    ]);
  });

  it("keeps the selector out of reach of a person's labels (check 50)", () => {
    const { service, surroundings } = settledService();
    const labelled = { ...service, labels: { "app.kubernetes.io/name": "other", team: "chat" } };
    const { metadata, spec } = deploymentManifest(labelled, "chat:1", surroundings);
    const selector = {
      "app.kubernetes.io/name": "chat",
      "app.kubernetes.io/part-of": "chatbot-platform",
    };
    const labels = { team: "chat", ...selector, "app.kubernetes.io/managed-by": "pulumi" };
    assert.deepEqual(spec.selector.matchLabels, selector);
    assert.deepEqual(metadata.labels, labels);
    assert.deepEqual(spec.template.metadata.labels, labels);
  });

  it("takes no variables of the namespace's Services (check 51)", () => {
    assert.equal(pod().spec.enableServiceLinks, false);
  });

  it("keeps few revisions and waits for a node, the image and the start (check 52)", () => {
    const { spec } = deployment({ capacity: { messagesPerSecond: 1, startupSeconds: 300 } });
    assert.equal(spec.revisionHistoryLimit, 5);
    assert.equal(spec.progressDeadlineSeconds, 420 + 300 + 600);
    const slow = { ...nodes, autoscaler: { maxNodeProvisionSeconds: 900 } };
    const placement = { nodeGroup: "workers" };
    assert.equal(
      deployment({ placement }, { nodes: slow }).spec.progressDeadlineSeconds,
      900 + 300 + 60,
    );
  });

  const rollouts: [string, Given[0], object][] = [
    ["more replicas before fewer", {}, { maxSurge: "25%", maxUnavailable: 0 }],
    ["in place on GPUs", { resources: { gpus: 1 } }, { maxSurge: 0, maxUnavailable: "25%" }],
    [
      "in place on nodes of their own",
      { placement: { onePerNode: true } },
      { maxSurge: 0, maxUnavailable: "25%" },
    ],
  ];
  for (const [title, given, expected] of rollouts) {
    it(`rolls out with ${title} (check 53)`, () => {
      const { strategy } = deployment(given).spec;
      assert.deepEqual(strategy, { type: "RollingUpdate", rollingUpdate: expected });
    });
  }
});

describe("podDisruptionBudgetManifest", () => {
  const budgets: [PodDisruptionBudgetArgs, object][] = [
    [{}, { maxUnavailable: 1 }],
    [{ maxUnavailable: "3" }, { maxUnavailable: 3 }],
    [{ maxUnavailable: "25%" }, { maxUnavailable: "25%" }],
    [{ minAvailable: "2" }, { minAvailable: 2 }],
    [{ minAvailable: "50%" }, { minAvailable: "50%" }],
  ];
  for (const [podDisruptionBudget, expected] of budgets) {
    it(`is ${JSON.stringify(expected)} for ${JSON.stringify(podDisruptionBudget)} (check 37)`, () => {
      const { service } = settledService({ podDisruptionBudget, scaling: { minReplicaCount: 8 } });
      const manifest = podDisruptionBudgetManifest(service);
      assert.deepEqual(manifest.spec, {
        ...expected,
        selector: {
          matchLabels: {
            "app.kubernetes.io/name": "chat",
            "app.kubernetes.io/part-of": "chatbot-platform",
          },
        },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      });
      const object = { apiVersion: "policy/v1", kind: "PodDisruptionBudget", ...manifest };
      assert.deepEqual(builtinErrors(object), []);
    });
  }
});
