import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../../plan/record";
import { dependencyGraph, onCycles, reached } from "./graph";
import { recording, type MadeUp } from "./recording";
import { teardownErrors } from "./teardown";

const component = "test:index:Group";

class Thing extends pulumi.CustomResource {
  constructor(name: string, props: pulumi.Inputs = {}, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, props, opts);
  }
}

describe("dependencyGraph()", () => {
  it("counts parents, dependsOn, providers and deletedWith", () => {
    const graph = dependencyGraph(
      recording(
        { type: component, name: "group" },
        { type: "pulumi:providers:kubernetes", name: "provider" },
        { type: "a", name: "a", parent: "group" },
        { type: "b", name: "b", dependsOn: ["a"], options: { provider: "provider" } },
        { type: "c", name: "c", options: { deletedWith: "urn:b" } },
      ),
    );
    assert.deepEqual([...(graph.get("urn:a") ?? [])], ["urn:group"]);
    assert.deepEqual([...(graph.get("urn:b") ?? [])], ["urn:a", "urn:provider"]);
    assert.deepEqual([...reached(graph, "urn:c")].sort(), [
      "urn:a",
      "urn:b",
      "urn:group",
      "urn:provider",
    ]);
  });

  it("takes a component for everything beneath it", () => {
    const graph = dependencyGraph(
      recording(
        { type: component, name: "outer" },
        { type: component, name: "inner", parent: "outer" },
        { type: "a", name: "leaf", parent: "inner" },
        { type: "b", name: "b", dependsOn: ["outer"] },
      ),
    );
    assert.ok(reached(graph, "urn:b").has("urn:leaf"));
  });

  it("reads what the SDK records: a component's dependsOn holds for its children", async () => {
    const { resources } = await record(async () => {
      const first = new pulumi.ComponentResource(component, "first");
      new Thing("first-leaf", {}, { parent: first });
      const second = new pulumi.ComponentResource(component, "second", {}, { dependsOn: first });
      new Thing("second-leaf", {}, { parent: second });
    });
    const urnOf = (name: string): string => resources.find((r) => r.name === name)?.urn ?? "";
    const graph = dependencyGraph(resources);
    assert.ok(reached(graph, urnOf("second-leaf")).has(urnOf("first-leaf")));
    assert.ok(!reached(graph, urnOf("first-leaf")).has(urnOf("second-leaf")));
  });

  it("finds cycles", () => {
    const graph = dependencyGraph(
      recording(
        { type: "a", name: "a", dependsOn: ["b"] },
        { type: "b", name: "b", dependsOn: ["a"] },
        { type: "c", name: "c", dependsOn: ["a"] },
      ),
    );
    assert.deepEqual(onCycles(graph), ["urn:a", "urn:b"]);
  });
});

