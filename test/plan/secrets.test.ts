import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { masked } from "../../plan/secrets";
import { record } from "../../plan/record";

describe("masked()", () => {
  it("masks the data of Kubernetes Secrets and keeps their keys", () => {
    const secret = {
      apiVersion: "v1",
      kind: "Secret",
      stringData: { password: "p" },
      data: { ca: "c" },
    };
    assert.deepEqual(masked(secret), {
      apiVersion: "v1",
      kind: "Secret",
      stringData: { password: "[secret]" },
      data: { ca: "[secret]" },
    });
  });

  it("masks what a program marked secret, wherever it stands", async () => {
    class Holder extends pulumi.CustomResource {
      constructor(name: string, props: pulumi.Inputs) {
        super("test:index:Holder", name, props);
      }
    }
    const { resources } = await record(async () => {
      new Holder("a", {
        plain: "seen",
        nested: { list: [pulumi.secret("canary-1")] },
        top: pulumi.secret({ x: "canary-2" }),
      });
    });
    const text = JSON.stringify(masked(resources[0]?.inputs));
    assert.ok(text.includes("seen") && !text.includes("canary"), text);
  });
});
