import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../../plan/record";

class Thing extends pulumi.CustomResource {
  declare readonly size: pulumi.Output<number>;
  constructor(name: string, props: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, props, opts);
  }
}

describe("record()", () => {
  it("remembers type, name, parent, inputs and options of every resource", async () => {
    const { resources, outputs } = await record(async () => {
      const group = new pulumi.ComponentResource("test:index:Group", "group");
      const first = new Thing(
        "first",
        { size: 3 },
        { parent: group, protect: true, ignoreChanges: ["size"] },
      );
      new Thing(
        "second",
        { size: first.size },
        { parent: group, dependsOn: first, retainOnDelete: true },
      );
      return { size: first.size };
    });
    assert.deepEqual(
      resources.map(({ type, name, parent }) => [type, name, parent.split("::").at(-1)]),
      [
        ["test:index:Group", "group", ""],
        ["test:index:Thing", "first", "group"],
        ["test:index:Thing", "second", "group"],
      ],
    );
    assert.deepEqual(resources[1]?.options, {
      dependsOn: [],
      protect: true,
      ignoreChanges: ["size"],
    });
    assert.deepEqual(resources[2]?.inputs, { size: 3 });
    assert.deepEqual(resources[2]?.options, {
      dependsOn: [resources[1]?.urn],
      retainOnDelete: true,
    });
    assert.deepEqual(outputs, { size: 3 });
  });

  it("hands config to the program", async () => {
    const seen: unknown[] = [];
    await record(
      async () => {
        seen.push(new pulumi.Config("chatbot").getObject("services"), pulumi.getStack());
      },
      { stack: "prod", config: { "chatbot:services": '[{"name":"a"}]' } },
    );
    assert.deepEqual(seen, [[{ name: "a" }], "prod"]);
  });

  it("fails with the program's own error", async () => {
    await assert.rejects(
      record(async () => {
        throw new pulumi.RunError("cannot use these settings");
      }),
      /cannot use these settings/,
    );
  });

  it("can run again in the same process, from a clean start", async () => {
    const run = (): Promise<number> =>
      record(async () => {
        new Thing("only", {});
      }).then(({ resources }) => resources.length);
    assert.deepEqual([await run(), await run()], [1, 1]);
  });
});
