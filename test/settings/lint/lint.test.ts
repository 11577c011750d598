import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { versions } from "../../../components/versions";
import type { Finding } from "../../../settings/finding";
import { lintManifests } from "../../../settings/lint/lint";
import type { ForeignManifest } from "../../../settings/lint/manifest";
import { needSharedData } from "../../support/shared-data";

function documents(text: string, file: string): ForeignManifest[] {
  return parseAllDocuments(text).map((document, i) => ({
    source: `${file}#${i + 1}`,
    object: document.toJS() as unknown,
  }));
}

const lint = (text: string): Finding[] => lintManifests(documents(text, "given.yaml"), versions);
const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);

/** What the text of the article alone proves: number of the fault, rule, place in the document. */
const scaledObjectFaults: [string, string, string][] = [
  ["F.1-1", "error trigger/unquoted-metadata", "spec.triggers[0].metadata.lagThreshold"],
  ["F.1-1", "error trigger/unquoted-metadata", "spec.triggers[0].metadata.allowIdleConsumers"],
  ["F.1-1", "error trigger/unquoted-metadata", "spec.triggers[0].metadata.excludePersistentLag"],
  ["F.1-2", "warning polling/without-effect", "spec.cooldownPeriod"],
  [
    "F.1-3",
    "error scaled-object/idle-consumers-lift-the-cap",
    "spec.triggers[0].metadata.allowIdleConsumers",
  ],
  ["F.1-4", "warning kafka-trigger/stale-version", "spec.triggers[0].metadata.version"],
  ["F.1-5", "warning scaled-object/plaintext-broker", "spec.triggers[0].authenticationRef"],
  [
    "F.1-6",
    "warning scaled-object/no-offset-reset-policy",
    "spec.triggers[0].metadata.offsetResetPolicy",
  ],
  ["F.1-8", "warning scaled-object/no-fallback", "spec.fallback"],
  [
    "F.1-9",
    "warning scaled-object/no-behavior",
    "spec.advanced.horizontalPodAutoscalerConfig.behavior",
  ],
  [
    "F.1-10",
    "warning scaled-object/default-lag-threshold",
    "spec.triggers[0].metadata.lagThreshold",
  ],
  [
    "F.1-12",
    "warning scaled-object/hard-coded-cluster-domain",
    "spec.triggers[0].metadata.bootstrapServers",
  ],
  ["F.1-13", "warning scaled-object/implicit-api-version", "spec.scaleTargetRef.apiVersion"],
];

const container = "spec.template.spec.containers[0]";
const autoscalerFaults: [string, string, string][] = [
  ["F.2-1", "error autoscaler/frozen-registry", `${container}.image`],
  ["F.2-1", "error autoscaler/wrong-image-path", `${container}.image`],
  ["F.2-2", "error autoscaler/unsupported-version", `${container}.image`],
  ["F.2-3", "error autoscaler/placeholder", container],
  ["F.2-3", "warning autoscaler/static-node-group", container],
  ["F.2-4", "warning autoscaler/evicts-local-storage", container],
  ["F.2-5", "error autoscaler/host-certificates", "spec.template.spec.volumes[0].hostPath"],
  ["F.2-6", "warning autoscaler/small-limits", `${container}.resources.limits`],
  ["F.2-7", "error autoscaler/no-service-account", "spec.template.spec.serviceAccountName"],
  ["F.2-9", "warning autoscaler/no-expander", container],
  ["F.2-9", "warning autoscaler/no-balancing", container],
  ["F.2-10", "warning autoscaler/no-priority-class", "spec.template.spec.priorityClassName"],
  ["F.2-10", "warning autoscaler/no-liveness-probe", `${container}.livenessProbe`],
  ["F.2-10", "warning autoscaler/no-security-context", `${container}.securityContext`],
];

describe("lint of the article's manifests", () => {
  let article: ForeignManifest[] = [];
  let found: string[] = [];
  before(function () {
    const folder = needSharedData(this as Mocha.Context, "article");
    article = ["scaled-object.yaml", "cluster-autoscaler.yaml"].flatMap((file) =>
      documents(readFileSync(join(folder, file), "utf8"), file),
    );
    found = said(lintManifests(article, versions));
  });

  for (const [fault, rule, path] of scaledObjectFaults) {
    it(`finds ${fault}: ${rule} at ${path}`, () => {
      assert.ok(found.includes(`${rule} scaled-object.yaml#1 ${path}`), found.join("\n"));
    });
  }
  for (const [fault, rule, path] of autoscalerFaults) {
    it(`finds ${fault}: ${rule} at ${path}`, () => {
      assert.ok(found.includes(`${rule} cluster-autoscaler.yaml#1 ${path}`), found.join("\n"));
    });
  }

  it("finds F.2-10: no disruption budget", () => {
    assert.ok(found.includes("warning autoscaler/no-disruption-budget cluster-autoscaler.yaml#1"));
  });

  it("finds F.2-11, 10 nodes for 100 replicas, only when both documents are there", () => {
    const rule = `warning autoscaler/nodes-below-replicas cluster-autoscaler.yaml#1 ${container}`;
    assert.ok(found.includes(rule), found.join("\n"));
    assert.ok(!said(lintManifests(article.slice(1), versions)).includes(rule));
  });

  it("finds F.1-14, replicas of a Deployment that the ScaledObject scales", () => {
    const deployment = {
      source: "deployment.yaml#1",
      object: {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "ai-chat-service", namespace: "default" },
        spec: { replicas: 5 },
      },
    };
    const rule = "error scaled-object/replicas-set deployment.yaml#1 spec.replicas";
    assert.ok(said(lintManifests([...article, deployment], versions)).includes(rule));
  });

  it("says nothing else of them", () => {
    const expected = scaledObjectFaults.length + autoscalerFaults.length + 2;
    assert.equal(found.length, expected, found.join("\n"));
  });
});

