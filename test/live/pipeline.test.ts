import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChatbotAutoscalingPlatform } from "../../components/platform/platform";
import {
  destroy,
  drift,
  PipelineError,
  preview,
  up,
  type PipelineEvent,
} from "../../pipeline/index";
import type { PlatformArgs } from "../../settings/args/platform";
import { live } from "./lab";
import { amazon, others, StandIn } from "./stand-in/stand-in";

const args = (partitions: number, topic = "questions"): PlatformArgs => ({
  cluster: { existing: { context: "kind" } },
  kafka: { strimzi: {}, topics: [{ name: topic, partitions }] },
  services: [
    {
      name: "answer",
      image: "ghcr.io/acme/answer:3.2.1",
      consumes: { topic },
      capacity: { messagesPerSecond: 1.5, startupSeconds: 20, maxProcessingSeconds: 45 },
      slo: { waitSeconds: 30 },
      probes: { command: ["/app/alive"] },
    },
  ],
});

const topicType = "kubernetes:kafka.strimzi.io/v1:KafkaTopic";

live("the pipeline under the real engine", ["pulumi"], function () {
  this.timeout(300_000);
  let standIn: StandIn;
  let folder: string;
  let wanted = args(12);
  const events: PipelineEvent[] = [];

  const target = (more: object = {}) => ({
    stack: "dev",
    project: "pipeline",
    backend: `file://${join(folder, "state")}`,
    env: {
      PULUMI_CONFIG_PASSPHRASE: "for the tests only",
      PULUMI_DEBUG_PROVIDERS: standIn.attachments,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      ...more,
    },
    onEvent: (event: PipelineEvent) => events.push(event),
    program: () => {
      new ChatbotAutoscalingPlatform("chatbot", wanted);
      return Promise.resolve({});
    },
  });
  const codeOf = async (operation: Promise<unknown>): Promise<string> => {
    const error = await operation.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof PipelineError, String(error));
    return error.code;
  };
  /** Without what depends on this machine, or on what the forecast makes of a daily wave. */
  const rulesOf = ({ gates }: { gates: readonly { findings: readonly { rule: string }[] }[] }) =>
    gates
      .flatMap(({ findings }) => findings.map(({ rule }) => rule))
      .filter((rule) => rule !== "cli/plugins" && rule !== "forecast/promise");

  before(async () => {
    standIn = await StandIn.start(others);
    folder = mkdtempSync(join(tmpdir(), "chatbot-pipeline-"));
    mkdirSync(join(folder, "state"));
  });
  after(() => {
    standIn.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("refuses an empty passphrase, and a stack that is not there, before anything runs [105]", async () => {
    assert.equal(await codeOf(up(target({ PULUMI_CONFIG_PASSPHRASE: "" }))), "secrets");
    assert.equal(await codeOf(drift(target())), "stack");
    assert.deepEqual(standIn.cloud.all(), []);
  });

  it("stops after the gates when only a plan is wanted", async () => {
    const result = await up({ ...target(), planOnly: true });
    assert.equal(result.outcome, "planned");
    assert.deepEqual(rulesOf(result.preview), []);
    assert.equal(result.preview.open, true);
    assert.ok(result.preview.steps.length > 30);
    assert.deepEqual(standIn.cloud.all(), []);
  });

  it("brings the stack up, and then has nothing to do", async () => {
    events.length = 0;
    const result = await up(target());
    assert.equal(result.outcome, "updated");
    const done = events.filter((event) => event.kind === "resource" && event.state === "done");
    assert.ok(done.length > 30);
    const { counts, steps } = await preview(target());
    assert.deepEqual(Object.keys(counts), ["same"]);
    assert.deepEqual(steps, []);
  });

  it("finds no drift, then what somebody changed and what somebody deleted", async () => {
    assert.deepEqual((await drift(target())).drifts, []);
    const [topic] = standIn.cloud.ofType(topicType);
    assert.ok(topic);
    topic.inputs.spec.partitions = 24;
    const [account] = standIn.cloud.ofType("kubernetes:core/v1:ServiceAccount");
    assert.ok(account);
    standIn.cloud.drop(account.type, account.id);
    const { drifts } = await drift(target());
    // How deep a path goes is the provider's: the stand-in names the field at the top.
    assert.deepEqual(
      drifts.map(({ change, type, properties }) => [change, type, properties]).sort(),
      [
        ["changed", topicType, ["spec"]],
        ["gone", account.type, []],
      ],
    );
    topic.inputs.spec.partitions = 12;
    standIn.cloud.keep(account);
  });

  it("holds back what would lose data, with what each loss is called [112]", async () => {
    wanted = args(12, "answers");
    const result = await up(target());
    assert.equal(result.outcome, "held");
    const rules = rulesOf(result.preview);
    assert.ok(rules.includes("change/topic-removed") && rules.includes("data/lost"), rules.join());
    assert.equal(standIn.cloud.ofType(topicType).length, 1);
  });

  it("lets go what is named", async () => {
    const allowReplace = ["chatbot-kafka-topic-questions", "change/topic-removed"];
    const result = await up({ ...target(), allowReplace });
    assert.equal(result.outcome, "updated");
    assert.deepEqual(
      standIn.cloud.ofType(topicType).map(({ inputs }) => inputs.metadata.name),
      ["answers"],
    );
  });

  it("reports a failing provider by resource, and converges when it is asked again [F-60]", async () => {
    wanted = args(24, "answers");
    standIn.cloud.faults.add({
      op: "update",
      type: /KafkaTopic/,
      times: 1,
      message: "Throttling: slow down",
    });
    const error = await up(target()).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof PipelineError);
    assert.deepEqual(
      error.findings.map(({ rule, path }) => [rule, path]),
      [["failure/throttled", "chatbot-kafka-topic-answers"]],
    );
    assert.equal((await up(target())).outcome, "updated");
  });

  it("cancels cleanly: the lock is gone, and the next run goes on", async () => {
    wanted = args(36, "answers");
    standIn.cloud.faults.add({ op: "update", type: /KafkaTopic/, times: 1, delayMs: 3000 });
    const cancel = new AbortController();
    const begun = (event: PipelineEvent): void => {
      if (event.kind === "resource" && event.state === "begun" && event.type === topicType) {
        setTimeout(() => cancel.abort(), 200);
      }
    };
    const running = up({ ...target(), onEvent: begun, signal: cancel.signal });
    assert.equal(await codeOf(running), "cancelled");
    assert.equal((await up(target())).outcome, "updated");
  });

  it("tells two updates at once apart: the second is locked out, with the way out [F-54]", async () => {
    wanted = args(48, "answers");
    standIn.cloud.faults.add({ op: "update", type: /KafkaTopic/, times: 1, delayMs: 15_000 });
    let second: Promise<unknown> | undefined;
    const begun = (event: PipelineEvent): void => {
      if (event.kind === "resource" && event.state === "begun" && event.type === topicType) {
        second ??= up(target()).then(
          () => undefined,
          (reason: unknown) => reason,
        );
      }
    };
    assert.equal((await up({ ...target(), onEvent: begun })).outcome, "updated");
    const error = await second;
    assert.ok(error instanceof PipelineError, String(error));
    assert.equal(error.code, "locked");
    assert.match(error.message, /a lock of .*pulumi cancel --yes --stack dev/);
  });

  it("says what would be lost, then destroys and leaves nothing", async () => {
    const plan = await destroy({ ...target(), planOnly: true });
    assert.equal(plan.outcome, "planned");
    assert.ok(plan.lost.some(({ what }) => what === "the topic's messages"));
    assert.ok(standIn.cloud.all().length > 30);
    const { outcome } = await destroy({ ...target(), remove: true });
    assert.equal(outcome, "destroyed");
    assert.deepEqual(standIn.cloud.all(), []);
    assert.equal(await codeOf(drift(target())), "stack");
  });
});

