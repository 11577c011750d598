import type * as pulumi from "@pulumi/pulumi";

/** The network. Give at most one of `vpc` and `existing`; a new VPC is the default. */
export interface NetworkArgs {
  /** A new VPC. */
  vpc?: VpcArgs;
  /** A VPC that exists. */
  existing?: ExistingVpcArgs;
  /**
   * Addresses of Kubernetes Services; must not overlap the VPC.
   * @default "172.20.0.0/16"
   * @pattern ^[0-9./]+$
   */
  serviceCidr?: string;
}

/** How private subnets reach the internet. */
export const NatStrategy = {
  /** No NAT gateway: images and AWS APIs by VPC endpoints only. */
  None: "None",
  /** One NAT gateway: cheapest, lost with its zone. */
  Single: "Single",
  /** One NAT gateway in every zone. */
  OnePerAz: "OnePerAz",
} as const;
export type NatStrategy = (typeof NatStrategy)[keyof typeof NatStrategy];

/** A new VPC: a private and a public subnet in every zone. */
export interface VpcArgs {
  /**
   * Address range.
   * @default "10.0.0.0/16"
   * @pattern ^[0-9./]+$
   */
  cidr?: string;
  /**
   * Availability zones by name.
   * @derived the first three of the region
   * @minItems 1
   * @maxItems 6
   */
  availabilityZones?: string[];
  /**
   * How private subnets reach the internet.
   * @derived OnePerAz in production, else Single
   */
  natGateways?: NatStrategy;
  /**
   * AWS services that private subnets reach without NAT, such as `ecr.api`, `ecr.dkr`, `sts`, `ec2`, `autoscaling`, `eks`, `eks-auth`, `logs`.
   * @default []
   * @maxItems 30
   */
  interfaceEndpoints?: string[];
  /**
   * Record the VPC's traffic in CloudWatch Logs.
   * @default true
   */
  flowLogs?: boolean;
}

/** A VPC that exists. */
export interface ExistingVpcArgs {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /**
   * Address range of the VPC, so that overlaps can be found before AWS does.
   * @pattern ^[0-9./]+$
   */
  cidr: string;
  /**
   * Subnets for the control plane's network interfaces and the nodes, in at least two zones.
   * @minItems 1
   * @maxItems 32
   */
  subnets: SubnetArgs[];
}

/** A subnet that exists. */
export interface SubnetArgs {
  /** Id of the subnet. */
  subnetId: pulumi.Input<string>;
  /**
   * Zone of the subnet, such as `eu-central-1a`.
   * @pattern ^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$
   */
  availabilityZone: string;
  /**
   * Address range of the subnet.
   * @pattern ^[0-9./]+$
   */
  cidr: string;
  /**
   * Has a route to an internet gateway; nodes are only put into private subnets.
   * @default false
   */
  public?: boolean;
}
