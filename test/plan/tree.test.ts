import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../../plan/record";
import { treeLines } from "../../plan/tree";

describe("treeLines()", () => {
  it("draws the tree as a preview does", async () => {
    const { resources } = await record(async () => {
      const group = new pulumi.ComponentResource("own:index:Group", "group");
      class Thing extends pulumi.CustomResource {}
      new Thing("aws:eks/nodeGroup:NodeGroup", "nodes", {}, { parent: group });
      new Thing("kubernetes:apps/v1:Deployment", "app", {}, { parent: group });
    });
    assert.deepEqual(treeLines(resources, "chatbot-dev"), [
      " +  pulumi:pulumi:Stack                  chatbot-dev",
      " +  └─ own:index:Group                   group",
      " +     ├─ aws:eks:NodeGroup              nodes",
      " +     └─ kubernetes:apps/v1:Deployment  app",
    ]);
  });
});
