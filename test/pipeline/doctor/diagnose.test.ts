import assert from "node:assert/strict";
import { versions } from "../../../components/versions";
import { diagnose } from "../../../pipeline/doctor/checks";
import type { ClusterState, LiveObject } from "../../../pipeline/doctor/cluster-state";

const metadata = (name: string, more: object = {}) => ({ name, namespace: "chat", ...more });
const condition = (type: string, status: string, reason = "", message = "") => ({
  type,
  status,
  reason,
  message,
});

const deployment = (name: string, image: string, available = 1, replicas = 1): LiveObject => ({
  metadata: metadata(name, { namespace: "keda" }),
  spec: { replicas, template: { spec: { containers: [{ image }] } } },
  status: { availableReplicas: available },
});
const operators = [
  deployment("keda-operator", `ghcr.io/kedacore/keda:${versions.keda}`),
  deployment("adapter", `mirror.acme.dev/keda-metrics-apiserver:${versions.keda}@sha256:0`),
  deployment("strimzi", `quay.io/strimzi/operator:${versions.strimzi}`),
];
const apiService = (status = "True", name = "keda-operator-metrics-apiserver"): LiveObject => ({
  spec: { service: { name } },
  status: { conditions: [condition("Available", status, "MissingEndpoints")] },
});

const trigger = (more: object = {}) => ({
  type: "kafka",
  metadata: { topic: "ai.chatbot", lagThreshold: "60", ...more },
});
const scaledObject = (
  more: object = {},
  annotations: object = {},
  spec: object = {},
): LiveObject => ({
  metadata: metadata("answer", { annotations }),
  spec: { maxReplicaCount: 12, triggers: [trigger()], ...spec },
  status: {
    hpaName: "keda-hpa-answer",
    conditions: [condition("Ready", "True"), condition("Active", "True")],
    ...more,
  },
});
const autoscaler = (status: object = {}, spec: object = {}): LiveObject => ({
  metadata: metadata("keda-hpa-answer"),
  spec: { minReplicas: 1, maxReplicas: 12, ...spec },
  status: { currentReplicas: 3, conditions: [], ...status },
});
const topic = (partitions: number, ready = condition("Ready", "True")): LiveObject => ({
  metadata: metadata("ai.chatbot"),
  spec: { partitions },
  status: { conditions: [ready] },
});
const kafka = (version: string): LiveObject => ({
  metadata: metadata("kafka-cluster"),
  spec: { kafka: {}, version },
  status: { conditions: [condition("Ready", "True")] },
});
const metric = (more: object) => ({
  namespace: "chat",
  scaledObject: "answer",
  metric: "s0-kafka-ai-chatbot",
  ...more,
});

/** A cluster in which all is well. */
const sound: ClusterState = {
  kubernetes: versions.kubernetes,
  apiService: apiService(),
  deployments: operators,
  autoscalers: [autoscaler()],
  scaledObjects: [scaledObject()],
  kafkas: [],
  topics: [topic(12)],
  metrics: [metric({ value: "100" })],
};

const paused = { "autoscaling.keda.sh/paused": "true" };
const notReady = { conditions: [condition("Ready", "False", "ScaledObjectCheckFailed", "no")] };
const asleep = { conditions: [condition("Ready", "True"), condition("Active", "False")] };
const limited = [condition("ScalingLimited", "True", "TooManyReplicas")];

