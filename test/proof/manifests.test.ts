import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { ChatbotAutoscalingPlatform } from "../../components/platform/platform";
import { versions } from "../../components/versions";
import { loadProgram, programFile, stackProgram } from "../../plan/program";
import { record } from "../../plan/record";
import type { PlannedResource } from "../../plan/recording-monitor";
import { readStackFile } from "../../plan/stack-file";
import type { PlatformArgs } from "../../settings/args/platform";
import { examine } from "../../settings/door";
import { proofErrors } from "../support/proof";
import { recording } from "../support/recording";
import { needSharedData } from "../support/shared-data";
import { platforms } from "./made-platforms";

const root = resolve(__dirname, "..", "..");

/** Our own stacks. */
const stacks = ["dev", "prod", "local"];

/** Examples that are programs; the others are manifests. */
const examples = readdirSync(join(root, "examples")).filter((name) =>
  existsSync(join(root, "examples", name, "index.ts")),
);

async function planned(file: string, stack: string, config = {}): Promise<PlannedResource[]> {
  const { resources } = await record(loadProgram(file), { project: "chatbot", stack, config });
  return resources;
}

describe("proof of everything that is rendered", function () {
  this.timeout(120_000);

  for (const stack of stacks) {
    it(`finds nothing wrong with stack ${stack}`, async function () {
      needSharedData(this, "crds");
      const { config } = readStackFile(join(root, `Pulumi.${stack}.yaml`));
      const resources = await planned(stackProgram, stack, config);
      assert.ok(resources.length > 10);
      assert.deepEqual(proofErrors(resources), []);
    });
  }

  for (const example of examples) {
    it(`finds nothing wrong with example ${example}`, async function () {
      needSharedData(this, "crds");
      const resources = await planned(programFile(join(root, "examples", example)), "dev");
      assert.ok(resources.length > 1);
      assert.deepEqual(proofErrors(resources), []);
    });
  }
});

/** `npm run proof` asks for 1,000; the unit tests take a sample, another one in every run. */
const made = Number(process.env["PROOF_PLATFORMS"] ?? 20);

describe("proof of made-up platforms", function () {
  this.timeout(made * 2_000 + 60_000);

  it(`finds nothing wrong with ${made} platforms that the door lets in`, async function () {
    needSharedData(this, "crds");
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(platforms, async (args) => {
        const errors = examine(args, versions).findings.filter(
          ({ severity }) => severity === "error",
        );
        if (errors.length > 0) refused += 1;
        fc.pre(errors.length === 0);
        const { resources } = await record(async () => {
          new ChatbotAutoscalingPlatform("made", args as unknown as PlatformArgs);
        });
        assert.deepEqual(proofErrors(resources), []);
        // record() takes its listeners off in a later turn of the event loop.
        await new Promise(setImmediate);
      }),
      { numRuns: made },
    );
    // Otherwise the generator makes little but mistakes, and the proof says little.
    assert.ok(refused <= made, `${refused} refused for ${made} let in`);
  });
});

describe("proofErrors()", () => {
  const namespaced = (kind: string, apiVersion: string, name: string, rest: object) => ({
    apiVersion,
    kind,
    metadata: { name, namespace: "chat" },
    ...rest,
  });
  const secure = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  };
  const deployment = (spec: object, securityContext: object = secure) => ({
    type: "kubernetes:apps/v1:Deployment",
    inputs: namespaced("Deployment", "apps/v1", "chat", {
      spec: {
        selector: { matchLabels: { app: "chat" } },
        template: {
          metadata: { labels: { app: "chat" } },
          spec: { containers: [{ name: "app", image: "chat", securityContext }] },
        },
        ...spec,
      },
    }),
  });
  const scaledObject = (spec: object = {}) => ({
    type: "kubernetes:keda.sh/v1alpha1:ScaledObject",
    inputs: namespaced("ScaledObject", "keda.sh/v1alpha1", "chat", {
      spec: {
        scaleTargetRef: { name: "chat" },
        triggers: [{ type: "cpu", metadata: { value: "60" } }],
        ...spec,
      },
    }),
  });
  const release = (values: object) => ({
    type: "kubernetes:helm.sh/v3:Release",
    name: "keda",
    inputs: { chart: "keda", version: "2.20.2", values },
  });
  const sound = [
    release({ watchNamespace: "chat" }),
    { name: "chat", ...deployment({}) },
    { name: "chat-scaled", dependsOn: ["keda", "chat"], ...scaledObject() },
  ];

  it("finds nothing in a sound recording", function () {
    needSharedData(this, "crds");
    assert.deepEqual(proofErrors(recording(...sound)), []);
  });

  const table: [string, Parameters<typeof recording>, RegExp][] = [
    [
      "an unknown field",
      [{ name: "chat", ...deployment({ paus: true }) }],
      /spec\.paus: unknown field/,
    ],
    [
      "a pod that may be root",
      [{ name: "chat", ...deployment({}, {}) }],
      /runAsNonRoot: container app/,
    ],
    [
      "an unknown field of a custom resource",
      [{ name: "chat", ...scaledObject({ pollInterval: 3 }) }],
      /unknown field "pollInterval"/,
    ],
    [
      "replicas of a scaled Deployment",
      [
        { name: "chat", ...deployment({ replicas: 1 }) },
        { name: "so", dependsOn: ["chat"], ...scaledObject() },
      ],
      /scaled by KEDA and sets replicas/,
    ],
    [
      "a ScaledObject without its operator",
      [release({}), { name: "so", ...scaledObject() }],
      /so can be deleted after Release keda/,
    ],
    [
      "an empty list, which the API server does not store",
      [
        {
          type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
          name: "closed",
          inputs: namespaced("NetworkPolicy", "networking.k8s.io/v1", "closed", {
            spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [] },
          }),
        },
      ],
      /\.spec\.ingress: an empty list is not stored/,
    ],
    ["an unknown chart value", [release({ operater: {} })], /chart keda: operater: not in/],
    [
      "one object twice",
      [
        { name: "a", ...deployment({}) },
        { name: "b", ...deployment({}) },
      ],
      /Deployment chat\/chat: made by two resources/,
    ],
    [
      "a child with a name of its own",
      [
        { type: "test:index:Group", name: "group" },
        { type: "test:index:Thing", name: "thing", parent: "group" },
      ],
      /expected a name that begins with "group-"/,
    ],
  ];
  for (const [title, resources, expected] of table) {
    it(`finds ${title}`, function () {
      needSharedData(this, "crds");
      const found = proofErrors(recording(...resources));
      assert.equal(found.length > 0, true);
      assert.match(found.join("\n"), expected);
    });
  }
});
