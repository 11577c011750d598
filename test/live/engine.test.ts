import assert from "node:assert/strict";
import { Deployment, type Step } from "./engine";
import { live } from "./lab";
import { judged, modelRefuses } from "./stand-in/aws-models";
import type { Made } from "./stand-in/cloud";
import { amazon, others, StandIn } from "./stand-in/stand-in";

/** What holds data, or what data cannot be reached without: it may be changed, not replaced. */
const dataHolders =
  /^aws:eks\/(cluster|nodeGroup):|^aws:kms|^aws:ec2\/(vpc|subnet):|kafka\.strimzi\.io|^kubernetes:core\/v1:Namespace|Release$|^(random|tls):/;

const names = (steps: readonly Step[]): string[] =>
  steps.map(({ op, type, name }) => `${op} ${type} ${name}`).sort();

const replacedOrGone = (steps: readonly Step[]): string[] =>
  names(steps.filter(({ op, type }) => /replace|delete/.test(op) && dataHolders.test(type)));

const urns = (left: readonly Made[]): string[] => left.map(({ urn }) => urn.split("::")[3] ?? urn);

live("the dev stack under the real engine, AWS stood in for", ["pulumi"], function () {
  this.timeout(600_000);
  let standIn: StandIn;
  let dev: Deployment;

  before(async () => {
    standIn = await StandIn.start([...amazon, ...others]);
    dev = await Deployment.start("dev", standIn);
  });

  after(() => {
    dev.end();
    standIn.stop();
  });

  it("comes up after AWS has throttled, failed and dawdled, by saying `up` again [F-60]", async () => {
    const { faults } = standIn.cloud;
    faults.add({ op: "create", type: /:Subnet$/, times: 1, message: "Throttling: Rate exceeded" });
    faults.add({ op: "create", type: /nodeGroup/, times: 1, message: "InternalError" });
    faults.add({ op: "create", type: /:Release$/, times: 1, message: "context deadline exceeded" });
    faults.add({ op: "create", type: /kms\/key/, times: 1, delayMs: 3000 });
    for (const message of [/Rate exceeded/, /InternalError/, /context deadline exceeded/]) {
      await assert.rejects(dev.up(), message);
    }
    await dev.up();
    assert.ok(standIn.cloud.all().length > 100);
  });

  it("was held against AWS' own API models", function () {
    if (process.env.AWS_MODELS === undefined) {
      process.stderr.write("SKIPPED for want of AWS_MODELS, botocore's data folder: API models\n");
      return this.skip();
    }
    assert.ok(judged.inputs > 150, String(judged.inputs));
    const tag = { key: "", value: "1", propagateAtLaunch: false };
    const bad: [string, object, RegExp][] = [
      ["aws:eks/nodeGroup:NodeGroup", { capacityType: "CHEAP" }, /missing|CHEAP/],
      ["aws:ec2/launchTemplate:LaunchTemplate", { metadataOptions: { httpTokens: "yes" } }, /yes/],
      ["aws:ec2/flowLog:FlowLog", { vpcId: "vpc-1", trafficType: "SOME" }, /SOME/],
      ["aws:autoscaling/tag:Tag", { autoscalingGroupName: "workers", tag }, /0 is not 1 to 128/],
    ];
    for (const [type, inputs, refusal] of bad) {
      assert.ok(judged.types.has(type), type);
      assert.match(modelRefuses(type, inputs) ?? "", refusal);
    }
  });

  it("has what the program gives out", async () => {
    const { clusterName, bootstrapServers, kubeconfig, serviceUrls } = await dev.stack.outputs();
    assert.equal(clusterName?.value, "chatbot-dev");
    assert.equal(bootstrapServers?.value, "kafka-cluster-kafka-bootstrap.kafka.svc:9093");
    assert.equal(kubeconfig?.secret, true);
    assert.match(kubeconfig?.value, /"--cluster-name","chatbot-dev"/);
    assert.deepEqual(Object.keys(serviceUrls?.value), ["frontend"]);
  });

  it("proposes nothing when nothing has changed", async () => {
    assert.deepEqual(await dev.preview(), []);
  });

  it("leaves the number of nodes to the autoscaler", async () => {
    const groups = standIn.cloud.ofType("aws:eks/nodeGroup:NodeGroup");
    for (const { inputs } of groups) inputs.scalingConfig.desiredSize += 1;
    await dev.refresh();
    assert.deepEqual(await dev.preview(), []);
  });

  it("keeps no password and no key in the clear, in its state [F-55]", () => {
    const state = dev.stateText();
    assert.ok(state.includes("chatbot-kafka-ca-key"));
    const canaries = standIn.cloud
      .all()
      .flatMap(({ outputs }) => [outputs.result, outputs.privateKeyPem, outputs.privateKeyPemPkcs8])
      .filter((secret) => typeof secret === "string");
    assert.ok(canaries.length >= 8);
    for (const secret of canaries) {
      const [, inside = secret] = secret.split("\n");
      assert.ok(!state.includes(inside), inside.slice(0, 4));
      assert.ok(!state.includes(Buffer.from(secret).toString("base64").slice(0, 60)));
    }
  });

  it("changes one service without touching the others", async () => {
    dev.set(["services", 1, "image"], "ghcr.io/acme/ai-chat-service:2.8.0");
    dev.set(["services", 1, "resources", "memory"], "1536Mi");
    const steps = names(await dev.up());
    const parts = "chatbot-autoscaling-platform:index";
    assert.deepEqual(steps, [
      `update ${parts}:ChatbotAutoscalingPlatform chatbot`,
      `update ${parts}:ScaledService chatbot-service-ai-chat-service`,
      "update kubernetes:apps/v1:Deployment chatbot-service-ai-chat-service-deployment",
      // All services share it.
      "update kubernetes:core/v1:ResourceQuota chatbot-namespace-chatbot-quota",
    ]);
  });

  it("grows: no data is replaced", async () => {
    dev.set(["nodes", "groups", 1, "maxSize"], 20);
    dev.set(["nodes", "groups", 0, "minSize"], 2);
    dev.set(["kafka", "topics", 0, "partitions"], 24);
    dev.set(["services", 1, "capacity", "messagesPerSecond"], 1);
    const steps = await dev.up();
    assert.deepEqual(replacedOrGone(steps), []);
    assert.ok(steps.some(({ name }) => name === "chatbot-kafka-topic-ai.chatbot"));
    assert.deepEqual(await dev.preview(), []);
  });

  it("shrinks again, and a service goes: nothing else does", async () => {
    dev.set(["nodes", "groups", 1, "maxSize"], 5);
    dev.set(["nodes", "groups", 0, "minSize"], 1);
    dev.set(["services", 2], undefined);
    const steps = await dev.up();
    const gone = steps.filter(({ op }) => op === "delete");
    assert.ok(gone.length > 5);
    for (const { name } of gone) assert.match(name, /ai-summary-service/);
    assert.deepEqual(names(steps.filter(({ op }) => op.includes("replace"))), []);
  });

  it("goes in an order that AWS and the operators accept, and leaves nothing [F-07, F-42, F-57]", async () => {
    await dev.destroy();
    assert.deepEqual(urns(standIn.cloud.all()), []);
    assert.deepEqual(await dev.resources(), []);
  });
});

