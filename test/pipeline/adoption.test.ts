import assert from "node:assert/strict";
import { adoption } from "../../pipeline/adoption";
import { urnOf } from "./engine-events";

const fix = (type: string, more: object = {}): string =>
  adoption({ urn: urnOf(type, "it"), type, ...more });
const again = "then run again with --clear-pending-creates";

describe("adoption()", () => {
  const named: [string, Record<string, string>, string, string][] = [
    ["aws:eks/cluster:Cluster", { name: "chat" }, "aws eks describe-cluster --name chat", "chat"],
    [
      "aws:eks/nodeGroup:NodeGroup",
      { clusterName: "chat", nodeGroupName: "all" },
      "aws eks describe-nodegroup --cluster-name chat --nodegroup-name all",
      "chat:all",
    ],
    [
      "aws:eks/addon:Addon",
      { clusterName: "chat", addonName: "vpc-cni" },
      "aws eks describe-addon --cluster-name chat --addon-name vpc-cni",
      "chat:vpc-cni",
    ],
    [
      "aws:eks/podIdentityAssociation:PodIdentityAssociation",
      { clusterName: "chat" },
      "aws eks list-pod-identity-associations --cluster-name chat",
      "chat,<id>",
    ],
    ["aws:iam/role:Role", { name: "node" }, "aws iam get-role --role-name node", "node"],
    [
      "aws:cloudwatch/logGroup:LogGroup",
      { name: "/aws/eks/chat" },
      "aws logs describe-log-groups --log-group-name-prefix /aws/eks/chat",
      "/aws/eks/chat",
    ],
  ];
  for (const [type, inputs, look, id] of named) {
    it(`knows where to look for ${type}, and its id`, () =>
      assert.equal(
        fix(type, { inputs }),
        `look for it: ${look}; where it exists, adopt it: pulumi import --generate-code=false --protect=false --stack dev '${type}' 'it' '${id}'; ${again}`,
      ));
  }

  it("leaves the id to be found where AWS made it, or the name is not known", () => {
    for (const type of ["aws:ec2/vpc:Vpc", "aws:eks/cluster:Cluster"]) {
      assert.equal(
        fix(type, { inputs: {} }),
        `look for it; where it exists, adopt it: pulumi import --generate-code=false --protect=false --stack dev '${type}' 'it' '<id>'; ${again}`,
      );
    }
  });

  it("names parent and provider, unless the provider is the default one", () => {
    const type = "aws:ec2/vpc:Vpc";
    const provider = (name: string) => urnOf("pulumi:providers:aws", name);
    const more = { parent: "urn:p", provider: `${provider("chatbot-aws")}::0a1b` };
    assert.match(
      fix(type, more),
      /'<id>' --parent 'parent=urn:p' --provider 'by=urn:pulumi:dev::chatbot::pulumi:providers:aws::chatbot-aws';/,
    );
    assert.match(fix(type, { provider: `${provider("default_7_48_0")}::0a1b` }), /'<id>';/);
  });

  it("takes a Helm release away that is pending, because it holds its name for ever", () => {
    const type = "kubernetes:helm.sh/v3:Release";
    assert.equal(
      fix(type, { inputs: { name: "keda", namespace: "scaling" } }),
      `look at helm -n scaling status keda; where it is deployed, adopt it: pulumi import --generate-code=false --protect=false --stack dev '${type}' 'it' 'scaling/keda'; where it is pending or failed: helm -n scaling uninstall keda; ${again}`,
    );
    assert.match(fix(type), /helm -n <namespace> status <name>/);
  });
});
