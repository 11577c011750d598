import assert from "node:assert/strict";
import { pendingOf, recovery, type PendingOperation } from "../../pipeline/pending";
import { urnOf } from "./engine-events";

const operation = (type: string, resource: string, more: object = {}): PendingOperation => ({
  type,
  resource: { urn: urnOf(resource, "it"), type: resource, ...more },
});

const table: [string, PendingOperation[], boolean, { refresh: boolean; unsure: string[] }][] = [
  ["nothing", [], false, { refresh: false, unsure: [] }],
  [
    "an update and a deletion, which can be looked up",
    [operation("updating", "aws:eks/cluster:Cluster"), operation("deleting", "aws:kms/key:Key")],
    false,
    { refresh: true, unsure: [] },
  ],
  [
    "creates that repeat themselves",
    [
      operation("creating", "kubernetes:apps/v1:Deployment"),
      operation("creating", "random:index/randomPassword:RandomPassword"),
      operation("creating", "tls:index/privateKey:PrivateKey"),
    ],
    false,
    { refresh: true, unsure: [] },
  ],
  [
    "a Helm release, whose history remembers",
    [operation("creating", "kubernetes:helm.sh/v3:Release")],
    false,
    { refresh: false, unsure: ["it"] },
  ],
  [
    "a create of AWS beside one of Kubernetes",
    [
      operation("creating", "kubernetes:apps/v1:Deployment"),
      operation("creating", "aws:eks/cluster:Cluster"),
    ],
    false,
    { refresh: false, unsure: ["it"] },
  ],
  [
    "an import of AWS",
    [operation("importing", "aws:kms/key:Key")],
    false,
    { refresh: false, unsure: ["it"] },
  ],
  [
    "a create of AWS that somebody answers for",
    [operation("creating", "aws:eks/cluster:Cluster")],
    true,
    { refresh: true, unsure: [] },
  ],
  ["nothing that somebody answers for", [], true, { refresh: false, unsure: [] }],
];

describe("recovery()", () => {
  for (const [title, pending, clear, { refresh, unsure }] of table) {
    it(`after ${title}`, () => {
      const found = recovery(pending, clear);
      assert.equal(found.refresh, refresh);
      assert.deepEqual(
        found.unsure.map(({ path }) => path),
        unsure,
      );
    });
  }

  it("says of each what a person does", () => {
    const type = "aws:kms/key:Key";
    const [finding] = recovery([operation("creating", type)], false).unsure;
    assert.equal(
      finding?.fix,
      "look for it; where it exists, adopt it: pulumi import --generate-code=false --protect=false --stack dev 'aws:kms/key:Key' 'it' '<id>'; then run again with --clear-pending-creates",
    );
  });
});

describe("pendingOf()", () => {
  it("reads an exported state, which has none of a stack without resources", () => {
    const pending = [operation("creating", "a:b:C")];
    assert.deepEqual(pendingOf({ pending_operations: pending }), pending);
    assert.deepEqual(pendingOf({ resources: [] }), []);
    assert.deepEqual(pendingOf(undefined), []);
  });
});
