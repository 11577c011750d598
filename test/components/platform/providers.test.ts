import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ChatbotAutoscalingPlatform } from "../../../components/platform/platform";
import type { PlatformArgs } from "../../../settings/args/platform";
import { changedArgs } from "../../support/base-args";
import { made, type Made } from "../kafka/recorded";
import { platform, platforms, providerOf } from "./platforms";

describe("providers of a platform", () => {
  let run: Made;
  before(async () => {
    const sqs = { awsSqsQueue: { queueURL: queue, queueLength: 5, awsRegion: "eu-central-1" } };
    const args = changedArgs(({ nodes, services }) => {
      nodes.groups.push({ name: "gpu", instanceTypes: ["g6.xlarge"], maxSize: 2 });
      nodes.headroom = [{ nodeGroup: "workers", replicas: 1, cpu: "1", memory: "1Gi" }];
      services[1].permissions = [
        { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::prompts/*"] },
      ];
      services[1].scaling = { triggers: [{ kafka: {} }, sqs] };
    });
    run = await platform(args as unknown as PlatformArgs);
  });

  const queue = "https://sqs.eu-central-1.amazonaws.com/111122223333/questions";

  for (const [pkg, expected, fewest] of [
    ["aws", "chatbot-aws", 50],
    ["kubernetes", "chatbot-kubernetes", 50],
  ] as const) {
    it(`reach every resource of ${pkg}`, () => {
      const own = run.resources.filter(({ type }) => type.startsWith(`${pkg}:`));
      assert.ok(own.length >= fewest, String(own.length));
      for (const resource of own) {
        assert.equal(providerOf(run, resource, pkg), expected, resource.name);
      }
    });
  }

  it("reach what the components of awsx and eks make inside", () => {
    const remote = run.resources.filter(({ options }) => options.remote === true);
    assert.deepEqual(remote.map(({ type }) => type).sort(), ["awsx:ec2:Vpc", "eks:index:Cluster"]);
    for (const resource of remote) {
      assert.equal(providerOf(run, resource, "aws"), "chatbot-aws", resource.name);
    }
  });

  it("give KEDA and the service their roles by it", () => {
    for (const name of ["chatbot-keda-role", "chatbot-service-answer-role"]) {
      assert.equal(run.get(name).options.provider, "chatbot-aws");
    }
  });

  it("are one for region, account and tags, and one for the new cluster", async () => {
    const args = changedArgs(({ cluster }) => {
      cluster.eks.accountId = "111122223333";
      cluster.eks.tags = { team: "chat" };
    });
    const { get } = await platform(args as unknown as PlatformArgs);
    const { region, allowedAccountIds, defaultTags } = get("chatbot-aws").inputs;
    assert.deepEqual(
      [region, JSON.parse(String(allowedAccountIds)), JSON.parse(String(defaultTags))],
      ["eu-central-1", ["111122223333"], { tags: { team: "chat" } }],
    );
    assert.equal(get("chatbot-kubernetes").inputs["clusterIdentifier"], "chatbot");
  });

  it("are the caller's own where one is given", async () => {
    const given = await made(() => {
      const own = new aws.Provider("own", { region: "eu-central-1" });
      new ChatbotAutoscalingPlatform("chatbot", platforms.eks, { providers: [own] });
    });
    assert.ok(!given.tree.includes("chatbot-aws pulumi:providers:aws"));
    for (const resource of given.resources.filter(({ type }) => type.startsWith("aws:"))) {
      assert.equal(resource.options.provider, "own", resource.name);
    }
  });

  it("are the default ones of AWS for a cluster that exists, and that cluster's context", async () => {
    const msk = await platform(platforms.msk);
    assert.equal(msk.get("chatbot-kubernetes").inputs["context"], "staging");
    assert.equal(providerOf(msk, msk.get("chatbot-keda-role"), "aws"), undefined);
  });
});
