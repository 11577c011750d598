import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { ChatbotAutoscalingPlatform } from "../../components/platform/platform";
import { plan } from "../../plan/plan";
import type { PlatformArgs } from "../../settings/args/platform";
import { installation, type Installation } from "../package/installation";
import { Deployment, type Step } from "./engine";
import { live } from "./lab";
import { root } from "./program-folder";
import { others, StandIn } from "./stand-in/stand-in";

const packageName = "chatbot-autoscaling-platform";

/** What a program in YAML writes, and what one in TypeScript would. */
const args = (image = "ghcr.io/acme/answer:1.0.0"): PlatformArgs => ({
  cluster: { existing: { context: "staging" } },
  kafka: { strimzi: {}, topics: [{ name: "questions", partitions: 12 }] },
  services: [
    {
      name: "answer",
      image,
      consumes: { topic: "questions" },
      capacity: { messagesPerSecond: 2, startupSeconds: 20, maxProcessingSeconds: 30 },
      slo: { waitSeconds: 30 },
      probes: { command: ["/app/alive"] },
    },
  ],
});

const typesAndNames = (steps: readonly { type: string; name: string }[]): string[] =>
  steps
    .map(({ type, name }) => `${type} ${name}`)
    // Of the engine: the stack, and providers that a program need not name.
    .filter((line) => !/^pulumi:(pulumi:Stack|providers:\S+ default)/.test(line))
    .sort();

const changed = (steps: readonly Step[]): string[] =>
  steps.map(({ op, name }) => `${op} ${name}`).sort();

live("the packed package in a YAML program", ["pulumi", "yaml"], function () {
  this.timeout(600_000);
  let standIn: StandIn;
  let installed: Installation;
  let support: Deployment;

  /** Pulumi.yaml with one platform, its properties as they stand. */
  const program = (properties: unknown): string =>
    stringify({
      name: "support",
      runtime: "yaml",
      packages: { [packageName]: installed.folder },
      resources: {
        platform: { type: `${packageName}:index:ChatbotAutoscalingPlatform`, properties },
      },
      outputs: {
        bootstrapServers: "${platform.bootstrapServers}",
        kubeconfig: "${platform.kubeconfig}",
      },
    });
  const write = (properties: unknown): void =>
    writeFileSync(join(support.folder, "Pulumi.yaml"), program(properties));
  /** What the engine says of an update that fails. */
  const refusal = async (): Promise<string> => {
    const error = await support.up().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Error, "the update did not fail");
    return error.message;
  };

  before(async () => {
    installed = installation();
    standIn = await StandIn.start(others);
    support = await Deployment.of({ "Pulumi.yaml": program(args()) }, "dev", standIn);
  });

  after(() => {
    support.end();
    standIn.stop();
  });

  it("is the program that the README shows", () => {
    const text = readFileSync(join(root, "README.md"), "utf8");
    const shown = parse(/^```yaml\n(name: support\n[\s\S]*?)^```$/m.exec(text)?.[1] ?? "");
    const packages = { [packageName]: `./node_modules/${packageName}` };
    assert.deepEqual(shown, { ...parse(program(args())), packages });
  });

  it("makes, out of the plugin, exactly what a program in TypeScript makes", async () => {
    const { resources } = await plan(async () => {
      new ChatbotAutoscalingPlatform("platform", args());
      return {};
    });
    assert.deepEqual(typesAndNames(await support.up()), typesAndNames(resources));
    const planned = resources.find(({ type }) => type.endsWith(":ScaledObject"));
    const [made] = standIn.cloud.ofType("kubernetes:keda.sh/v1alpha1:ScaledObject");
    assert.deepEqual(made?.inputs, planned?.inputs);
  });

  it("gives its outputs to the program, the secret one as a secret", async () => {
    assert.deepEqual(await support.stack.outputs(), {
      bootstrapServers: { value: "kafka-cluster-kafka-bootstrap.kafka.svc:9093", secret: false },
      kubeconfig: { value: "", secret: true },
    });
  });

  it("proposes nothing when nothing has changed", async () => {
    assert.deepEqual(await support.preview(), []);
  });

  it("takes a leaf that the program keeps secret, and keeps it so", async () => {
    const canary = "canary-of-a-yaml-program-7f3a";
    const [service] = args("ghcr.io/acme/answer:1.1.0").services;
    write({ ...args(), services: [{ ...service, env: { GREETING: { "fn::secret": canary } } }] });
    assert.deepEqual(changed(await support.up()), [
      "update platform",
      "update platform-service-answer",
      "update platform-service-answer-deployment",
    ]);
    const [deployment] = standIn.cloud.ofType("kubernetes:apps/v1:Deployment");
    const [container] = deployment!.inputs.spec.template.spec.containers;
    assert.equal(container.image, "ghcr.io/acme/answer:1.1.0");
    assert.ok(JSON.stringify(container.env).includes(canary));
    assert.ok(!support.stateText().includes(canary));
  });

  it("refuses what cannot work in our words, without a stack trace, and makes nothing", async () => {
    const before = standIn.cloud.deeds.length;
    const [service] = args().services;
    write({
      ...args(),
      services: [{ ...service, name: "Not A Name", slo: { waitSeconds: -1 } }],
    });
    const said = await refusal();
    for (const line of [
      /cannot use these settings:/,
      /services\[0\]\.name: expected text like .*, got "Not A Name": use lower-case letters/,
      /services\[0\]\.slo\.waitSeconds: expected .*, got -1/,
    ]) {
      assert.match(said, line);
    }
    assert.doesNotMatch(said, /\n\s+at |node_modules\/|\.[jt]s:\d+/);
    assert.equal(standIn.cloud.deeds.length, before);
  });

  it("goes, and leaves nothing", async () => {
    write(args());
    await support.destroy();
    assert.deepEqual(standIn.cloud.all(), []);
    assert.deepEqual(await support.resources(), []);
  });
});
