/** What AWS asks for, in USD. Everything can be replaced, for another region, an agreement or a measured spot price. */
export interface Prices {
  /** An instance type an hour where it is not the on-demand price of us-east-1. */
  instancesPerHour: Readonly<Record<string, number>>;
  /** What spot costs, as a share of on demand. */
  spotShare: number;
  /** Control plane of an EKS cluster an hour, with standard support. https://aws.amazon.com/eks/pricing/ */
  controlPlanePerHour: number;
  /** A GiB of gp3 a month, 3,000 IOPS and 125 MB/s included. https://aws.amazon.com/ebs/pricing/ */
  volumeGibibyteMonth: number;
  /** A NAT gateway an hour, without the data that it lets through. https://aws.amazon.com/vpc/pricing/ */
  natGatewayPerHour: number;
  /** A public IPv4 address an hour; every NAT gateway has one. https://aws.amazon.com/vpc/pricing/ */
  publicAddressPerHour: number;
  /** An interface endpoint in one zone an hour, without the data that it lets through. https://aws.amazon.com/privatelink/pricing/ */
  interfaceEndpointPerHour: number;
}

/**
 * List prices of us-east-1. Instances: settings/facts/instance-types.json. Spot: the Spot Instance Advisor shows savings of 50 to 70 percent
 * for the general-purpose types of our examples (https://aws.amazon.com/ec2/spot/instance-advisor/); 60 is assumed.
 */
export const usualPrices: Prices = {
  instancesPerHour: {},
  spotShare: 0.4,
  controlPlanePerHour: 0.1,
  volumeGibibyteMonth: 0.08,
  natGatewayPerHour: 0.045,
  publicAddressPerHour: 0.005,
  interfaceEndpointPerHour: 0.01,
};

/** Region whose prices these are. */
export const priceRegion = "us-east-1";

/** A month as AWS bills it, in seconds: 730 hours. */
export const monthSeconds = 730 * 3600;
