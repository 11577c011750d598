/** Hours of a month as AWS bills it. */
export const monthHours = 730;

/** List prices of AWS besides instances, in USD. */
export interface ListPrices {
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

/** Region whose list prices these are, and those of instances in instances.json. */
export const priceRegion = "us-east-1";

export const listPrices: ListPrices = {
  controlPlanePerHour: 0.1,
  volumeGibibyteMonth: 0.08,
  natGatewayPerHour: 0.045,
  publicAddressPerHour: 0.005,
  interfaceEndpointPerHour: 0.01,
};
