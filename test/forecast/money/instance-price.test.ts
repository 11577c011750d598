import assert from "node:assert/strict";
import { nodePrice } from "../../../forecast/money/instance-price";
import { usualPrices, type Prices } from "../../../forecast/money/prices";
import type { NodeGroupSettings } from "../../../settings/generated/settings";
import { settledGroup } from "../../support/settled-nodes";

describe("the price of a node", () => {
  const own: Partial<Prices> = { instancesPerHour: { "c8ib.large": 0.12 } };
  const table: [string, Partial<NodeGroupSettings>, Partial<Prices>, number | undefined][] = [
    [
      "is that of the first type on demand",
      { instanceTypes: ["m6i.large", "m5.large"] },
      {},
      0.096,
    ],
    ["is not known of a type without facts", { instanceTypes: ["c8ib.large"] }, {}, undefined],
    ["may be given for it", { instanceTypes: ["c8ib.large"] }, own, 0.12],
    [
      "is not known on spot when that of one type is not",
      { instanceTypes: ["m6i.large", "c8ib.large"], capacityType: "SPOT" },
      {},
      undefined,
    ],
    [
      "is a share of the mean on spot",
      { instanceTypes: ["m6i.large", "c8ib.large"], capacityType: "SPOT" },
      { ...own, spotShare: 0.5 },
      0.054,
    ],
  ];
  for (const [title, group, prices, expected] of table) {
    it(title, () => {
      const found = nodePrice({ ...settledGroup(), ...group }, { ...usualPrices, ...prices });
      assert.equal(found?.toFixed(6), expected?.toFixed(6));
    });
  }
});