describe("teardownErrors()", () => {
  const object = (kind: string, name: string, spec: object = {}, labels: object = {}) => ({
    kind,
    metadata: { name, namespace: "chat", labels },
    spec,
  });
  const release = "kubernetes:helm.sh/v3:Release";
  const ofKafka = { "strimzi.io/cluster": "events" };

  /** A platform in the small; every row is needed. */
  const sound: MadeUp[] = [
    { type: "awsx:ec2:Vpc", name: "vpc" },
    { type: "eks:index:Cluster", name: "cluster", dependsOn: ["vpc"] },
    { type: "pulumi:providers:kubernetes", name: "provider", dependsOn: ["cluster"] },
    { type: "aws:eks/nodeGroup:NodeGroup", name: "nodes", dependsOn: ["cluster"] },
    {
      type: "kubernetes:core/v1:Namespace",
      name: "house",
      inputs: { kind: "Namespace", metadata: { name: "chat" } },
      dependsOn: ["nodes"],
    },
    {
      type: release,
      name: "keda",
      inputs: { chart: "keda", namespace: "chat" },
      dependsOn: ["house"],
    },
    {
      type: release,
      name: "strimzi",
      inputs: { chart: "oci://mirror/strimzi-kafka-operator", namespace: "other" },
      dependsOn: ["nodes"],
    },
    {
      type: "kubernetes:kafka.strimzi.io/v1:Kafka",
      name: "events",
      inputs: object("Kafka", "events"),
      dependsOn: ["strimzi", "house"],
    },
    {
      type: "kubernetes:kafka.strimzi.io/v1:KafkaTopic",
      name: "topic",
      inputs: object("KafkaTopic", "ai", {}, ofKafka),
      dependsOn: ["events"],
    },
    {
      type: "kubernetes:keda.sh/v1alpha1:TriggerAuthentication",
      name: "auth",
      inputs: object("TriggerAuthentication", "chat-kafka"),
      dependsOn: ["keda"],
    },
    {
      type: release,
      name: "prometheus",
      inputs: { chart: "kube-prometheus-stack", namespace: "other" },
      dependsOn: ["nodes"],
    },
    {
      type: "kubernetes:monitoring.coreos.com/v1:PodMonitor",
      name: "monitor",
      inputs: object("PodMonitor", "exporter"),
      dependsOn: ["prometheus", "house"],
    },
    {
      type: "kubernetes:apps/v1:Deployment",
      name: "deployment",
      inputs: object("Deployment", "chat"),
      dependsOn: ["house"],
    },
    {
      type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
      name: "scaled",
      inputs: object("ScaledObject", "chat", {
        scaleTargetRef: { name: "chat" },
        triggers: [
          { type: "kafka", authenticationRef: { name: "chat-kafka" } },
          { type: "prometheus" },
        ],
      }),
      dependsOn: ["keda", "deployment", "auth", "prometheus"],
    },
  ];

  it("accepts a sound order", () => assert.deepEqual(teardownErrors(recording(...sound)), []));

  const cuts: [string, string, string][] = [
    ["scaled", "deployment", "ScaledObject scaled can be deleted after Deployment deployment"],
    ["scaled", "auth", "ScaledObject scaled can be deleted after TriggerAuthentication auth"],
    ["auth", "keda", "TriggerAuthentication auth can be deleted after Release keda"],
    ["scaled", "prometheus", "ScaledObject scaled can be deleted after Release prometheus"],
    ["monitor", "prometheus", "PodMonitor monitor can be deleted after Release prometheus"],
    ["topic", "events", "KafkaTopic topic can be deleted after Kafka events"],
    ["topic", "events", "KafkaTopic topic can be deleted after Release strimzi"],
    ["events", "strimzi", "Kafka events can be deleted after Release strimzi"],
    ["events", "house", "Kafka events can be deleted after Namespace house"],
    ["keda", "house", "Release keda can be deleted after Namespace house"],
    ["strimzi", "nodes", "Release strimzi can be deleted after NodeGroup nodes"],
    ["house", "nodes", "Namespace house can be deleted after NodeGroup nodes"],
    ["nodes", "cluster", "NodeGroup nodes can be deleted after Cluster cluster"],
    ["provider", "cluster", "kubernetes provider can be deleted after Cluster cluster"],
    ["cluster", "vpc", "Cluster cluster can be deleted after Vpc vpc"],
  ];
  for (const [from, to, expected] of cuts) {
    it(`misses the edge from ${from} to ${to}: ${expected}`, () => {
      const broken = sound.map((resource) =>
        resource.name === from
          ? { ...resource, dependsOn: resource.dependsOn?.filter((name) => name !== to) }
          : resource,
      );
      assert.ok(teardownErrors(recording(...broken)).includes(expected));
    });
  }

  it("needs KEDA itself, not only what KEDA's users need", () => {
    const broken = sound.map((resource) =>
      resource.name === "scaled" ? { ...resource, dependsOn: ["deployment"] } : resource,
    );
    assert.ok(
      teardownErrors(recording(...broken)).includes(
        "ScaledObject scaled can be deleted after Release keda",
      ),
    );
  });

  it("reports a cycle", () => {
    const broken = sound.map((resource) =>
      resource.name === "vpc" ? { ...resource, dependsOn: ["scaled"] } : resource,
    );
    assert.ok(teardownErrors(recording(...broken)).includes("urn:vpc: depends on itself"));
  });
});
