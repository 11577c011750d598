import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as index from "../../index";
import { installation } from "./installation";
import { Plugin } from "./plugin";

interface PackageSchema {
  name: string;
  resources: Record<
    string,
    { isComponent: boolean; requiredInputs?: string[]; description?: string }
  >;
}

const packageName = "chatbot-autoscaling-platform";

/** Names of the components that the package exports. */
const components = Object.entries(index as Record<string, unknown>)
  .filter(
    ([, value]) => (value as { prototype?: unknown }).prototype instanceof pulumi.ComponentResource,
  )
  .map(([name]) => name);

describe("the package as a Pulumi plugin", function () {
  this.timeout(120_000);
  const plugin = new Plugin();
  let schema: PackageSchema;
  before(async () => {
    await plugin.start(installation().folder);
    schema = (await plugin.schema()) as unknown as PackageSchema;
  });
  after(() => plugin.stop());

  it("has a schema with every exported component", () => {
    assert.equal(schema.name, packageName);
    assert.ok(components.includes("ChatbotAutoscalingPlatform"));
    assert.deepEqual(
      Object.keys(schema.resources).sort(),
      components.map((name) => `${packageName}:index:${name}`).sort(),
    );
  });

  it("describes every component, without links that the analyzer cannot read", () => {
    for (const [token, { isComponent, description = "" }] of Object.entries(schema.resources)) {
      assert.ok(isComponent, token);
      assert.ok(description.length > 20, token);
    }
    assert.doesNotMatch(JSON.stringify(schema), /\[object Object\]/);
  });

  it("asks for a cluster and services, and for nothing else", () => {
    const { requiredInputs } =
      schema.resources[`${packageName}:index:ChatbotAutoscalingPlatform`] ?? {};
    assert.deepEqual(requiredInputs, ["cluster", "services"]);
  });

  it("constructs the platform over gRPC", async () => {
    const { urn } = await plugin.construct(
      `${packageName}:index:ChatbotAutoscalingPlatform`,
      "acme",
      {
        cluster: { existing: { context: "kind-acme" } },
        services: [
          {
            name: "classify",
            image: "registry.acme.example/classify:1.0.0",
            scaling: {
              maxReplicaCount: 4,
              triggers: [{ cpu: { value: "60" }, metricType: "Utilization" }],
            },
            probes: { command: ["/app/alive"] },
          },
        ],
      },
    );
    const registered = plugin.resources.map(({ type, name }) => `${type} ${name}`);
    assert.match(String(urn), /ChatbotAutoscalingPlatform::acme$/);
    for (const expected of [
      `${packageName}:index:ChatbotAutoscalingPlatform acme`,
      `${packageName}:index:ScaledService acme-service-classify`,
      "kubernetes:apps/v1:Deployment acme-service-classify-deployment",
      "kubernetes:keda.sh/v1alpha1:ScaledObject acme-service-classify-scaled-object",
    ]) {
      assert.ok(registered.includes(expected), expected);
    }
  });

  it("refuses over gRPC what cannot work, with the path, and registers nothing", async () => {
    const before = plugin.resources.length;
    await assert.rejects(
      plugin.construct(`${packageName}:index:ChatbotAutoscalingPlatform`, "wrong", {
        cluster: { existing: { context: "kind-acme" } },
        services: [{ name: "Not A Name", image: "registry.acme.example/classify:1.0.0" }],
      }),
      /services\[0\]\.name: expected/,
    );
    assert.equal(plugin.resources.length, before);
  });
});
