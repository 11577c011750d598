import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { NodeGroups, type NodeGroupsArgs } from "../../../components/node-groups/node-groups";
import { made, type Made } from "../kafka/recorded";

const args: NodeGroupsArgs = {
  nodes: {
    groups: [
      {
        name: "system",
        instanceTypes: ["m6i.large"],
        minSize: 1,
        maxSize: 3,
        availabilityZones: ["eu-west-1a", "eu-west-1b"],
      },
      {
        name: "kafka",
        instanceTypes: ["m6i.large"],
        minSize: 1,
        maxSize: 1,
        perZone: true,
        availabilityZones: ["eu-west-1a", "eu-west-1b"],
        taints: [{ key: "kafka", value: "true" }],
      },
    ],
  },
  clusterName: pulumi.output("chatbot"),
  region: "eu-west-1",
  subnets: ["a", "b", "c"].map((zone) => ({
    availabilityZone: `eu-west-1${zone}`,
    subnetId: `subnet-${zone}`,
  })),
};
const nodes = (change: Partial<NodeGroupsArgs> = {}) =>
  made(() => new NodeGroups("nodes", { ...args, ...change }));

const group = "aws:eks/nodeGroup:NodeGroup";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const tag = "aws:autoscaling/tag:Tag";
const resources = ["cpu", "ephemeral-storage", "memory", "pods"];
const zoneLabels = ["topology.ebs.csi.aws.com/zone", "topology.kubernetes.io/zone"];

describe("NodeGroups", () => {
  let run: Made;
  before(async () => {
    run = await nodes();
  });

  it("makes exactly these children", () => {
    const zoned = (name: string): string[] => [
      `nodes-${name} ${group}`,
      `nodes-${name}-launch-template ${template}`,
      `nodes-${name}-tag-label-chatbot.dev/node-group ${tag}`,
      ...zoneLabels.map((label) => `nodes-${name}-tag-label-${label} ${tag}`),
      ...resources.map((resource) => `nodes-${name}-tag-resources-${resource} ${tag}`),
      `nodes-${name}-tag-taint-kafka ${tag}`,
    ];
    assert.deepEqual(
      run.tree,
      [
        ...zoned("kafka-a"),
        ...zoned("kafka-b"),
        "nodes-role aws:iam/role:Role",
        "nodes-role-pull-images aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "nodes-role-worker-node aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        `nodes-system ${group}`,
        `nodes-system-launch-template ${template}`,
        `nodes-system-tag-label-chatbot.dev/node-group ${tag}`,
        ...resources.map((resource) => `nodes-system-tag-resources-${resource} ${tag}`),
      ].sort(),
    );
    assert.deepEqual(run.errors, []);
  });

  it("leaves the size to the autoscaler (check 18)", () => {
    for (const name of ["nodes-system", "nodes-kafka-a", "nodes-kafka-b"]) {
      assert.deepEqual(run.get(name).options.ignoreChanges, ["scalingConfig.desiredSize"], name);
    }
  });

  it("puts each group into the private subnets of its zones only (checks 10 and 55)", () => {
    const subnets = (name: string): unknown => run.get(name).inputs["subnetIds"];
    assert.deepEqual(subnets("nodes-system"), ["subnet-a", "subnet-b"]);
    assert.deepEqual(subnets("nodes-kafka-a"), ["subnet-a"]);
    assert.deepEqual(subnets("nodes-kafka-b"), ["subnet-b"]);
  });

  it("makes a group with its template after the role may join (check 115)", () => {
    const { inputs } = run.get("nodes-system");
    assert.equal(inputs["clusterName"], "chatbot");
    assert.deepEqual(inputs["launchTemplate"], {
      id: "nodes-system-launch-template-id",
      version: "1",
    });
    const before = run.waitsFor("nodes-system");
    assert.ok(before.includes("nodes-role-worker-node"), String(before));
    assert.ok(before.includes("nodes-role-pull-images"), String(before));
  });

  it("tags the Auto Scaling group itself, not its instances", () => {
    assert.deepEqual(run.get("nodes-kafka-a-tag-taint-kafka").inputs, {
      autoscalingGroupName: "eks-kafka-a-id",
      tag: {
        key: "k8s.io/cluster-autoscaler/node-template/taint/kafka",
        value: "true:NoSchedule",
        propagateAtLaunch: false,
      },
    });
  });

  it("gives nodes no right but to join and to pull images (check 24)", () => {
    const policies = ["nodes-role-worker-node", "nodes-role-pull-images"].map(
      (name) => run.get(name).inputs["policyArn"],
    );
    assert.deepEqual(policies, [
      "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
      "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
    ]);
    assert.deepEqual(JSON.parse(String(run.get("nodes-role").inputs["assumeRolePolicy"])), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "InstancesTakeThisRole",
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: ["sts:AssumeRole"],
        },
      ],
    });
  });

  it("speaks China's ARNs and bounds the role where that is asked for (check 25)", async () => {
    const boundary = "arn:aws-cn:iam::111122223333:policy/boundary";
    const china = await nodes({ region: "cn-north-1", permissionsBoundaryArn: boundary });
    const { inputs } = china.get("nodes-role");
    assert.equal(inputs["permissionsBoundary"], boundary);
    assert.match(String(inputs["assumeRolePolicy"]), /"ec2\.amazonaws\.com\.cn"/);
    assert.equal(
      china.get("nodes-role-worker-node").inputs["policyArn"],
      "arn:aws-cn:iam::aws:policy/AmazonEKSWorkerNodePolicy",
    );
  });

  it("hands out names and the role", async () => {
    const outputs: unknown[] = [];
    await made(() => {
      const { nodeGroupNames, autoScalingGroupNames, nodeRoleArn } = new NodeGroups("nodes", args);
      pulumi
        .all([nodeGroupNames, autoScalingGroupNames, nodeRoleArn])
        .apply((all) => outputs.push(...all));
    });
    assert.deepEqual(outputs, [
      ["system-id", "kafka-a-id", "kafka-b-id"],
      ["eks-system-id", "eks-kafka-a-id", "eks-kafka-b-id"],
      "arn:aws:iam::111122223333:role/nodes-role",
    ]);
  });

  it("stops at a group without zones, before anything is made", async () => {
    const without = { name: "system", instanceTypes: ["m6i.large"], minSize: 1, maxSize: 3 };
    await assert.rejects(nodes({ nodes: { groups: [without] } }), {
      message:
        /nodes\.groups\[0\]\.availabilityZones: expected the zones of the group, got nothing/,
    });
  });

  it("stops at a zone without a subnet", async () => {
    await assert.rejects(nodes({ subnets: args.subnets.slice(0, 1) }), {
      message:
        /nodes\.groups\[0\]\.availabilityZones\[1\]: expected a zone of the subnets: eu-west-1a, got "eu-west-1b": add a subnet/,
    });
  });
});
