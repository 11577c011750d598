import { priceRegion } from "../../settings/facts/prices";
import type { PlatformSettings } from "../../settings/generated/settings";
import type { Prices } from "./prices";

/** What a bill takes for granted, one line each. */
export function billAssumptions(
  { cluster, nodes }: PlatformSettings<unknown>,
  { spotShare }: Prices,
): string[] {
  const region = cluster.eks?.region;
  if (region === undefined) return ["an existing cluster is billed nothing"];
  const spot = nodes?.groups.some(({ capacityType }) => capacityType === "SPOT") === true;
  return [
    ...(region === priceRegion
      ? []
      : [`prices are those of ${priceRegion}: ${region} has its own`]),
    ...(spot ? [`spot costs ${spotShare * 100} % of on demand`] : []),
    "data that is transferred, logs, keys and load balancers are not billed",
  ];
}
