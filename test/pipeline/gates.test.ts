import assert from "node:assert/strict";
import { gateContext } from "../../pipeline/gates/gate-context";
import { isOpen, runGates, type Gate } from "../../pipeline/gates/gate";
import { gates } from "../../pipeline/gates/gates";
import { stepsOf } from "../../pipeline/steps";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { announced, stateOf, urnOf } from "./engine-events";

const platform = "chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform";
const topicType = "kubernetes:kafka.strimzi.io/v1:KafkaTopic";

async function found(events: EngineEvent[], allow: string[] = []): Promise<string[]> {
  const results = await runGates(gates, gateContext("dev", stepsOf(events), allow));
  return results.flatMap(({ gate, findings }) =>
    findings.map(({ severity, rule, path }) => `${gate}: ${severity} ${rule} ${path}`),
  );
}

const lost = (name: string) => `data: error data/lost ${name}`;

describe("the data gate", () => {
  const held = [
    "eks:index:Cluster",
    "aws:eks/cluster:Cluster",
    "aws:kms/key:Key",
    "aws:ebs/volume:Volume",
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:dynamodb/table:Table",
    "aws:msk/cluster:Cluster",
    "kafka:index/topic:Topic",
    "kubernetes:core/v1:Namespace",
    "kubernetes:core/v1:PersistentVolumeClaim",
    "kubernetes:kafka.strimzi.io/v1:Kafka",
    "kubernetes:kafka.strimzi.io/v1beta2:KafkaNodePool",
    topicType,
    "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
  ];
  for (const type of held) {
    it(`holds back the deletion and the replacement of ${type}`, async () => {
      for (const op of ["delete", "delete-replaced", "replace"] as const) {
        assert.ok((await found([announced(op, stateOf(type, "it"))])).includes(lost("it")), op);
      }
    });
  }

  for (const type of [
    "kubernetes:apps/v1:Deployment",
    "kubernetes:kafka.strimzi.io/v1:KafkaUser",
    "kubernetes:keda.sh/v1alpha1:ScaledObject",
    "aws:iam/role:Role",
  ]) {
    it(`lets ${type} go`, async () =>
      assert.deepEqual(await found([announced("delete", stateOf(type, "it"))]), []));
  }

  const deletion = announced("delete", stateOf(topicType, "questions"));

  it("lets go what is named, by its name or its URN, and nothing else", async () => {
    assert.deepEqual(await found([deletion], ["questions"]), []);
    assert.deepEqual(await found([deletion], [urnOf(topicType, "questions")]), []);
    assert.deepEqual(await found([deletion], ["question"]), [
      lost("questions"),
      "data: warning data/nothing-to-allow --allow-replace question",
    ]);
  });

  it("lets go what is retained: it only leaves the state", async () => {
    const retained = stateOf(topicType, "questions", {}, { retainOnDelete: true });
    assert.deepEqual(await found([announced("delete", retained)]), []);
  });

  it("lets an update pass", async () => {
    assert.deepEqual(await found([announced("update", stateOf(topicType, "questions"))]), []);
  });

  it("says which property forces a replacement", async () => {
    const event = announced("replace", stateOf(topicType, "questions"), {
      keys: ["spec.topicName"],
    });
    const results = await runGates(gates, gateContext("dev", stepsOf([event]), []));
    const [finding] = results.flatMap(({ findings }) => findings);
    assert.equal(finding?.got, "a replacement, forced by spec.topicName");
  });
});

const args = (partitions: number, more: object = {}) => ({
  cluster: { existing: { context: "kind" } },
  kafka: { strimzi: {}, topics: [{ name: "questions", partitions }] },
  services: [],
  ...more,
});

describe("the change gate", () => {
  const update = (before: number, after: number) =>
    announced("update", stateOf(platform, "chatbot", args(after)), {
      old: stateOf(platform, "chatbot", args(before)),
    });
  const finding = "changes: error change/partitions-decreased kafka.topics[0].partitions";

  it("compares the deployed settings with the new ones", async () => {
    assert.deepEqual(await found([update(8, 4)]), [finding]);
    assert.deepEqual(await found([update(8, 8)]), []);
  });

  it("knows what the metrics lose, and what KEDA does not survive", async () => {
    const written = (storageGiB: number, prefix: string) => ({
      ...args(4),
      monitoring: { stack: { storageGiB, namespace: `${prefix}-metrics` } },
      keda: { operator: { namespace: `${prefix}-keda` } },
    });
    const change = announced("update", stateOf(platform, "chatbot", written(20, "new")), {
      old: stateOf(platform, "chatbot", written(30, "old")),
    });
    const rules = (await found([change])).filter((line) => line.startsWith("changes: error"));
    assert.deepEqual(rules, [
      "changes: error change/monitoring-namespace monitoring.stack.namespace",
      "changes: error change/monitoring-storage-shrunk monitoring.stack.storageGiB",
      "changes: error change/keda-namespace keda.operator.namespace",
    ]);
  });

  it("accepts a change by its rule", async () => {
    assert.deepEqual(await found([update(8, 4)], ["change/partitions-decreased"]), []);
  });

  it("has nothing to compare a new platform with", async () => {
    assert.deepEqual(await found([announced("create", stateOf(platform, "a", args(4)))]), []);
  });
});

describe("the settings and policy gates", () => {
  it("say what the door and the policies say, each once", async () => {
    const platformWith = (more: object) =>
      announced("create", stateOf(platform, "chatbot", args(4, more)));
    assert.deepEqual(await found([platformWith({ environment: "prod" })]), [
      "settings: error shape/enum environment",
    ]);
    const volume = announced("create", stateOf("aws:ebs/volume:Volume", "disk"));
    assert.deepEqual(await found([volume]), ["policies: error volume/encrypted disk.encrypted"]);
  });
});

describe("gateContext()", () => {
  it("knows production, resources as they shall be and complete settings", () => {
    const steps = stepsOf([
      announced("create", stateOf(platform, "chatbot", args(4, { environment: "production" }))),
      announced("delete", stateOf(topicType, "old")),
    ]);
    const context = gateContext("prod", steps, []);
    assert.equal(context.production, true);
    assert.deepEqual(
      context.resources.map(({ name }) => name),
      ["chatbot"],
    );
    assert.equal(context.steps.length, 2);
  });

  it("takes a stack without a platform for development", () => {
    assert.equal(gateContext("dev", [], []).production, false);
  });
});

describe("runGates()", () => {
  const gate = (name: string, severity: "error" | "warning"): Gate => ({
    name,
    check: () =>
      Promise.resolve([{ severity, rule: "a/b", path: "p", expected: "e", got: "g", fix: "f" }]),
  });

  it("asks each gate in order; errors close, warnings do not", async () => {
    const context = gateContext("dev", [], []);
    const warned = await runGates([gate("one", "warning"), gate("two", "warning")], context);
    assert.deepEqual(
      warned.map(({ gate: name }) => name),
      ["one", "two"],
    );
    assert.equal(isOpen(warned), true);
    assert.equal(isOpen(await runGates([gate("one", "error")], context)), false);
  });
});
