import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  ClusterNetwork,
  type ClusterNetworkArgs,
} from "../../../components/cluster/cluster-network";
import type { NetworkArgs } from "../../../settings/args/network";
import { made, type Made } from "../kafka/recorded";
import { boundary, eksArgs } from "./settled-eks";

/** What the network hands to others, read at the end of the program. */
interface Wires {
  vpcId?: string;
  vpcCidr?: string;
  privateSubnetIds?: string[];
}

async function network(
  network: NetworkArgs = {},
  change: Partial<ClusterNetworkArgs["eks"]> = {},
): Promise<{ run: Made; wires: Wires }> {
  const wires: Wires = {};
  const run = await made(() => {
    const { vpcId, vpcCidr, privateSubnetIds } = new ClusterNetwork("network", {
      eks: { ...eksArgs, network, ...change },
    });
    pulumi
      .all([vpcId, vpcCidr, privateSubnetIds])
      .apply(([vpcId, vpcCidr, privateSubnetIds]) =>
        Object.assign(wires, { vpcId, vpcCidr, privateSubnetIds }),
      );
  });
  return { run, wires };
}

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

describe("ClusterNetwork", () => {
  describe("of a new VPC", () => {
    let run: Made;
    let wires: Wires;
    before(async () => {
      ({ run, wires } = await network({
        vpc: { cidr: "10.4.0.0/16", interfaceEndpoints: ["ecr.api", "s3", "sts"] },
      }));
    });

    it("makes exactly these children", () => {
      assert.deepEqual(run.tree, [
        "network-default-security-group aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        `network-endpoint-ecr-api ${endpoint}`,
        `network-endpoint-s3 ${endpoint}`,
        `network-endpoint-sts ${endpoint}`,
        "network-endpoints aws:ec2/securityGroup:SecurityGroup",
        "network-flow-logs aws:ec2/flowLog:FlowLog",
        "network-flow-logs-group aws:cloudwatch/logGroup:LogGroup",
        "network-flow-logs-role aws:iam/role:Role",
        "network-flow-logs-role-policy aws:iam/rolePolicy:RolePolicy",
        "network-vpc awsx:ec2:Vpc",
      ]);
      assert.deepEqual(run.errors, []);
    });

    it("check 10: hands out the private subnets only, in the order of the zones", () => {
      assert.deepEqual(wires, {
        vpcId: "vpc-of-network-vpc",
        vpcCidr: "10.4.0.0/16",
        privateSubnetIds: ["a", "b", "c"].map((zone) => `subnet-private-eu-west-1${zone}`),
      });
    });

    it("check 15: closes the default security group and records the traffic", () => {
      assert.deepEqual(run.get("network-default-security-group").inputs, {
        vpcId: "vpc-of-network-vpc",
        ingress: [],
        egress: [],
      });
      assert.deepEqual(run.get("network-flow-logs").inputs, {
        vpcId: "vpc-of-network-vpc",
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination:
          "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/vpc/chatbot/flow-logs",
        iamRoleArn: "arn:aws:iam::111122223333:role/network-flow-logs-role",
      });
      assert.equal(run.get("network-flow-logs-group").inputs["retentionInDays"], 30);
      // A flow log that starts before its role may write reports an access error for ever.
      assert.ok(run.waitsFor("network-flow-logs").includes("network-flow-logs-role-policy"));
    });

    it("check 25: lets flow logs write to their own group and nothing else", () => {
      const { policy } = run.get("network-flow-logs-role-policy").inputs;
      assert.deepEqual(JSON.parse(String(policy)), {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "WriteOwnLogGroup",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: [
              "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/vpc/chatbot/flow-logs:*",
            ],
          },
        ],
      });
    });

    it("opens HTTPS from the VPC to the endpoints, and reaches S3 by a gateway", () => {
      assert.deepEqual(run.get("network-endpoints").inputs["ingress"], [
        { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.4.0.0/16"] },
      ]);
      assert.deepEqual(run.get("network-endpoint-ecr-api").inputs, {
        vpcId: "vpc-of-network-vpc",
        serviceName: "com.amazonaws.eu-west-1.ecr.api",
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: wires.privateSubnetIds,
        securityGroupIds: ["network-endpoints-id"],
      });
      assert.equal(run.get("network-endpoint-s3").inputs["vpcEndpointType"], "Gateway");
    });
  });

  it("makes no logs and no interface endpoints that nobody wants, but the gateway, which is free", async () => {
    const { run } = await network({ vpc: { flowLogs: false } });
    assert.deepEqual(run.tree, [
      "network-default-security-group aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      `network-endpoint-s3 ${endpoint}`,
      "network-vpc awsx:ec2:Vpc",
    ]);
  });

  it("binds the role of the flow logs by the boundary, and to the account (checks 23 and 25)", async () => {
    const { run } = await network(
      {},
      { accountId: "111122223333", permissionsBoundaryArn: boundary },
    );
    const { assumeRolePolicy, permissionsBoundary } = run.get("network-flow-logs-role").inputs;
    assert.equal(permissionsBoundary, boundary);
    assert.deepEqual(JSON.parse(String(assumeRolePolicy)), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "FlowLogsTakeThisRole",
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: ["sts:AssumeRole"],
          Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        },
      ],
    });
  });

  it("touches nothing of a VPC that exists", async () => {
    const subnet = (zone: string, third: number, isPublic: boolean) => ({
      subnetId: pulumi.output(`subnet-${third}`),
      availabilityZone: `eu-west-1${zone}`,
      cidr: `10.1.${third}.0/24`,
      public: isPublic,
    });
    const { run, wires } = await network({
      existing: {
        vpcId: pulumi.output("vpc-1"),
        cidr: "10.1.0.0/16",
        subnets: [subnet("b", 1, false), subnet("a", 2, true), subnet("a", 3, false)],
      },
    });
    assert.deepEqual(run.tree, []);
    assert.deepEqual(wires, {
      vpcId: "vpc-1",
      vpcCidr: "10.1.0.0/16",
      privateSubnetIds: ["subnet-1", "subnet-3"],
    });
  });
});
