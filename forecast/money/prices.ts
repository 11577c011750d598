import { listPrices, type ListPrices } from "../../settings/facts/prices";

/** What AWS asks for, in USD. Everything can be replaced, for another region, an agreement or a measured spot price. */
export interface Prices extends ListPrices {
  /** An instance type an hour where it is not the on-demand list price. */
  instancesPerHour: Readonly<Record<string, number>>;
  /** What spot costs, as a share of on demand. */
  spotShare: number;
}

/**
 * List prices, and spot at 40 percent of them: the Spot Instance Advisor shows savings of 50 to 70 percent for the general-purpose
 * types of our examples (https://aws.amazon.com/ec2/spot/instance-advisor/).
 */
export const usualPrices: Prices = { ...listPrices, instancesPerHour: {}, spotShare: 0.4 };
