import assert from "node:assert/strict";
import { chartReference, kedaChart } from "../../components/charts";
import { versions } from "../../components/versions";

describe("chartReference()", () => {
  const table: [string, string | undefined, object][] = [
    [
      "the makers' repository",
      undefined,
      {
        chart: "keda",
        version: versions.keda,
        repositoryOpts: { repo: "https://kedacore.github.io/charts" },
      },
    ],
    [
      "a mirror",
      "https://charts.example.com",
      {
        chart: "keda",
        version: versions.keda,
        repositoryOpts: { repo: "https://charts.example.com" },
      },
    ],
    [
      "an OCI registry",
      "oci://registry.example.com/charts/keda",
      { chart: "oci://registry.example.com/charts/keda", version: versions.keda },
    ],
    ["a local archive", "./charts/keda.tgz", { chart: "./charts/keda.tgz" }],
  ];
  for (const [title, source, expected] of table) {
    it(`refers to ${title}`, () => assert.deepEqual(chartReference(kedaChart, source), expected));
  }
});