/** What differs from the sound cluster, and what is said of it. */
const table: [string, Partial<ClusterState>, string[]][] = [
  ["nothing", {}, []],
  [
    "the APIService is gone",
    { apiService: undefined },
    ["error doctor/api-service apiservice v1beta1.external.metrics.k8s.io"],
  ],
  [
    "the APIService and every ScaledObject are gone",
    { apiService: undefined, scaledObjects: [], autoscalers: [], metrics: [] },
    [],
  ],
  [
    "the APIService has no endpoints",
    { apiService: apiService("False") },
    ["error doctor/api-service apiservice v1beta1.external.metrics.k8s.io"],
  ],
  [
    "the APIService says nothing",
    { apiService: { spec: { service: { name: "keda-x" } } } },
    ["error doctor/api-service apiservice v1beta1.external.metrics.k8s.io"],
  ],
  [
    "another adapter has the APIService",
    { apiService: apiService("True", "prometheus-adapter") },
    ["error doctor/api-service-owner apiservice v1beta1.external.metrics.k8s.io"],
  ],
  [
    "every operator is gone",
    { deployments: [] },
    [
      "error doctor/operator-missing deployments",
      "error doctor/operator-missing deployments",
      "error doctor/operator-missing deployments",
    ],
  ],
  [
    "one of two operators is down",
    { deployments: [deployment("keda-operator", "keda", 1, 2), ...operators.slice(1)] },
    ["warning doctor/operator-unavailable deployment keda/keda-operator"],
  ],
  [
    "the operator is down",
    { deployments: [deployment("keda-operator", "keda", 0), ...operators.slice(1)] },
    ["error doctor/operator-unavailable deployment keda/keda-operator"],
  ],
  [
    "a ScaledObject is not ready, and has no HPA yet",
    { scaledObjects: [scaledObject(notReady)], autoscalers: [] },
    ["error doctor/not-ready scaledobject chat/answer"],
  ],
  [
    "nobody has seen a ScaledObject",
    { scaledObjects: [scaledObject({ conditions: [] })] },
    ["error doctor/not-ready scaledobject chat/answer"],
  ],
  [
    "a ScaledObject falls back",
    {
      scaledObjects: [
        scaledObject({ conditions: [condition("Ready", "True"), condition("Fallback", "True")] }),
      ],
    },
    ["error doctor/fallback scaledobject chat/answer"],
  ],
  [
    "a ScaledObject is paused, and its HPA gone with it",
    { scaledObjects: [scaledObject({}, paused)], autoscalers: [] },
    ["warning doctor/paused scaledobject chat/answer"],
  ],
  ["the HPA is gone", { autoscalers: [] }, ["error doctor/no-hpa scaledobject chat/answer"]],
  [
    "the HPA is in another namespace",
    { autoscalers: [{ ...autoscaler(), metadata: { name: "keda-hpa-answer", namespace: "x" } }] },
    ["error doctor/no-hpa scaledobject chat/answer"],
  ],
  [
    "the HPA cannot read its metric",
    {
      autoscalers: [
        autoscaler({
          conditions: [condition("ScalingActive", "False", "FailedGetExternalMetric")],
        }),
      ],
    },
    ["error doctor/hpa-blind hpa chat/keda-hpa-answer"],
  ],
  [
    "the HPA sleeps at zero",
    {
      autoscalers: [
        autoscaler({ conditions: [condition("ScalingActive", "False", "ScalingDisabled")] }),
      ],
    },
    [],
  ],
  [
    "the HPA is pinned at its maximum",
    { autoscalers: [autoscaler({ currentReplicas: 12, conditions: limited })] },
    ["warning doctor/pinned hpa chat/keda-hpa-answer"],
  ],
  [
    "the HPA wants more but is not there yet",
    { autoscalers: [autoscaler({ currentReplicas: 11, conditions: limited })] },
    [],
  ],
  [
    "the HPA is at its maximum and content",
    { autoscalers: [autoscaler({ currentReplicas: 12 })] },
    [],
  ],
  [
    "the count is fixed on purpose",
    {
      autoscalers: [autoscaler({ currentReplicas: 12, conditions: limited }, { minReplicas: 12 })],
    },
    [],
  ],
  [
    "the topic has fewer partitions",
    { topics: [topic(6)] },
    ["warning doctor/partitions scaledobject chat/answer maxReplicaCount"],
  ],
  [
    "the topic has another name as an object",
    {
      topics: [
        { ...topic(6), metadata: metadata("t"), spec: { partitions: 6, topicName: "ai.chatbot" } },
      ],
    },
    ["warning doctor/partitions scaledobject chat/answer maxReplicaCount"],
  ],
  ["the topic is somebody else's", { topics: [] }, []],
  [
    "the topic was refused",
    { topics: [topic(12, condition("Ready", "False", "NotSupported"))] },
    ["error doctor/not-ready kafkatopic chat/ai.chatbot"],
  ],
  [
    "the topic is not ready, in Strimzi's other words",
    { topics: [topic(12, condition("NotReady", "True"))] },
    ["error doctor/not-ready kafkatopic chat/ai.chatbot"],
  ],
  [
    "a metric cannot be read",
    { metrics: [metric({ error: "HTTP 500" })] },
    ["error doctor/metric scaledobject chat/answer metric s0-kafka-ai-chatbot"],
  ],
  ["the lag is less than the replicas can carry", { metrics: [metric({ value: "719" })] }, []],
  [
    "the lag is what they can carry, the most that KEDA counts",
    { metrics: [metric({ value: "720" })] },
    ["warning doctor/lag scaledobject chat/answer topic ai.chatbot"],
  ],
  [
    "the lag is what the partitions can carry, fewer than the replicas",
    {
      scaledObjects: [scaledObject({}, {}, { maxReplicaCount: 20 })],
      metrics: [metric({ value: "720" })],
    },
    [
      "warning doctor/partitions scaledobject chat/answer maxReplicaCount",
      "warning doctor/lag scaledobject chat/answer topic ai.chatbot",
    ],
  ],
  [
    "the lag is one for each partition",
    { metrics: [metric({ value: "12" })] },
    ["warning doctor/uncommitted scaledobject chat/answer topic ai.chatbot"],
  ],
  ["the lag is another small one", { metrics: [metric({ value: "11" })] }, []],
  [
    "the lag is one in the only partition, as it often is",
    {
      topics: [topic(1)],
      scaledObjects: [scaledObject({}, {}, { maxReplicaCount: 1 })],
      metrics: [metric({ value: "1" })],
    },
    [],
  ],
  ...[{ offsetResetPolicy: "earliest" }, { scaleToZeroOnInvalidOffset: "true" }].map(
    (more): [string, Partial<ClusterState>, string[]] => [
      `the lag is one for each partition with ${Object.keys(more).join("")}, which counts otherwise`,
      {
        scaledObjects: [scaledObject({}, {}, { triggers: [trigger(more)] })],
        metrics: [metric({ value: "12" })],
      },
      [],
    ],
  ),
  [
    "the lag is given in thousandths",
    { metrics: [metric({ value: "720500m" })] },
    ["warning doctor/lag scaledobject chat/answer topic ai.chatbot"],
  ],
  [
    "the trigger says no threshold, so that it is KEDA's ten",
    {
      scaledObjects: [scaledObject({}, {}, { triggers: [trigger({ lagThreshold: undefined })] })],
      metrics: [metric({ value: "121" })],
    },
    ["warning doctor/lag scaledobject chat/answer topic ai.chatbot"],
  ],
  [
    "messages wait and nobody works",
    { scaledObjects: [scaledObject(asleep)], metrics: [metric({ value: "61" })] },
    ["warning doctor/asleep scaledobject chat/answer topic ai.chatbot"],
  ],
  [
    "one message waits below the threshold",
    { scaledObjects: [scaledObject(asleep)], metrics: [metric({ value: "60" })] },
    [],
  ],
  ["the cluster is of another minor", { kubernetes: "1.29" }, ["warning doctor/version cluster"]],
  [
    "KEDA and Strimzi are older",
    {
      deployments: [
        deployment("keda-operator", "keda:2.10.0"),
        ...operators.slice(1, 2),
        deployment("strimzi", "strimzi/operator:0.40.0"),
      ],
    },
    [
      "warning doctor/version deployment keda/keda-operator",
      "warning doctor/version deployment keda/strimzi",
    ],
  ],
  [
    "the autoscaler is of another minor than the cluster",
    {
      deployments: [
        ...operators,
        deployment("ca", "registry.k8s.io/autoscaling/cluster-autoscaler:v1.34.5"),
      ],
    },
    ["warning doctor/version deployment keda/ca"],
  ],
  [
    "the autoscaler is of the cluster's minor",
    {
      deployments: [
        ...operators,
        deployment("ca", `cluster-autoscaler:${versions.clusterAutoscaler["1.35"]}`),
      ],
    },
    [],
  ],
  [
    "the cluster has no KEDA and no Kafka",
    {
      scaledObjects: undefined,
      kafkas: undefined,
      topics: undefined,
      deployments: [],
      autoscalers: [],
      apiService: undefined,
      metrics: [],
    },
    [],
  ],
  [
    "Kafka is of a version that was not tested",
    { kafkas: [kafka("3.0.0")] },
    ["warning doctor/version kafka chat/kafka-cluster"],
  ],
];

describe("diagnose()", () => {
  for (const [title, difference, expected] of table) {
    it(`says ${expected.length === 0 ? "nothing" : expected[0]} when ${title}`, () =>
      assert.deepEqual(
        diagnose({ ...sound, ...difference }).map(
          ({ severity, rule, path }) => `${severity} ${rule} ${path}`,
        ),
        expected,
      ));
  }

  it("gives every finding a fix", () => {
    for (const [, difference] of table) {
      for (const { fix, got } of diagnose({ ...sound, ...difference })) {
        assert.ok(fix.length > 5 && got !== "");
      }
    }
  });

  it("names the command that ends a pause", () => {
    const [finding] = diagnose({ ...sound, scaledObjects: [scaledObject({}, paused)] });
    assert.equal(
      finding?.fix,
      "kubectl -n chat annotate scaledobject answer autoscaling.keda.sh/paused-",
    );
  });
});