live("the pipeline and a stack in production, AWS stood in for", ["pulumi"], function () {
  this.timeout(600_000);
  let standIn: StandIn;
  let folder: string;
  let deletionProtection: boolean | undefined;
  let events: PipelineEvent[] = [];

  const production = (): PlatformArgs => ({
    ...args(12),
    environment: "production",
    cluster: {
      eks: {
        region: "eu-central-1",
        admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
        deletionProtection,
      },
    },
    nodes: {
      groups: [{ name: "all", instanceTypes: ["m6i.xlarge"], minSize: 3, maxSize: 12 }],
    },
  });
  const target = () => ({
    stack: "prod",
    project: "pipeline",
    backend: `file://${join(folder, "state")}`,
    env: {
      PULUMI_CONFIG_PASSPHRASE: "for the tests only",
      PULUMI_DEBUG_PROVIDERS: standIn.attachments,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    onEvent: (event: PipelineEvent) => events.push(event),
    program: () => {
      new ChatbotAutoscalingPlatform("chatbot", production());
      return Promise.resolve({});
    },
  });

  before(async () => {
    standIn = await StandIn.start([...amazon, ...others]);
    folder = mkdtempSync(join(tmpdir(), "chatbot-pipeline-"));
    mkdirSync(join(folder, "state"));
  });
  after(() => {
    standIn.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("comes up", async () => {
    const result = await up(target());
    assert.equal(result.outcome, "updated", JSON.stringify(result.preview.gates));
  });

  it("is not touched by a destroy, which names what is protected and the way out [F-46]", async () => {
    const before = standIn.cloud.all().length;
    events = [];
    for (const planOnly of [true, false]) {
      const error = await destroy({ ...target(), planOnly }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof PipelineError, String(error));
      assert.equal(error.code, "protected");
      for (const role of ["foundation-cluster-eks", "foundation-cluster-key", "kafka-kafka"]) {
        assert.ok(error.message.includes(`chatbot-${role}`), error.message);
      }
      assert.match(error.message, /deletionProtection: false under cluster\.eks .* up prod$/);
      assert.equal(error.findings.length, 1, error.message);
    }
    assert.equal(standIn.cloud.all().length, before);
    assert.deepEqual(
      events.filter(({ kind }) => kind !== "phase"),
      [],
    );
  });

  it("goes by that way, but for its logs: off in the settings, up, destroy", async () => {
    deletionProtection = false;
    const updated = await up(target());
    assert.equal(updated.outcome, "updated", JSON.stringify(updated.preview.gates));
    const rules = updated.preview.gates.flatMap(({ findings }) => findings.map(({ rule }) => rule));
    assert.ok(rules.includes("production/deletion-protection"), rules.join());
    const { outcome, lost } = await destroy(target());
    assert.equal(outcome, "destroyed");
    assert.ok(lost.some(({ what }) => what === "the cluster and everything in it"));
    assert.deepEqual(
      standIn.cloud
        .all()
        .map(({ inputs }) => inputs.name)
        .sort(),
      ["/aws/eks/chatbot/cluster", "/aws/vpc/chatbot/flow-logs"],
    );
  });

  it("comes up again under its name once these logs are gone", async () => {
    deletionProtection = undefined;
    const logs = standIn.cloud.all();
    for (const { type, id } of logs) standIn.cloud.drop(type, id);
    assert.equal((await up(target())).outcome, "updated");
  });
});
