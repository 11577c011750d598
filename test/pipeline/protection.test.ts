import assert from "node:assert/strict";
import { protectionFindings } from "../../pipeline/protection";

const platform = "chatbot-autoscaling-platform:index:ChatbotAutoscalingPlatform";
const urn = (path: string, name: string): string => `urn:pulumi:prod::chatbot::${path}::${name}`;

const stored = (type: string, name: string, more: object = {}) => ({
  urn: urn(type.startsWith("pulumi:") ? type : `${platform}$${type}`, name),
  type,
  ...more,
});
const platformOn = (cluster: object) => ({
  urn: urn(platform, "chatbot"),
  type: platform,
  inputs: { cluster },
});
const key = stored("aws:kms/key:Key", "chatbot-key", { protect: true });
const cluster = (deletionProtection: boolean, more: object = {}) =>
  stored("aws:eks/cluster:Cluster", "chatbot-eks", { inputs: { deletionProtection }, ...more });
const bucket = {
  urn: urn("aws:s3/bucket:Bucket", "answers"),
  type: "aws:s3/bucket:Bucket",
  protect: true,
};
const free = stored("kubernetes:core/v1:Secret", "chatbot-secret");

const settings = /^write deletionProtection: false under cluster\.eks .* up prod$/;
const state =
  /^take the option protect, .* out of the state: pulumi state unprotect --all --yes --stack prod$/;

const table: [string, object[], [string, RegExp][]][] = [
  ["nothing", [], []],
  ["nothing that is protected", [platformOn({ eks: {} }), cluster(false), free], []],
  [
    "a cluster of ours and its key, by the settings",
    [platformOn({ eks: {} }), key, cluster(true, { protect: true }), free],
    [["2 protected: chatbot-key, chatbot-eks", settings]],
  ],
  [
    "a cluster that only AWS protects",
    [platformOn({ eks: {} }), cluster(true)],
    [["1 protected: chatbot-eks", settings]],
  ],
  [
    "what stands in a cluster that exists, which no setting frees",
    [platformOn({ existing: {} }), key],
    [["1 protected: chatbot-key", state]],
  ],
  [
    "something of somebody else's beside a platform",
    [platformOn({ eks: {} }), key, bucket],
    [
      ["1 protected: chatbot-key", settings],
      ["1 protected: answers", state],
    ],
  ],
];

describe("protectionFindings()", () => {
  for (const [title, resources, expected] of table) {
    it(`names what keeps a stack with ${title}, and the way out`, () => {
      const found = protectionFindings({ resources }, "prod");
      assert.deepEqual(
        found.map(({ rule, path, got }) => [rule, path, got]),
        expected.map(([got]) => ["destroy/protected", "prod", got]),
      );
      for (const [i, { fix }] of found.entries()) assert.match(fix, expected[i]![1]);
    });
  }

  it("finds nothing in a stack that was never brought up", () =>
    assert.deepEqual(protectionFindings(undefined, "prod"), []));
});
