import assert from "node:assert/strict";
import type { KubernetesObject } from "./crds";
import { fixedReplicas, isBuiltin, kubernetesObjects, namingErrors, podTemplate } from "./planned";
import { recording } from "./recording";

const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("kubernetesObjects()", () => {
  it("lays secrets open and leaves out what is no object", () => {
    const objects = kubernetesObjects(
      recording(
        { type: "kubernetes:helm.sh/v3:Release", name: "keda", inputs: { chart: "keda" } },
        {
          type: "kubernetes:core/v1:Secret",
          name: "password",
          inputs: {
            apiVersion: "v1",
            kind: "Secret",
            stringData: secret({ password: secret("x") }),
          },
        },
      ),
    );
    assert.deepEqual(objects, [
      { apiVersion: "v1", kind: "Secret", stringData: { password: "x" } },
    ]);
  });
});

describe("isBuiltin()", () => {
  const table: [string, boolean][] = [
    ["v1", true],
    ["apps/v1", true],
    ["networking.k8s.io/v1", true],
    ["rbac.authorization.k8s.io/v1", true],
    ["keda.sh/v1alpha1", false],
    ["kafka.strimzi.io/v1", false],
    ["autoscaling.x-k8s.io/v1beta1", false],
    ["monitoring.coreos.com/v1", false],
  ];
  for (const [apiVersion, expected] of table) {
    it(`${expected ? "knows" : "does not know"} ${apiVersion}`, () =>
      assert.equal(isBuiltin({ apiVersion, kind: "X" }), expected));
  }
});

describe("podTemplate()", () => {
  const spec = { containers: [] };
  const table: [string, object, object | undefined][] = [
    ["a Pod", { kind: "Pod", metadata: { name: "a" }, spec }, { metadata: { name: "a" }, spec }],
    ["a Deployment", { kind: "Deployment", spec: { template: { spec } } }, { spec }],
    [
      "a CronJob",
      { kind: "CronJob", spec: { jobTemplate: { spec: { template: { spec } } } } },
      { spec },
    ],
    ["a Service", { kind: "Service", spec: {} }, undefined],
    ["a ConfigMap", { kind: "ConfigMap", data: {} }, undefined],
  ];
  for (const [title, object, expected] of table) {
    it(`reads ${title}`, () =>
      assert.deepEqual(podTemplate(object as unknown as KubernetesObject), expected));
  }
});

describe("namingErrors()", () => {
  it("accepts fixed roles below the parent's name", () => {
    const resources = recording(
      { type: "a", name: "chat" },
      { type: "a", name: "chat-keda", parent: "chat" },
    );
    assert.deepEqual(namingErrors(resources), []);
  });

  it("refuses another name, and one name for two", () => {
    const resources = recording(
      { type: "a", name: "chat" },
      { type: "a", name: "keda", parent: "chat" },
      { type: "a", name: "keda", parent: "chat" },
    );
    const stranger = 'urn:keda: expected a name that begins with "chat-"';
    assert.deepEqual(namingErrors(resources), ["urn:keda: registered twice", stranger, stranger]);
  });
});

describe("fixedReplicas()", () => {
  const deployment = (namespace: string, spec: object): KubernetesObject => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "chat", namespace },
    spec,
  });
  const scaledObject: KubernetesObject = {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: "chat", namespace: "a" },
    spec: { scaleTargetRef: { name: "chat" } },
  };

  it("finds the count that KEDA and Pulumi would fight over", () => {
    const objects = [scaledObject, deployment("a", { replicas: 1 })];
    assert.deepEqual(fixedReplicas(objects), [
      "Deployment a/chat is scaled by KEDA and sets replicas",
    ]);
  });

  it("leaves other Deployments their count", () => {
    assert.deepEqual(
      fixedReplicas([scaledObject, deployment("a", {}), deployment("b", { replicas: 1 })]),
      [],
    );
  });
});
