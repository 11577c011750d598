import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  unknownCheckingProxy,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { runtime } from "@pulumi/pulumi";
import { packPolicies } from "../../policy/pack/policies";
import { resourcePolicies, stackPolicies } from "../../policy/policies";

const root = resolve(__dirname, "..", "..");

function policy<T extends ResourceValidationPolicy | StackValidationPolicy>(name: string): T {
  const found = packPolicies.find((candidate) => candidate.name === name);
  assert.ok(found, name);
  return found as T;
}

function reported(name: string, args: object): string[] {
  const messages: string[] = [];
  const { validateResource } = policy<ResourceValidationPolicy>(name);
  assert.ok(typeof validateResource === "function");
  void validateResource(args as ResourceValidationArgs, (message: string) =>
    messages.push(message),
  );
  return messages;
}

const template = (encrypted: unknown) => ({
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  name: "workers",
  urn: "urn:pulumi:dev::chatbot::aws:ec2/launchTemplate:LaunchTemplate::workers",
  opts: { protect: false },
  props: unknownCheckingProxy({ blockDeviceMappings: [{ ebs: { encrypted } }] }),
});

describe("the policy pack", () => {
  it("has every policy once, under a name that Pulumi takes", () => {
    const names = packPolicies.map(({ name }) => name);
    assert.equal(new Set(names).size, resourcePolicies.length + stackPolicies.length);
    for (const name of names) assert.match(name, /^[a-zA-Z0-9-_.]{1,100}$/);
    assert.ok(!names.includes("all"));
  });

  it("makes errors mandatory and warnings advisory", () => {
    assert.equal(policy("volume-encrypted").enforcementLevel, "mandatory");
    assert.equal(policy("key-rotated").enforcementLevel, "advisory");
  });

  it("reports in the house's form, with the rule", () => {
    assert.deepEqual(reported("volume-encrypted", template("false")), [
      'workers.blockDeviceMappings[0].ebs.encrypted: expected true, got "false": write encrypted: "true" [volume/encrypted]',
    ]);
  });

  it("waits for what is not known yet", () => {
    assert.deepEqual(reported("volume-encrypted", template(runtime.unknownValue)), []);
  });

  it("sees protection and parents in a stack", () => {
    const { validateStack } = policy<StackValidationPolicy>("data-protected");
    const resource = (type: string, props: object, protect: boolean) => ({
      ...template(true),
      type,
      name: type,
      props,
      opts: { protect },
    });
    const check = (protect: boolean): string[] => {
      const messages: string[] = [];
      const resources = [
        resource(
          "chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform",
          { environment: "production" },
          false,
        ),
        resource("aws:kms/key:Key", {}, protect),
      ];
      void validateStack({ resources } as never, (message: string) => messages.push(message));
      return messages;
    };
    assert.equal(check(false).length, 1);
    assert.deepEqual(check(true), []);
  });

  it("has the package's version", () => {
    const version = (folder: string): unknown =>
      (JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as { version: string })
        .version;
    assert.equal(version("policy/pack"), version("."));
  });
});
