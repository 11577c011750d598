import assert from "node:assert/strict";
import { renderedFiles } from "../../plan/manifests";
import type { PlannedResource } from "../../plan/recording-monitor";

const resource = (
  type: string,
  name: string,
  inputs: Record<string, unknown>,
): PlannedResource => ({
  type,
  name,
  urn: name,
  parent: "",
  inputs,
  options: { dependsOn: [] },
});

describe("renderedFiles()", () => {
  const rendered = renderedFiles([
    resource("chatbot-autoscaling-platform:index:ScaledService", "group", {}),
    resource("pulumi:providers:kubernetes", "provider", {}),
    resource("kubernetes:keda.sh/v1alpha1:ScaledObject", "a", {
      kind: "ScaledObject",
      metadata: { name: "chat", namespace: "bots" },
    }),
    resource("kubernetes:core/v1:Namespace", "b", {
      kind: "Namespace",
      metadata: { name: "bots" },
    }),
    resource("kubernetes:helm.sh/v3:Release", "c", {
      name: "keda",
      namespace: "keda",
      values: { x: 1 },
    }),
    resource("aws:iam/role:Role", "chat/role", { path: "/" }),
  ]);

  it("gives every object a file of its own and groups none", () => {
    assert.deepEqual(
      rendered.map(({ path }) => path),
      [
        "manifests/bots.scaledobject.chat.yaml",
        "manifests/namespace.bots.yaml",
        "manifests/keda.helm-release.keda.yaml",
        "resources/role.chat-role.yaml",
      ],
    );
  });

  it("writes YAML", () => assert.equal(rendered[3]?.text, "path: /\n"));
});
