import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksFoundation, type EksFoundationArgs } from "../../../components/platform/eks-foundation";
import { dependencyGraph, reached } from "../../support/graph";
import { made, type Made } from "../kafka/recorded";
import { children } from "./platforms";

const args: EksFoundationArgs = {
  eks: {
    region: "eu-west-1",
    admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
  },
  nodes: {
    groups: [
      { name: "system", instanceTypes: ["m6i.large"], minSize: 1, maxSize: 3 },
      {
        name: "kafka",
        instanceTypes: ["m6i.large"],
        minSize: 1,
        maxSize: 1,
        perZone: true,
        availabilityZones: ["eu-west-1c", "eu-west-1a"],
      },
      {
        name: "slow",
        instanceTypes: ["m6i.large"],
        maxSize: 4,
        warmPool: { minSize: 1, maxGroupPreparedCapacity: 3, poolState: "STOPPED" },
      },
    ],
  },
};
const foundation = (change: Partial<EksFoundationArgs> = {}) =>
  made(() => new EksFoundation("base", { ...args, ...change }));

describe("EksFoundation", () => {
  let run: Made;
  before(async () => {
    run = await foundation();
  });

  it("makes exactly these children", () => {
    assert.deepEqual(children(run, "base"), [
      "base-cluster KubernetesCluster",
      "base-network ClusterNetwork",
      "base-nodes NodeGroups",
    ]);
    assert.deepEqual(run.errors, []);
  });

  it("needs no Kubernetes API", () =>
    assert.deepEqual(
      run.resources.filter(({ type }) => /^(pulumi:providers:)?kubernetes/.test(type)),
      [],
    ));

  it("puts the control plane and every node into private subnets, each group into its zones (check 10)", () => {
    const subnets = ["a", "b", "c"].map((zone) => `subnet-private-eu-west-1${zone}`);
    const of = (name: string): unknown => run.get(name).inputs["subnetIds"];
    assert.deepEqual(run.get("base-cluster-eks").inputs["privateSubnetIds"], subnets);
    assert.deepEqual(of("base-nodes-system"), subnets);
    assert.deepEqual(of("base-nodes-kafka-a"), [subnets[0]]);
    assert.deepEqual(of("base-nodes-kafka-c"), [subnets[2]]);
  });

  it("uses the given private subnets, and those only, of a network that exists (check 10)", async () => {
    const subnet = (zone: string, i: number, isPublic = false) => ({
      subnetId: `subnet-0a1b2c3${zone}${isPublic ? "f" : "0"}`,
      availabilityZone: `eu-west-1${zone}`,
      cidr: `10.8.${i * 16}.0/20`,
      public: isPublic,
    });
    const existing = {
      vpcId: "vpc-0a1b2c3d",
      cidr: "10.8.0.0/16",
      subnets: [
        subnet("a", 0, true),
        subnet("c", 1),
        subnet("b", 2),
        subnet("a", 3),
        subnet("c", 4, true),
      ],
    };
    const own = await foundation({ eks: { ...args.eks, network: { existing } } });
    assert.deepEqual(own.get("base-nodes-kafka-a").inputs["subnetIds"], ["subnet-0a1b2c3a0"]);
    assert.deepEqual(own.get("base-nodes-kafka-c").inputs["subnetIds"], ["subnet-0a1b2c3c0"]);
    assert.equal(own.get("base-cluster-eks").inputs["vpcId"], "vpc-0a1b2c3d");
    assert.ok(!own.tree.some((child) => child.includes("awsx:")));
    assert.deepEqual(own.errors, []);
  });

  it("builds nodes after the control plane and the network add-on, and those after the network (checks 107 and 115)", () => {
    const graph = dependencyGraph(run.resources);
    const groups = run.resources.filter(({ type }) => type === "aws:eks/nodeGroup:NodeGroup");
    assert.equal(groups.length, 4);
    for (const { urn, name } of groups) {
      const before = reached(graph, urn);
      for (const earlier of [
        "base-cluster-eks",
        "base-cluster-vpc-cni-addon",
        "base-cluster-kube-proxy-addon",
        "base-cluster-eks-pod-identity-agent-addon",
        "base-network-vpc",
        "base-network-endpoint-s3",
      ]) {
        assert.ok(before.has(run.get(earlier).urn), `${name} before ${earlier}`);
      }
    }
    const plane = reached(graph, run.get("base-cluster-eks").urn);
    assert.ok(plane.has(run.get("base-network-vpc").urn));
    assert.ok(plane.has(run.get("base-cluster-logs").urn), "check 4");
  });

  it("gives nodes the cluster's version", async () => {
    const older = await foundation({ eks: { ...args.eks, version: "1.34" } });
    for (const name of ["base-nodes-system", "base-nodes-kafka-a", "base-cluster-eks"]) {
      assert.equal(older.get(name).inputs["version"], "1.34", name);
    }
  });

  it("gives a group a warm pool exactly as asked for", () => {
    assert.deepEqual(run.get("base-nodes-slow").inputs["warmPoolConfig"], {
      minSize: 1,
      maxGroupPreparedCapacity: 3,
      poolState: "STOPPED",
      reuseOnScaleIn: false,
    });
    assert.ok(!("warmPoolConfig" in run.get("base-nodes-system").inputs));
  });

  it("hands boundary and tags on to every role and node", async () => {
    const boundary = "arn:aws:iam::111122223333:policy/boundary";
    const eks = { ...args.eks, permissionsBoundaryArn: boundary, tags: { team: "chat" } };
    const own = await foundation({ eks });
    const roles = own.resources.filter(({ type }) => type === "aws:iam/role:Role");
    assert.equal(roles.length, 3);
    for (const { name, inputs } of roles) {
      assert.equal(inputs["permissionsBoundary"], boundary, name);
    }
    assert.deepEqual(own.get("base-nodes-system-launch-template").inputs["tagSpecifications"], [
      { resourceType: "instance", tags: { team: "chat", Name: "system" } },
      { resourceType: "volume", tags: { team: "chat", Name: "system" } },
    ]);
  });

  it("keeps in production what must not be lost (checks 7 and 108)", async () => {
    const own = await foundation({
      environment: "production",
      nodes: { groups: [{ ...args.nodes.groups[0]!, minSize: 3 }] },
    });
    const kept = ({ resources }: Made) =>
      resources
        .filter(({ options }) => options.protect === true || options.retainOnDelete === true)
        .map(({ name }) => name)
        .sort();
    assert.deepEqual(kept(run), []);
    assert.deepEqual(kept(own), [
      "base-cluster-eks",
      "base-cluster-key",
      "base-cluster-logs",
      "base-network-flow-logs-group",
    ]);
    assert.equal(own.get("base-cluster-eks").inputs["deletionProtection"], true);
  });

  it("hands out what the Kubernetes provider needs", async () => {
    const seen: unknown[] = [];
    await made(() => {
      const { clusterName, vpcCidr, kubeconfig } = new EksFoundation("base", args);
      pulumi.all([clusterName, vpcCidr, kubeconfig]).apply((all) => seen.push(...all));
    });
    assert.deepEqual(seen, ["chatbot", "10.0.0.0/16", '{"kubeconfig of":"base-cluster-eks"}']);
  });

  it("stops at a zone that the network lacks, before anything is made", async () => {
    const groups = [{ ...args.nodes.groups[0]!, availabilityZones: ["eu-west-1f"] }];
    await assert.rejects(foundation({ nodes: { groups } }), {
      message: /nodes\.groups\[0\]\.availabilityZones\[0\]: expected/,
    });
  });
});
