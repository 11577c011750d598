import { changedArgs, type LooseArgs } from "../../support/base-args";
import type { BadCase } from "./bad-config-case";

const key = "arn:aws:kms:eu-central-1:111122223333:key/0f6a1f0e-8a1c-4a7e-9d1b-0123456789ab";
const role = (name: string, account = "111122223333", partition = "aws"): string =>
  `arn:${partition}:iam::${account}:role/${name}`;

/** Base args with keys of `cluster.eks` replaced. */
export const eks = (keys: LooseArgs) => () =>
  changedArgs((args) => Object.assign(args.cluster.eks, keys));

const vpc = (keys: LooseArgs) => () =>
  changedArgs((args) => Object.assign(args.cluster.eks.network.vpc, keys));

const endpoint = (keys: LooseArgs) => eks({ endpoint: keys });

/** Base args in a VPC that exists, with keys of it replaced. */
export const existingVpc =
  (keys: LooseArgs = {}) =>
  () =>
    changedArgs((args) => {
      args.cluster.eks.network = {
        existing: {
          vpcId: "vpc-0a1b2c3d4e5f60718",
          cidr: "10.20.0.0/16",
          subnets: [subnet("a", "10.20.0.0/20"), subnet("b", "10.20.16.0/20")],
          ...keys,
        },
      };
    });

const subnet = (zone: string, cidr: string, keys: LooseArgs = {}): LooseArgs => ({
  subnetId: `subnet-0a1b2c3d4e5f6071${zone === "a" ? 1 : 2}`,
  availabilityZone: `eu-central-1${zone}`,
  cidr,
  ...keys,
});

const open = (id: string, cidrs: string[]): BadCase => ({
  id,
  args: endpoint({ publicAccessCidrs: cidrs }),
  severity: "error",
  rule: "endpoint/open-to-the-world",
});

const badCidr = (id: string, args: () => unknown): BadCase => ({
  id,
  args,
  severity: "error",
  rule: "network/cidr",
});

const unknownRegion = (region: string): BadCase => ({
  id: `NAME-36 ${region}`,
  args: eks({ region }),
  severity: "error",
  rule: /^[a-z]{2}(-[a-z]+)+-[0-9]$/.test(region) ? "network/unknown-region" : "shape/pattern",
});

const noNat = (interfaceEndpoints: string[]) => vpc({ natGateways: "None", interfaceEndpoints });
const allEndpoints = ["ec2", "ecr.api", "ecr.dkr", "sts", "autoscaling", "eks", "eks-auth"];

