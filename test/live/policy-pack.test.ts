import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import { ChatbotAutoscalingPlatform } from "../../components/platform/platform";
import { PipelineError, preview, up, type Preview } from "../../pipeline/index";
import { live } from "./lab";
import { others, StandIn } from "./stand-in/stand-in";

const pack = resolve(__dirname, "..", "..", "policy", "pack");

/** How the engine says that the Node.js language host on PATH runs programs, but no plugins, which packs are. */
const noPluginHost = /policy pack .* failed to start: could not read plugin/;

live("the policy pack, run by the real engine", ["pulumi"], function () {
  this.timeout(300_000);
  let standIn: StandIn;
  let state: string;
  let parameters: Record<string, string> = {};

  const stack = () => ({
    stack: "dev",
    project: "packed",
    backend: `file://${state}`,
    policyPacks: [pack],
    env: {
      PULUMI_CONFIG_PASSPHRASE: "for the tests only",
      PULUMI_DEBUG_PROVIDERS: standIn.attachments,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
    program: () => {
      new k8s.storage.v1.StorageClass("fast", {
        metadata: { name: "fast" },
        provisioner: "ebs.csi.aws.com",
        parameters,
      });
      new ChatbotAutoscalingPlatform("chatbot", {
        cluster: { existing: { context: "kind" } },
        services: [
          {
            name: "answer",
            image: "ghcr.io/acme/answer:3.2.1",
            port: 8080,
            scaling: { maxReplicaCount: 4, triggers: [{ cpu: { value: "60" } }] },
          },
        ],
      });
      return Promise.resolve({});
    },
  });
  const packFindings = ({ gates }: Preview): string[] =>
    gates
      .filter(({ gate }) => gate === "packs")
      .flatMap(({ findings }) => findings)
      .map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);

  before(async function () {
    standIn = await StandIn.start(others);
    state = mkdtempSync(join(tmpdir(), "chatbot-pack-"));
    mkdirSync(join(state, "state"));
    const error = await preview(stack()).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof PipelineError && noPluginHost.test(error.message)) {
      process.stderr.write(
        "SKIPPED for want of a `pulumi-language-nodejs` on PATH that runs plugins, as Pulumi's own does: the policy pack\n",
      );
      this.skip();
    }
  });
  after(() => {
    standIn.stop();
    rmSync(state, { recursive: true, force: true });
  });

  it("holds an update back for what a mandatory policy refuses: nothing is made", async () => {
    const result = await up(stack());
    assert.equal(result.outcome, "held");
    assert.deepEqual(packFindings(result.preview), [
      "error chatbot-autoscaling-platform/volume-encrypted fast",
    ]);
    assert.deepEqual(standIn.cloud.all(), []);
  });

  it("lets a platform through, and what has been corrected", async () => {
    parameters = { encrypted: "true" };
    const result = await up(stack());
    assert.equal(result.outcome, "updated");
    assert.deepEqual(packFindings(result.preview), []);
    assert.equal(standIn.cloud.ofType("kubernetes:storage.k8s.io/v1:StorageClass").length, 1);
  });
});