/** A ScaledObject of which there is nothing to say. */
const sound = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: answer, namespace: chatbot}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: answer}
  minReplicaCount: 2
  maxReplicaCount: 24
  fallback: {failureThreshold: 0, replicas: 6, behavior: currentReplicasIfHigher}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown:
          stabilizationWindowSeconds: 300
          policies: [{type: Percent, value: 20, periodSeconds: 60}]
  triggers:
    - type: kafka
      metadata:
        bootstrapServers: kafka-cluster-kafka-bootstrap.kafka.svc:9093
        consumerGroup: answer-group
        topic: questions
        lagThreshold: "40"
        offsetResetPolicy: latest
        tls: enable
        sasl: scram_sha512
      authenticationRef: {name: answer-kafka}
`;

describe("lintManifests()", () => {
  it("has nothing to say of a sound ScaledObject", () => {
    assert.deepEqual(said(lint(sound)), []);
  });

  const changes: [string, [string, string], string[]][] = [
    [
      "takes what the environment holds, as KEDA does",
      [
        "bootstrapServers: kafka-cluster-kafka-bootstrap.kafka.svc:9093",
        "bootstrapServersFromEnv: B",
      ],
      [],
    ],
    [
      "refuses keys that KEDA does not know",
      ['lagThreshold: "40"', 'lagTreshold: "40"'],
      [
        "error shape/unknown-key given.yaml#1 spec.triggers[0].metadata.lagTreshold",
        "warning scaled-object/default-lag-threshold given.yaml#1 spec.triggers[0].metadata.lagThreshold",
      ],
    ],
    [
      "knows KEDA's own maximum of 100",
      ["minReplicaCount: 2\n  maxReplicaCount: 24", "minReplicaCount: 150"],
      [
        "error scaling/min-above-max given.yaml#1 spec.minReplicaCount",
        "warning fallback/below-min given.yaml#1 spec.fallback.replicas",
      ],
    ],
    [
      "refuses an idle count without a minimum",
      ["minReplicaCount: 2", "idleReplicaCount: 0"],
      [
        "warning scaling/idle-without-effect given.yaml#1 spec.idleReplicaCount",
        "warning fallback/wakes-from-zero given.yaml#1 spec.fallback",
        "error scaled-object/idle-without-min given.yaml#1 spec.minReplicaCount",
      ],
    ],
    [
      "warns of a pause",
      [
        "namespace: chatbot}",
        'namespace: chatbot, annotations: {autoscaling.keda.sh/paused: "true"}}',
      ],
      ['warning annotation/paused given.yaml#1 metadata.annotations["autoscaling.keda.sh/paused"]'],
    ],
    [
      "refuses a cpu trigger that says its type in the old way",
      [
        "  triggers:\n",
        '  triggers:\n    - {type: cpu, metadata: {type: Utilization, value: "70"}}\n',
      ],
      ["error scaled-object/cpu-without-metric-type given.yaml#1 spec.triggers[0].metricType"],
    ],
  ];
  for (const [what, [from, to], expected] of changes) {
    it(what, () => {
      assert.ok(sound.includes(from));
      assert.deepEqual(said(lint(sound.replace(from, to))), expected);
    });
  }

  it("asks for a fallback where replicas always run, and for none where they sleep", () => {
    const without = sound.replace(/ {2}fallback: .*\n/, "");
    const asleep = without.replace("minReplicaCount: 2", "minReplicaCount: 0");
    const idle = without.replace("minReplicaCount: 2", "minReplicaCount: 2\n  idleReplicaCount: 0");
    const rule = "warning scaled-object/no-fallback given.yaml#1 spec.fallback";
    assert.deepEqual(said(lint(without)), [rule]);
    assert.ok([asleep, idle].every((text) => !said(lint(text)).includes(rule)));
  });

  it("finds two ScaledObjects on one target, each with its document", () => {
    const second = sound.replace("{name: answer, namespace", "{name: other, namespace");
    assert.deepEqual(said(lint(`${sound}---\n${second}`)), [
      "error scaling/same-target given.yaml#2 spec.scaleTargetRef",
    ]);
  });

  it("refuses Strimzi's removed API version", () => {
    const topic = "apiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaTopic\nmetadata: {name: a}\n";
    assert.deepEqual(said(lint(topic)), [
      "error strimzi/removed-api-version given.yaml#1 apiVersion",
    ]);
  });

  for (const text of [
    "",
    "null",
    "[]",
    "kind: ScaledObject",
    "apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nspec: {triggers: {}}",
  ]) {
    it(`takes ${JSON.stringify(text)} without an exception`, () => {
      assert.ok(Array.isArray(lint(text)));
    });
  }
});
