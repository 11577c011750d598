import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Analyzer } from "../policy/analyzer";
import { pageAssets } from "../../cli/page-assets";
import * as index from "../../index";
import { programs } from "./consumer";
import { installation, run, type Installation } from "./installation";
import { Plugin } from "./plugin";

const root = resolve(__dirname, "..", "..");

describe("the packed package", function () {
  this.timeout(120_000);
  let installed: Installation;
  before(() => {
    installed = installation();
  });

  it("compiles in another project under strict, and runs under mocks", () => {
    const { project } = installed;
    for (const [file, text] of Object.entries(programs)) writeFileSync(join(project, file), text);
    run(process.execPath, [join(root, "node_modules", "typescript", "lib", "tsc.js")], project);
    const seen = (program: string): string[] => {
      const printed = run(process.execPath, [join(project, "out", program)], project);
      return JSON.parse(printed.trim().split("\n").at(-1) ?? "") as string[];
    };
    assert.ok(
      seen("platform.js").includes(
        "kubernetes:apps/v1:Deployment acme-service-classify-deployment",
      ),
    );
    assert.ok(
      seen("service.js").includes("kubernetes:keda.sh/v1alpha1:ScaledObject acme-scaled-object"),
    );
    assert.deepEqual(seen("deploy.js"), ["cli"]);
  });

  it("runs its command line", () => {
    const { folder } = installed;
    const { bin, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      bin: Record<string, string>;
      version: string;
    };
    const command = join(folder, bin["chatbot-platform"] ?? "");
    assert.equal(run(command, ["--version"]).trim(), version);
    assert.match(run(command, ["schema"]), /"PlatformArgs"/);
  });

  it("has a policy pack that the engine can run", async () => {
    const analyzer = await Analyzer.start(join(installed.folder, "dist", "policy", "pack"));
    try {
      const { version, policies } = await analyzer.info();
      assert.ok(policies.includes("volume-encrypted"), policies.join(", "));
      const { version: own } = JSON.parse(
        readFileSync(join(installed.folder, "package.json"), "utf8"),
      ) as { version: string };
      assert.equal(version, own);
      assert.ok(existsSync(join(installed.folder, "dist", "policy", "pack", "PulumiPolicy.yaml")));
    } finally {
      analyzer.stop();
    }
  });

  it("holds what the page of a forecast is made of", () => {
    const program = `const { pageAssets } = require("./dist/cli/page-assets.js");
      console.log(JSON.stringify(pageAssets()));`;
    const printed = run(process.execPath, ["--eval", program], installed.folder);
    assert.deepEqual(JSON.parse(printed), pageAssets());
  });

  it("holds the schema that the first line of a stack file names", () => {
    const schema = join(installed.folder, "settings", "generated", "stack.schema.json");
    assert.equal((JSON.parse(readFileSync(schema, "utf8")) as { type: string }).type, "object");
  });

  it("has nothing for publint to say", async () => {
    const { publint } = await import("publint");
    const { messages } = await publint({
      pack: { tarball: new Uint8Array(readFileSync(installed.tarball)).buffer },
      strict: true,
    });
    assert.deepEqual(messages, []);
  });

  it("has types that are not wrong", () => {
    const attw = join(root, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
    const printed = run(process.execPath, [
      attw,
      installed.tarball,
      "--format",
      "ascii",
      "--no-emoji",
    ]);
    assert.match(printed, /No problems found/);
  });

  it("holds no test, no config of ours and no second copy of Pulumi", () => {
    const listed = run("tar", ["--list", "--gzip", "--file", installed.tarball]).split("\n");
    const strangers = listed.filter((path) =>
      /^package\/(test|examples|scripts)\/|node_modules|\.test\.|eslint|\/\.ci/.test(path),
    );
    assert.deepEqual(strangers, []);
  });
});

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
