import assert from "node:assert/strict";
import { groupMaxPods, userData } from "../../../components/node-groups/user-data";
import { settledGroup } from "../../support/settled-nodes";

describe("userData()", () => {
  it("is a NodeConfig in a MIME message for Amazon Linux 2023", () => {
    assert.equal(
      userData(settledGroup()),
      `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="//"

--//
Content-Type: application/node.eks.aws

---
apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    config:
      maxPods: 110

--//--
`,
    );
  });

  it("is TOML for Bottlerocket", () => {
    const group = settledGroup({ amiType: "BOTTLEROCKET_x86_64" });
    assert.equal(userData(group), "[settings.kubernetes]\nmax-pods = 110\n");
  });
});

describe("groupMaxPods()", () => {
  const table: [string, string[], number][] = [
    ["a type with many addresses", ["m6i.large"], 110],
    ["a type with few", ["t3.nano"], 34],
    ["the smallest of several", ["m6i.large", "t3.nano"], 34],
    ["a type that nobody knows", ["unheard.of"], 110],
  ];
  for (const [title, instanceTypes, expected] of table) {
    it(`of ${title}`, () => {
      assert.equal(groupMaxPods({ ...settledGroup(), instanceTypes }), expected);
    });
  }
});
