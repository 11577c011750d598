import assert from "node:assert/strict";
import { awsProviderInputs } from "../../../components/cluster/aws-provider";
import {
  existingClusterProvider,
  madeClusterProvider,
} from "../../../components/cluster/kubernetes-provider";
import type { ExistingClusterSettings } from "../../../settings/generated/settings";
import { settledEks } from "./settled-eks";

const always = { enableServerSideApply: true, enableSecretMutable: true };

describe("madeClusterProvider", () => {
  it("is replaced with the cluster only, not with every kubeconfig", () => {
    assert.deepEqual(madeClusterProvider("{}", "chatbot"), {
      kubeconfig: "{}",
      clusterIdentifier: "chatbot",
      ...always,
    });
  });
});

describe("existingClusterProvider", () => {
  const cases: [string, Partial<ExistingClusterSettings>, object][] = [
    ["the default kubeconfig's current context", {}, {}],
    ["a context", { context: "kind-local" }, { context: "kind-local" }],
    ["a kubeconfig", { kubeconfig: "apiVersion: v1" }, { kubeconfig: "apiVersion: v1" }],
  ];
  for (const [title, existing, expected] of cases) {
    it(`uses ${title}`, () => {
      assert.deepEqual(
        existingClusterProvider({ version: "1.35", ...existing } as ExistingClusterSettings),
        { ...expected, ...always },
      );
    });
  }

  it("needs nothing to be known", () => {
    assert.deepEqual(existingClusterProvider(undefined), always);
  });
});

describe("awsProviderInputs", () => {
  it("knows the region at least", () => {
    assert.deepEqual(awsProviderInputs(settledEks()), { region: "eu-west-1" });
  });

  it("refuses any other account, and tags everything", () => {
    assert.deepEqual(
      awsProviderInputs(settledEks({ accountId: "111122223333", tags: { team: "ai" } })),
      {
        region: "eu-west-1",
        allowedAccountIds: ["111122223333"],
        defaultTags: { tags: { team: "ai" } },
      },
    );
  });
});