live("the prod stack under the real engine, AWS stood in for", ["pulumi"], function () {
  this.timeout(600_000);
  let standIn: StandIn;
  let prod: Deployment;

  before(async () => {
    standIn = await StandIn.start([...amazon, ...others]);
    prod = await Deployment.start("prod", standIn);
  });

  after(() => {
    prod.end();
    standIn.stop();
  });

  it("comes up at once though EKS knows new roles late, and nobody waits for it to know that of nodes", async () => {
    standIn.cloud.roleDelay = 3000;
    await prod.up();
    standIn.cloud.roleDelay = 0;
    assert.deepEqual(await prod.preview(), []);
  });

  it("keeps cluster, key and Kafka when somebody says `destroy` [F-46]", async () => {
    await assert.rejects(prod.destroy(), /protect/);
    const left = new Set(standIn.cloud.all().map(({ type }) => type));
    for (const type of ["aws:eks/cluster:Cluster", "aws:kms/key:Key", "aws:ec2/vpc:Vpc"]) {
      assert.ok(left.has(type), type);
    }
    for (const kind of ["Kafka", "KafkaNodePool", "KafkaTopic"]) {
      assert.ok(left.has(`kubernetes:kafka.strimzi.io/v1:${kind}`), kind);
    }
  });

  it("goes when somebody means it, but for its logs", async () => {
    prod.set(["cluster", "eks", "deletionProtection"], false);
    await prod.up();
    await prod.destroy();
    assert.deepEqual(urns(standIn.cloud.all()).sort(), [
      "chatbot-foundation-cluster-logs",
      "chatbot-foundation-network-flow-logs-group",
    ]);
  });
});
