import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { celErrors, unreadableRules } from "./cel";
import { builtinErrors, crdErrors, type KubernetesObject } from "./crds";
import { needSharedData } from "./shared-data";
import type { CrdSchema } from "./structural-schema";

const metadata = { name: "ai-chat", namespace: "chat" };

function scaledObject(spec: object): KubernetesObject {
  const triggers = [{ type: "kafka", metadata: { topic: "ai.chatbot" } }];
  const whole = { scaleTargetRef: { name: "ai-chat" }, triggers, ...spec };
  return { apiVersion: "keda.sh/v1alpha1", kind: "ScaledObject", metadata, spec: whole };
}

function user(authentication: object): KubernetesObject {
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaUser",
    metadata,
    spec: { authentication },
  };
}

function pod(container: object, spec: object = {}): KubernetesObject {
  const containers = [{ name: "app", image: "registry/app", ...container }];
  return { apiVersion: "v1", kind: "Pod", metadata, spec: { containers, ...spec } };
}

function prometheusRule(partial_response_strategy: string): KubernetesObject {
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata,
    spec: { groups: [{ name: "chat", partial_response_strategy }] },
  };
}

describe("crdErrors()", () => {
  const table: [string, KubernetesObject, string[]][] = [
    ["a good ScaledObject", scaledObject({ minReplicaCount: 1, maxReplicaCount: 1 }), []],
    [
      "a CEL rule that is broken",
      scaledObject({ minReplicaCount: 5, maxReplicaCount: 2 }),
      ["spec: minReplicaCount must be less than or equal to maxReplicaCount"],
    ],
    [
      "a CEL rule that is broken only by what is left out",
      scaledObject({ minReplicaCount: 101 }),
      ["spec: minReplicaCount must be less than or equal to maxReplicaCount"],
    ],
    ["an unknown field", scaledObject({ pollInterval: 5 }), ['spec: unknown field "pollInterval"']],
    [
      "a wrong type",
      scaledObject({ pollingInterval: "5" }),
      ["spec.pollingInterval: must be integer"],
    ],
    [
      "a number that is no int32",
      scaledObject({ pollingInterval: 2 ** 31 }),
      ['spec.pollingInterval: must match format "int32"'],
    ],
    [
      "a required field left out",
      scaledObject({ triggers: undefined }),
      ["spec: must have required property 'triggers'"],
    ],
    [
      "metadata that is no text",
      scaledObject({ triggers: [{ type: "cpu", metadata: { value: 60 } }] }),
      ["spec.triggers.0.metadata.value: must be string"],
    ],
    [
      "a CEL rule over two fields",
      user({ type: "tls", validityDays: 10, renewalDays: 10 }),
      ["spec.authentication: 'renewalDays' must be less than 'validityDays'."],
    ],
    ["the same rule kept", user({ type: "tls", validityDays: 10, renewalDays: 9 }), []],
    [
      "an unknown enum value",
      user({ type: "scram" }),
      ["spec.authentication.type: must be equal to one of the allowed values"],
    ],
    ["a pattern that ignores case", prometheusRule("WARN"), []],
    [
      "a pattern that ignores case, broken",
      prometheusRule("later"),
      [
        'spec.groups.0.partial_response_strategy: must match pattern "^([aA][bB][oO][rR][tT]|[wW][aA][rR][nN])?$"',
      ],
    ],
    [
      "a name with a capital",
      { ...scaledObject({}), metadata: { ...metadata, name: "Chat" } },
      ['metadata.name: "Chat" is no name of a ScaledObject'],
    ],
    [
      "no namespace",
      { ...scaledObject({}), metadata: { name: "chat" } },
      ["metadata.namespace: expected a namespace, got undefined"],
    ],
    [
      "a label that is none",
      { ...scaledObject({}), metadata: { ...metadata, labels: { app: "a b" } } },
      ['metadata.labels["app"]: "a b" is no value'],
    ],
    [
      "a version that is not served",
      { ...user({ type: "tls" }), apiVersion: "kafka.strimzi.io/v1alpha1" },
      ["no CRD of kafka.strimzi.io/v1alpha1 is at hand"],
    ],
  ];
  for (const [title, object, expected] of table) {
    it(`answers to ${title}`, function () {
      needSharedData(this, "crds");
      const found = crdErrors(object).map((error) => error.replace(/^\w+( \S+)?: /, ""));
      assert.deepEqual(found, expected);
    });
  }

  it("does not touch what it checks", function () {
    needSharedData(this, "crds");
    const object = scaledObject({});
    crdErrors(object);
    assert.deepEqual(object, scaledObject({}));
  });
});

