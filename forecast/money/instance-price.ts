import { instanceType } from "../../settings/facts/instances";
import type { NodeGroupSettings } from "../../settings/generated/settings";
import type { Prices } from "./prices";

/**
 * Dollars of a node of a group an hour: on demand that of the first type, which EKS takes first; on spot the mean of all types,
 * because nobody knows which pool will have room. Undefined when a type has no known price.
 */
export function nodePrice(group: NodeGroupSettings, prices: Prices): number | undefined {
  const [first = ""] = group.instanceTypes;
  if (group.capacityType === "ON_DEMAND") return priceOf(first, prices);
  const all = group.instanceTypes.map((name) => priceOf(name, prices));
  const known = all.filter((price) => price !== undefined);
  if (known.length < all.length) return undefined;
  return (prices.spotShare * known.reduce((sum, price) => sum + price, 0)) / known.length;
}

function priceOf(name: string, { instancesPerHour }: Prices): number | undefined {
  return instancesPerHour[name] ?? instanceType(name)?.usdPerHour;
}
