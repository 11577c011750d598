import assert from "node:assert/strict";
import fc from "fast-check";
import { endpointService, subnetPrefix, vpcInputs } from "../../../components/cluster/network-plan";
import { privateZones } from "../../../components/cluster/zone-subnets";
import type { VpcSettings } from "../../../settings/generated/settings";
import { settledEks } from "./settled-eks";

const vpc = (cidr: string, zones: number): VpcSettings => ({
  cidr,
  availabilityZones: ["a", "b", "c", "d", "e", "f"]
    .slice(0, zones)
    .map((zone) => `eu-west-1${zone}`),
  natGateways: "Single",
  interfaceEndpoints: [],
  flowLogs: true,
});

describe("subnetPrefix", () => {
  const cases: [string, number, number][] = [
    ["10.0.0.0/16", 1, 17],
    ["10.0.0.0/16", 2, 18],
    ["10.0.0.0/16", 3, 19],
    ["10.0.0.0/16", 4, 19],
    ["10.0.0.0/20", 3, 23],
    ["10.0.0.0/16", 6, 20],
  ];
  for (const [cidr, zones, prefix] of cases) {
    it(`cuts ${cidr} over ${zones} zones into /${prefix}`, () => {
      assert.equal(subnetPrefix(vpc(cidr, zones)), prefix);
    });
  }

  it("gives two subnets in every zone, and wastes less than half of the VPC", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 24 }),
        fc.integer({ min: 1, max: 6 }),
        (size, zones) => {
          const subnet = 2 ** -subnetPrefix(vpc(`10.0.0.0/${size}`, zones));
          const used = 2 * zones * subnet;
          assert.ok(used <= 2 ** -size, "the subnets do not fit");
          assert.ok(used > 2 ** -size / 2, "half of the VPC is never used");
        },
      ),
    );
  });
});

describe("vpcInputs", () => {
  it("puts a private and a public subnet, tagged for load balancers, into every zone (check 10)", () => {
    assert.deepEqual(vpcInputs(vpc("10.0.0.0/16", 3), "chatbot"), {
      cidrBlock: "10.0.0.0/16",
      availabilityZoneNames: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      enableDnsHostnames: true,
      enableDnsSupport: true,
      natGateways: { strategy: "Single" },
      subnetStrategy: "Auto",
      subnetSpecs: [
        { type: "Private", cidrMask: 19, tags: { "kubernetes.io/role/internal-elb": "1" } },
        { type: "Public", cidrMask: 19, tags: { "kubernetes.io/role/elb": "1" } },
      ],
      tags: { Name: "chatbot" },
    });
  });
});

describe("endpointService", () => {
  const cases: [string, string, string][] = [
    ["eu-west-1", "ecr.api", "com.amazonaws.eu-west-1.ecr.api"],
    ["us-gov-west-1", "sts", "com.amazonaws.us-gov-west-1.sts"],
    ["cn-north-1", "ecr.dkr", "cn.com.amazonaws.cn-north-1.ecr.dkr"],
  ];
  for (const [region, service, name] of cases) {
    it(`names ${service} in ${region}`, () => assert.equal(endpointService(region, service), name));
  }
});

describe("privateZones", () => {
  it("is three zones of the region by default (check 10)", () => {
    assert.deepEqual(privateZones(settledEks()), ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
  });

  it("leaves public subnets of a given VPC out, and keeps the order of the others", () => {
    const subnet = (zone: string, third: number, isPublic = false) => ({
      subnetId: `subnet-${third}`,
      availabilityZone: `eu-west-1${zone}`,
      cidr: `10.1.${third}.0/24`,
      public: isPublic,
    });
    const network = {
      existing: {
        vpcId: "vpc-1",
        cidr: "10.1.0.0/16",
        subnets: [subnet("b", 1), subnet("a", 2, true), subnet("a", 3)],
      },
    };
    assert.deepEqual(privateZones(settledEks({ network })), ["eu-west-1b", "eu-west-1a"]);
  });
});