describe("celErrors()", () => {
  it("parses every rule of every CRD at hand", function () {
    const folder = needSharedData(this, "crds");
    let rules = 0;
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".yaml")) continue;
      const source = readFileSync(join(folder, file), "utf8");
      if (!source.includes("x-kubernetes-validations")) continue;
      rules += source.split(/^ *(?:- )?rule: /m).length - 1;
      for (const { schema } of (parse(source) as Crd).spec.versions) {
        assert.deepEqual(unreadableRules(schema.openAPIV3Schema), [], file);
      }
    }
    assert.equal(rules, 131);
  });

  const table: [string, unknown, CrdSchema, string[]][] = [
    ["integers as int", { a: 1 }, rule("self.a + 1 == 2", { a: { type: "integer" } }), []],
    ["a missing key", {}, rule("self.a == 1"), ["rule cannot be evaluated"]],
    ["a transition", { a: 1 }, rule("self.a == oldSelf.a"), []],
    ["a macro", { a: ["x", ""] }, rule("self.a.all(x, x != '')"), ["self.a.all(x, x != '')"]],
    [
      "a list keyed by name",
      [{ name: "a" }, { name: "a" }],
      { type: "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"] },
      ['[1]: duplicate ["a"]'],
    ],
    [
      "a set",
      ["a", "a"],
      { type: "array", "x-kubernetes-list-type": "set" },
      ['[1]: duplicate "a"'],
    ],
    [
      "rules below",
      { a: { b: 1 } },
      { type: "object", properties: { a: rule("self.b == 2") } },
      ["a: self.b == 2"],
    ],
  ];
  for (const [title, value, schema, expected] of table) {
    it(`handles ${title}`, () => {
      const found = celErrors(value, schema);
      assert.equal(found.length, expected.length, found.join("\n"));
      expected.forEach((text, i) => assert.ok(found[i]?.includes(text), found[i]));
    });
  }

  it("reports a rule that cannot be parsed", () => {
    assert.equal(unreadableRules(rule("self.(")).length, 1);
    assert.match(celErrors({}, rule("self.("))[0] ?? "", /rule cannot be evaluated: self\.\(/);
  });
});

interface Crd {
  spec: { versions: { schema: { openAPIV3Schema: CrdSchema } }[] };
}

function rule(text: string, properties: Record<string, CrdSchema> = {}): CrdSchema {
  return { type: "object", properties, "x-kubernetes-validations": [{ rule: text }] };
}

describe("builtinErrors()", () => {
  const table: [string, KubernetesObject, RegExp | undefined][] = [
    ["a good Pod", pod({}), undefined],
    [
      "an unknown field",
      pod({ imagePolicy: "Always" }),
      /containers\[0\]\.imagePolicy: unknown field/,
    ],
    [
      "an unknown field of the spec",
      pod({}, { gracePeriod: 3 }),
      /spec\.gracePeriod: unknown field/,
    ],
    [
      "a field in a probe",
      pod({ livenessProbe: { httpGet: { port: 1, url: "/" } } }),
      /httpGet\.url: unknown/,
    ],
    [
      "a quantity that is none",
      pod({ resources: { limits: { cpu: "1 core" } } }),
      /limits\/cpu must match/,
    ],
    ["any resource name", pod({ resources: { limits: { "nvidia.com/gpu": 1 } } }), undefined],
    ["a wrong type", pod({ ports: [{ containerPort: "80" }] }), /containerPort must be integer/],
    ["a name that is missing", pod({ name: undefined }), /required property name/],
    ["an unknown enum value", pod({}, { restartPolicy: "Sometimes" }), /restartPolicy/],
    [
      "a kind that does not exist",
      { apiVersion: "apps/v2", kind: "Deployment", metadata },
      /apps\/v2 is no API version/,
    ],
    [
      "a namespace on a Namespace",
      { apiVersion: "v1", kind: "Namespace", metadata },
      /the kind is cluster-wide/,
    ],
    [
      "a Service named with a digit",
      { apiVersion: "v1", kind: "Service", metadata: { ...metadata, name: "1a" } },
      /no name of a Service/,
    ],
  ];
  for (const [title, object, expected] of table) {
    it(`answers to ${title}`, () => {
      const found = builtinErrors(object);
      if (expected === undefined) assert.deepEqual(found, []);
      else assert.match(found.join("\n"), expected);
    });
  }
});
