import assert from "node:assert/strict";
import { chartValueErrors, unknownKeys } from "./chart-values";
import { needSharedData } from "./shared-data";

describe("unknownKeys()", () => {
  const defaults = {
    replicas: 1,
    image: { tag: "", pullPolicy: "Always" },
    extraArgs: { v: 4 },
    podDisruptionBudget: {},
    nodeSelector: { "kubernetes.io/os": "linux" },
    dnsConfig: null,
    list: [],
  };
  const table: [string, Record<string, unknown>, string[]][] = [
    ["known keys", { replicas: 2, image: { tag: "x" }, list: [{ any: 1 }] }, []],
    ["an unknown key", { replicaCount: 2 }, ["replicaCount: not in the chart's values"]],
    ["an unknown key below", { image: { tga: "x" } }, ["image.tga: not in the chart's values"]],
    ["maps of the user", { extraArgs: { "scan-interval": "10s" }, nodeSelector: { a: "b" } }, []],
    ["maps that are empty in the chart", { podDisruptionBudget: { minAvailable: 1 } }, []],
    ["a key without a default", { dnsConfig: { options: [] } }, []],
    ["a map for a single value", { replicas: { min: 1 } }, ["replicas: expected no map"]],
    ["a single value for a map", { image: "app" }, ["image: expected a map"]],
  ];
  for (const [title, values, expected] of table) {
    it(`judges ${title}`, () => assert.deepEqual(unknownKeys(values, defaults), expected));
  }
});

describe("chartValueErrors()", () => {
  it("reads the chart at hand, whatever its source", function () {
    needSharedData(this, "values");
    const values = { watchNamespace: "chat", operater: {} };
    for (const chart of ["keda", "oci://mirror/charts/keda", "./mirror/keda-2.20.2.tgz"]) {
      assert.deepEqual(chartValueErrors(chart, "2.20.2", values), [
        "operater: not in the chart's values",
      ]);
    }
  });

  it("says when it cannot check", () => {
    assert.deepEqual(chartValueErrors("keda", "0.0.1", {}), [
      "keda 0.0.1: its values are not at hand",
    ]);
  });
});
