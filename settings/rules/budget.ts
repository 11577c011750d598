import { instanceType } from "../facts/instances";
import { listPrices, monthHours, priceRegion } from "../facts/prices";
import { fixedCosts } from "../fixed-cost";
import type { NodeGroupSettings } from "../generated/settings";
import { maxNodes } from "../node-pool";
import type { Rule } from "../rule";

/** Rules about what the platform may cost. */
export const budgetRules: readonly Rule[] = [
  {
    id: "budget/below-standing-cost",
    severity: "warning",
    because:
      "control plane, gateways, volumes and the fewest nodes are paid for whatever the traffic, so scaling cannot keep a budget below them",
    *check({ settings }) {
      const { monthlyUsd } = settings.budget;
      if (monthlyUsd === undefined) return;
      const nodes = (settings.nodes?.groups ?? []).map(leastPerHour);
      const fixed = fixedCosts(settings, listPrices).map(({ usdPerHour }) => usdPerHour);
      const perHour = [...nodes, ...fixed].reduce((sum, usd) => sum + usd, 0);
      const least = Math.ceil(perHour * monthHours);
      if (monthlyUsd >= least) return;
      yield {
        path: "budget.monthlyUsd",
        expected: `at least ${least}, which is paid without any traffic (prices of ${priceRegion})`,
        got: String(monthlyUsd),
        fix: "raise it, or lower minSize of the node groups",
      };
    },
  },
];

/** Dollars an hour of the fewest nodes; of spot and of unknown types nothing is sure. */
function leastPerHour(group: NodeGroupSettings): number {
  const { minSize, maxSize, capacityType, instanceTypes } = group;
  const type = instanceType(instanceTypes[0] ?? "");
  if (capacityType === "SPOT" || type === undefined || maxSize === 0) return 0;
  // As many zones as `perZone` multiplies the most nodes by.
  return ((type.usdPerHour * maxNodes(group)) / maxSize) * minSize;
}