export const cases: readonly BadCase[] = [
  // NET-09: ranges
  badCidr("NET-09 prefix", vpc({ cidr: "10.0.0.0/33" })),
  badCidr("NET-09 short", vpc({ cidr: "10.0/16" })),
  badCidr("NET-09 host-bits", vpc({ cidr: "10.0.0.5/16" })),
  badCidr("NET-09 no-prefix", vpc({ cidr: "10.0.0.0" })),
  badCidr("NET-09 octet", vpc({ cidr: "10.0.256.0/24" })),
  badCidr("NET-09 leading-zero", vpc({ cidr: "010.0.0.0/16" })),
  badCidr("NET-09 two-slashes", vpc({ cidr: "10.0.0.0/16/8" })),
  badCidr("NET-09 endpoint", endpoint({ publicAccessCidrs: ["198.51.100.7/24"] })),
  badCidr("NET-09 endpoint-word", endpoint({ publicAccessCidrs: ["office"] })),
  badCidr("NET-09 endpoint-space", endpoint({ publicAccessCidrs: ["198.51.100.0/24 "] })),
  badCidr("NET-09 service", eks({ network: { serviceCidr: "172.20.0.1/16" } })),
  badCidr(
    "NET-09 subnet",
    existingVpc({ subnets: [subnet("a", "10.20.0.0/20"), subnet("b", "10.20.17.0/20")] }),
  ),
  badCidr("NET-09 egress", () =>
    changedArgs((args) => (args.services[1].egress = [{ cidr: "203.0.113.9/24", ports: [443] }])),
  ),
  badCidr("NET-09 egress-v6", () =>
    changedArgs((args) => (args.services[1].egress = [{ cidr: "2001:db8::1/32", ports: [443] }])),
  ),
  {
    id: "NET-09 twice",
    args: endpoint({ publicAccessCidrs: ["198.51.100.0/24", "198.51.100.0/24"] }),
    severity: "error",
    rule: "network/duplicate-cidr",
  },
  {
    id: "NET-10 vpc-too-large",
    args: vpc({ cidr: "10.0.0.0/8" }),
    severity: "error",
    rule: "network/vpc-cidr",
  },
  {
    id: "NET-10 vpc-too-small",
    args: vpc({ cidr: "10.0.0.0/29" }),
    severity: "error",
    rule: "network/vpc-cidr",
  },
  {
    id: "NET-10 vpc-loopback",
    args: vpc({ cidr: "127.0.0.0/16" }),
    severity: "error",
    rule: "network/vpc-cidr",
  },
  {
    id: "NET-10 no-room-for-subnets",
    args: vpc({ cidr: "10.0.0.0/27" }),
    severity: "error",
    rule: "network/vpc-too-small",
  },
  {
    id: "NET-10 public-addresses",
    args: vpc({ cidr: "198.51.0.0/16" }),
    severity: "warning",
    rule: "network/public-vpc-cidr",
  },
  // NET-12: subnets
  {
    id: "NET-12 same",
    args: existingVpc({ subnets: [subnet("a", "10.20.0.0/20"), subnet("b", "10.20.0.0/20")] }),
    severity: "error",
    rule: "network/subnets-overlap",
  },
  {
    id: "NET-12 inside",
    args: existingVpc({ subnets: [subnet("a", "10.20.0.0/19"), subnet("b", "10.20.16.0/20")] }),
    severity: "error",
    rule: "network/subnets-overlap",
  },
  {
    id: "NET-12 twice",
    args: existingVpc({
      subnets: [
        subnet("a", "10.20.0.0/20"),
        subnet("a", "10.20.16.0/20"),
        subnet("b", "10.20.32.0/20"),
      ],
    }),
    severity: "error",
    rule: "network/duplicate-subnet",
  },
  // NET-13: Services
  {
    id: "NET-13",
    args: eks({
      network: {
        vpc: { cidr: "172.20.0.0/16", availabilityZones: ["eu-central-1a", "eu-central-1b"] },
      },
    }),
    severity: "error",
    rule: "network/service-cidr-overlap",
  },
  {
    id: "NET-13 part",
    args: eks({
      network: {
        serviceCidr: "10.0.128.0/20",
        vpc: { availabilityZones: ["eu-central-1a", "eu-central-1b"] },
      },
    }),
    severity: "error",
    rule: "network/service-cidr-overlap",
  },
  {
    id: "NET-13 existing",
    args: () =>
      changedArgs((args) => {
        args.cluster.eks.network = {
          ...(existingVpc()() as LooseArgs).cluster.eks.network,
          serviceCidr: "10.20.64.0/20",
        };
      }),
    severity: "error",
    rule: "network/service-cidr-overlap",
  },
  {
    id: "NET-13 brokers",
    args: () =>
      changedArgs((args) => {
        args.kafka = {
          external: { bootstrapServers: "kafka.acme.dev:9093", cidrs: ["172.20.5.0/24"] },
          topics: args.kafka.topics,
        };
      }),
    severity: "error",
    rule: "network/service-cidr-overlap",
  },
  {
    id: "NET-14 public",
    args: eks({ network: { serviceCidr: "198.51.0.0/16" } }),
    severity: "error",
    rule: "network/service-cidr",
  },
  {
    id: "NET-14 small",
    args: eks({ network: { serviceCidr: "172.20.0.0/25" } }),
    severity: "error",
    rule: "network/service-cidr",
  },
  {
    id: "NET-14 large",
    args: eks({ network: { serviceCidr: "10.0.0.0/8" } }),
    severity: "error",
    rule: "network/service-cidr",
  },
  // NET-16, NET-17: the public endpoint
  open("NET-16", ["0.0.0.0/0"]),
  {
    id: "NET-16 empty",
    args: endpoint({ publicAccess: true, publicAccessCidrs: [] }),
    severity: "error",
    rule: "endpoint/open-to-the-world",
  },
  {
    id: "NET-16 not-given",
    args: endpoint({ publicAccess: true }),
    severity: "error",
    rule: "endpoint/open-to-the-world",
  },
  open("NET-16 among-others", ["198.51.100.0/24", "0.0.0.0/0"]),
  open("NET-16 ipv6", ["::/0"]),
  open("NET-17", ["0.0.0.0/1", "128.0.0.0/1"]),
  open("NET-17 one-half", ["128.0.0.0/1"]),
  open("NET-17 quarters", ["0.0.0.0/2", "64.0.0.0/2", "192.0.0.0/2"]),
  open("NET-17 ipv6", ["::/1", "8000::/1"]),
  {
    id: "NET-17 wide",
    args: endpoint({ publicAccessCidrs: ["52.0.0.0/8"] }),
    severity: "warning",
    rule: "endpoint/wide-public-cidrs",
  },
  {
    id: "NET-18 private",
    args: endpoint({ publicAccessCidrs: ["10.1.2.0/24"] }),
    severity: "error",
    rule: "endpoint/no-internet-address",
  },
  {
    id: "NET-18 off-with-ranges",
    args: endpoint({ publicAccess: false, publicAccessCidrs: ["198.51.100.0/24"] }),
    severity: "warning",
    rule: "endpoint/unused-cidrs",
  },
  {
    id: "NET-18 public-only",
    args: endpoint({ privateAccess: false, publicAccessCidrs: ["198.51.100.0/24"] }),
    severity: "warning",
    rule: "endpoint/nodes-go-outside",
  },
  {
    id: "NET-19",
    args: endpoint({ privateAccess: false, publicAccess: false }),
    severity: "error",
    rule: "endpoint/unreachable",
  },
  {
    id: "NET-19 not-given",
    args: endpoint({ privateAccess: false }),
    severity: "error",
    rule: "endpoint/unreachable",
  },
  // NET-20 to NET-22: one thing or the other
  {
    id: "NET-20",
    args: () =>
      changedArgs((args) => {
        args.cluster.eks.network = {
          ...(existingVpc()() as LooseArgs).cluster.eks.network,
          vpc: { cidr: "10.0.0.0/16" },
        };
      }),
    severity: "error",
    rule: "shape/several-alternatives",
  },
  {
    id: "NET-21",
    args: existingVpc({ subnets: [subnet("a", "10.20.0.0/20"), subnet("b", "10.99.0.0/20")] }),
    severity: "error",
    rule: "network/subnet-cidr",
  },
  {
    id: "NET-21 zone",
    args: existingVpc({
      subnets: [
        subnet("a", "10.20.0.0/20"),
        subnet("b", "10.20.16.0/20", { availabilityZone: "eu-west-1b" }),
      ],
    }),
    severity: "error",
    rule: "network/zone-of-another-region",
  },
  {
    id: "NET-21 id",
    args: existingVpc({ vpcId: "subnet-0a1b2c3d4e5f60718" }),
    severity: "error",
    rule: "network/resource-id",
  },
  {
    id: "NET-21 name",
    args: existingVpc({
      subnets: [
        subnet("a", "10.20.0.0/20", { subnetId: "private-a" }),
        subnet("b", "10.20.16.0/20"),
      ],
    }),
    severity: "error",
    rule: "network/resource-id",
  },
  {
    id: "NET-21 zones",
    args: vpc({ availabilityZones: ["eu-west-1a", "eu-west-1b"] }),
    severity: "error",
    rule: "network/zone-of-another-region",
  },
  {
    id: "NET-21 zone-id",
    args: vpc({ availabilityZones: ["euc1-az1", "euc1-az2"] }),
    severity: "error",
    rule: "network/zone-of-another-region",
  },
  {
    id: "NET-21 local-zone",
    args: vpc({ availabilityZones: ["eu-central-1a", "eu-central-1-ham-1a"] }),
    severity: "error",
    rule: "network/zone-of-another-region",
  },
  {
    id: "NET-21 zone-twice",
    args: vpc({ availabilityZones: ["eu-central-1a", "eu-central-1a", "eu-central-1b"] }),
    severity: "error",
    rule: "network/duplicate-zone",
  },
  {
    id: "NET-21 public-only",
    args: existingVpc({
      subnets: [
        subnet("a", "10.20.0.0/20", { public: true }),
        subnet("b", "10.20.16.0/20", { public: true }),
      ],
    }),
    severity: "error",
    rule: "network/no-private-subnet",
  },
  {
    id: "NET-22",
    args: () =>
      changedArgs((args) => {
        args.cluster.existing = { context: "kind-chatbot" };
      }),
    severity: "error",
    rule: "shape/several-alternatives",
  },
  {
    id: "CAP-21",
    args: vpc({ availabilityZones: ["eu-central-1a"] }),
    severity: "error",
    rule: "network/one-zone",
  },
  {
    id: "CAP-21 subnet",
    args: existingVpc({ subnets: [subnet("a", "10.20.0.0/20")] }),
    severity: "error",
    rule: "network/one-zone",
  },
  {
    id: "CAP-21 subnets",
    args: existingVpc({
      subnets: [
        subnet("a", "10.20.0.0/20"),
        subnet("b", "10.20.16.0/20", { availabilityZone: "eu-central-1a" }),
      ],
    }),
    severity: "error",
    rule: "network/one-zone",
  },
  // NET-24, NET-25, NAME-35: principals
  {
    id: "NET-24",
    args: eks({
      admins: [
        { principalArn: role("admin") },
        { principalArn: role("admin"), policy: "AmazonEKSViewPolicy" },
      ],
    }),
    severity: "error",
    rule: "access/duplicate-principal",
  },
  {
    id: "NET-24 same-rights",
    args: eks({ admins: [{ principalArn: role("admin") }, { principalArn: role("admin") }] }),
    severity: "error",
    rule: "access/duplicate-principal",
  },
  {
    id: "NET-25 everybody",
    args: eks({ admins: [{ principalArn: "*" }] }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NET-25 every-role",
    args: eks({ admins: [{ principalArn: role("*") }] }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NET-25 masters",
    args: eks({ admins: [{ principalArn: role("admin"), policy: "system:masters" }] }),
    severity: "error",
    rule: "shape/enum",
  },
  {
    id: "NET-25 service",
    args: () =>
      changedArgs(
        (args) => (args.services[1].permissions = [{ actions: ["*"], resources: ["*"] }]),
      ),
    severity: "error",
    rule: "permission/every-action",
  },
  {
    id: "NET-25 many",
    args: eks({
      admins: ["a", "b", "c", "d", "e", "f"].map((name) => ({ principalArn: role(name) })),
    }),
    severity: "warning",
    rule: "access/many-administrators",
  },
  {
    id: "NET-26 nobody",
    args: eks({ admins: [{ principalArn: role("viewer"), policy: "AmazonEKSViewPolicy" }] }),
    severity: "error",
    rule: "access/nobody-administers",
  },
  {
    id: "NET-26 namespaced",
    args: eks({ admins: [{ principalArn: role("admin"), namespaces: ["chatbot"] }] }),
    severity: "error",
    rule: "access/nobody-administers",
  },
  { id: "NET-26 none", args: eks({ admins: [] }), severity: "error", rule: "shape/items" },
  {
    id: "NAME-35",
    args: eks({ admins: [{ principalArn: "arn:aws:iam::111122223333:user/jo" }] }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NAME-35 root",
    args: eks({ admins: [{ principalArn: "arn:aws:iam::111122223333:root" }] }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NAME-35 session",
    args: eks({ admins: [{ principalArn: "arn:aws:sts::111122223333:assumed-role/admin/jo" }] }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NAME-35 partition",
    args: eks({ admins: [{ principalArn: role("admin", "111122223333", "aws-cn") }] }),
    severity: "error",
    rule: "access/partition",
  },
  {
    id: "NAME-35 service-linked",
    args: eks({
      admins: [
        { principalArn: role("admin") },
        { principalArn: role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS") },
      ],
    }),
    severity: "error",
    rule: "access/service-linked-role",
  },
  {
    id: "NAME-35 account",
    args: eks({
      accountId: "111122223333",
      admins: [{ principalArn: role("admin", "444455556666") }],
    }),
    severity: "warning",
    rule: "access/another-account",
  },
  {
    id: "NAME-34 short",
    args: eks({ accountId: "11112222333" }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NAME-34 number",
    args: eks({ accountId: 12345678901 }),
    severity: "error",
    rule: "shape/type",
  },
  {
    id: "NAME-34 dashes",
    args: eks({ accountId: "1111-2222-3333" }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NAME-31",
    args: eks({ name: "the-conversational-assistant-platform-of-acme" }),
    severity: "error",
    rule: "shape/length",
  },
  { id: "NAME-32", args: eks({ name: "chat bot" }), severity: "error", rule: "shape/pattern" },
  {
    id: "NAME-32 long",
    args: eks({ name: "c".repeat(101) }),
    severity: "error",
    rule: "shape/length",
  },
  {
    id: "NAME-32 underscore",
    args: eks({ name: "chat_bot" }),
    severity: "error",
    rule: "shape/pattern",
  },
  unknownRegion("us-east"),
  unknownRegion("eu-centrall-1"),
  unknownRegion("eu-central-9"),
  unknownRegion("us-east-1a"),
  unknownRegion("eu-west-4"),
  {
    id: "NAME-36 queue",
    args: () =>
      changedArgs(
        (args) =>
          (args.services[1].scaling = {
            triggers: [
              {
                awsSqsQueue: {
                  queueURL: "https://sqs.eu-central-1.amazonaws.com/111122223333/q",
                  awsRegion: "eu-centarl-1",
                },
              },
            ],
          }),
      ),
    severity: "error",
    rule: "network/unknown-region",
  },
  // NET-28: keys
  {
    id: "NET-28",
    args: eks({ kmsKeyArn: key.replace("eu-central-1", "eu-west-1") }),
    severity: "error",
    rule: "access/key-of-another-region",
  },
  {
    id: "NET-28 alias",
    args: eks({ kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:alias/eks" }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NET-28 id",
    args: eks({ kmsKeyArn: "0f6a1f0e-8a1c-4a7e-9d1b-0123456789ab" }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NET-28 partition",
    args: eks({ kmsKeyArn: key.replace("arn:aws:", "arn:aws-cn:") }),
    severity: "error",
    rule: "access/partition",
  },
  {
    id: "NET-28 account",
    args: eks({
      accountId: "111122223333",
      kmsKeyArn: key.replace("111122223333", "444455556666"),
    }),
    severity: "warning",
    rule: "access/another-account",
  },
  {
    id: "NET-28 boundary",
    args: eks({
      accountId: "111122223333",
      permissionsBoundaryArn: "arn:aws:iam::444455556666:policy/boundary",
    }),
    severity: "error",
    rule: "access/boundary-of-another-account",
  },
  // NET-29: the metadata service
  {
    id: "NET-29",
    args: () => changedArgs((args) => (args.nodes.groups[1].metadataHopLimit = 5)),
    severity: "error",
    rule: "shape/maximum",
  },
  {
    id: "NET-29 v1",
    args: () =>
      changedArgs((args) => (args.nodes.groups[1].metadataOptions = { httpTokens: "optional" })),
    severity: "error",
    rule: "shape/unknown-key",
  },
  {
    id: "NET-29 two-hops",
    args: () => changedArgs((args) => (args.nodes.groups[1].metadataHopLimit = 2)),
    severity: "warning",
    rule: "nodes/node-role-in-reach",
  },
  // NET-31: no way out
  { id: "NET-31", args: noNat([]), severity: "error", rule: "network/no-way-out" },
  ...allEndpoints.map((missing): BadCase => ({
    id: `NET-31 ${missing}`,
    args: noNat(allEndpoints.filter((name) => name !== missing)),
    severity: "error",
    rule: "network/no-way-out",
  })),
  {
    id: "NET-31 load-balancer",
    args: () =>
      changedArgs((args) => {
        Object.assign(args.cluster.eks.network.vpc, {
          natGateways: "None",
          interfaceEndpoints: allEndpoints,
        });
        Object.assign(args.services[0], {
          exposure: "loadBalancer",
          loadBalancerSourceRanges: ["198.51.100.0/24"],
        });
      }),
    severity: "error",
    rule: "network/no-way-out",
  },
  {
    id: "NET-31 image",
    args: noNat(allEndpoints),
    severity: "error",
    rule: "network/image-out-of-reach",
  },
  {
    id: "NET-31 misspelt",
    args: vpc({ interfaceEndpoints: ["ecr-api"] }),
    severity: "warning",
    rule: "network/unknown-vpc-endpoint",
  },
  {
    id: "NET-31 twice",
    args: vpc({ interfaceEndpoints: ["sts", "sts"] }),
    severity: "error",
    rule: "network/duplicate-vpc-endpoint",
  },
  // Versions
  {
    id: "NET-01 unknown",
    args: eks({ version: "1.29" }),
    severity: "error",
    rule: "versions/unsupported-kubernetes",
  },
  {
    id: "NET-01 future",
    args: eks({ version: "1.99" }),
    severity: "error",
    rule: "versions/unsupported-kubernetes",
  },
  {
    id: "NET-01 patch",
    args: eks({ version: "1.35.2" }),
    severity: "error",
    rule: "shape/pattern",
  },
  {
    id: "NET-02 oldest",
    args: eks({ version: "1.34" }),
    severity: "warning",
    rule: "versions/oldest-kubernetes",
  },
  {
    id: "NET-05 existing",
    args: () => ({ cluster: { existing: { version: "1.33" } }, services: [] }),
    severity: "warning",
    rule: "versions/untested-kubernetes",
  },
  {
    id: "NET-05 existing-old",
    args: () => ({ cluster: { existing: { version: "1.24" } }, services: [] }),
    severity: "error",
    rule: "versions/kubernetes-too-old",
  },
  {
    id: "NET-06 keda-old",
    args: () => ({
      cluster: { existing: {} },
      keda: { existing: { version: "2.9.3" } },
      services: [],
    }),
    severity: "error",
    rule: "versions/keda-too-old",
  },
  {
    id: "NET-06 keda-cve",
    args: () => ({
      cluster: { existing: {} },
      keda: { existing: { version: "2.18.2" } },
      services: [],
    }),
    severity: "warning",
    rule: "versions/keda-vulnerable",
  },
  {
    id: "NET-06 keda-window",
    args: () => ({
      cluster: { existing: { version: "1.35" } },
      keda: { existing: { version: "2.19.0" } },
      services: [],
    }),
    severity: "warning",
    rule: "versions/keda-untested",
  },
  {
    id: "NET-07",
    args: () => changedArgs((args) => (args.kafka.strimzi.version = "2.8.1")),
    severity: "error",
    rule: "versions/kafka",
  },
  {
    id: "NET-07 future",
    args: () => changedArgs((args) => (args.kafka.strimzi.version = "9.9.9")),
    severity: "error",
    rule: "versions/kafka",
  },
  {
    id: "KEY-07",
    args: () => changedArgs((args) => (args.nodes.karpenter = {})),
    severity: "error",
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-07 auto-mode",
    args: eks({ autoMode: true }),
    severity: "error",
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-11",
    args: () => changedArgs((args) => (args.keda = { enabled: false })),
    severity: "error",
    rule: "shape/unknown-key",
  },
  {
    id: "KEY-11 existing",
    args: () => changedArgs((args) => (args.keda = { existing: {} })),
    severity: "error",
    rule: "keda/none-on-a-new-cluster",
  },
  {
    id: "CHG-13",
    args: eks({ authenticationMode: "CONFIG_MAP" }),
    severity: "error",
    rule: "shape/unknown-key",
  },
  {
    id: "NET-28 broker-region",
    args: () =>
      changedArgs((args) => {
        args.kafka = {
          msk: {
            bootstrapServers: "b-1.events.abc123.c2.kafka.eu-west-1.amazonaws.com:9098",
            clusterArn:
              "arn:aws:kafka:eu-west-1:111122223333:cluster/events/0f1e2d3c-aaaa-bbbb-cccc-123456789012-2",
            cidrs: ["10.80.0.0/16"],
          },
          topics: args.kafka.topics,
        };
      }),
    severity: "warning",
    rule: "access/cluster-of-another-region",
  },
];
