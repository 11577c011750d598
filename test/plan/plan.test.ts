import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ScaledService } from "../../components/service/scaled-service";
import { plan } from "../../plan/plan";

describe("plan()", () => {
  it("shows the derived numbers of a service that is used without a platform", async () => {
    const { derived, findings } = await plan(async () => {
      new ScaledService("transcribe", {
        service: {
          name: "transcribe",
          consumes: { topic: "recordings" },
          capacity: { messagesPerSecond: 0.5, startupSeconds: 20, maxProcessingSeconds: 60 },
          slo: { waitSeconds: 600 },
          scaling: { scaleTargetRef: { name: "transcribe-worker" } },
        },
        kafka: {
          external: { bootstrapServers: "kafka.acme.dev:9094", cidrs: ["10.40.8.0/24"] },
          topics: [{ name: "recordings", partitions: 24 }],
        },
      });
    });
    assert.deepEqual(findings, []);
    const value = (key: string): unknown => derived.find(({ path }) => path.endsWith(key))?.value;
    assert.equal(value("kafka.lagThreshold"), 150);
    assert.equal(value("scaling.maxReplicaCount"), 24);
  });

  it("examines what is no secret beside what is, and shows no secret", async () => {
    const { derived, findings, resources } = await plan(async () => {
      new ScaledService("web", {
        service: {
          name: "web",
          image: pulumi.secret("ghcr.io/acme/web:1.0.0"),
          port: 8080,
          env: { KEY: pulumi.secret("canary") },
          probes: { command: ["/app/alive"] },
        },
      });
    });
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error"),
      [],
    );
    assert.ok(derived.some(({ path }) => path.endsWith("scaling.maxReplicaCount")));
    assert.doesNotMatch(JSON.stringify(resources), /canary|web:1/);
    const deployment = resources.find(({ type }) => type === "kubernetes:apps/v1:Deployment");
    assert.match(JSON.stringify(deployment?.inputs), /"image":"\[secret\]"/);
  });
});
