import assert from "node:assert/strict";
import { ManifestIndex } from "../../../forecast/inputs/manifest-index";

const labels = { app: "chat" };

function budget(spec: object, namespace = "chatbot"): object {
  const selector = { matchLabels: labels };
  return {
    kind: "PodDisruptionBudget",
    metadata: { name: "b", namespace },
    spec: { selector, ...spec },
  };
}

describe("pods that a drain may take at once", () => {
  const table: [string, object[], number, number][] = [
    ["all without a budget", [], 3, Infinity],
    ["all with a budget of nothing", [budget({})], 3, Infinity],
    ["those of a number", [budget({ maxUnavailable: 2 })], 8, 2],
    ["those of a percentage, rounded up", [budget({ maxUnavailable: "25%" })], 5, 2],
    ["those that need not stay", [budget({ minAvailable: 2 })], 5, 3],
    ["none when more must stay than there are", [budget({ minAvailable: 2 })], 1, 0],
    ["those of a percentage that stays", [budget({ minAvailable: "50%" })], 5, 2],
    ["as if one replica were there when all may go", [budget({ maxUnavailable: "50%" })], 0, 1],
    [
      "the fewest of two budgets",
      [budget({ maxUnavailable: 4 }), budget({ maxUnavailable: 3 })],
      9,
      3,
    ],
    ["those of a budget for all pods", [budget({ maxUnavailable: 2, selector: {} })], 8, 2],
    [
      "those of a budget by an expression",
      [
        budget({
          maxUnavailable: 2,
          selector: { matchExpressions: [{ key: "app", operator: "In", values: ["chat"] }] },
        }),
      ],
      8,
      2,
    ],
    [
      "all with a budget that wants one label more",
      [budget({ maxUnavailable: 1, selector: { matchLabels: { ...labels, tier: "x" } } })],
      3,
      Infinity,
    ],
    ["all with a budget elsewhere", [budget({ maxUnavailable: 1 }, "other")], 3, Infinity],
    [
      "all with a budget for others",
      [budget({ maxUnavailable: 1, selector: { matchLabels: { app: "x" } } })],
      3,
      Infinity,
    ],
  ];
  for (const [title, objects, fewest, expected] of table) {
    it(title, () => {
      const index = new ManifestIndex([...objects, { kind: "Deployment" }, "text", undefined]);
      assert.equal(index.maxUnavailable("chatbot", labels, fewest), expected);
    });
  }
});
