import assert from "node:assert/strict";
import { canonicalQuantity, mebibytes, milliCpu, quantity } from "../../settings/quantity";

describe("quantity()", () => {
  const table: [string, number][] = [
    ["1", 1],
    ["500m", 0.5],
    ["0.5", 0.5],
    ["2k", 2000],
    ["4G", 4e9],
    ["4Gi", 4 * 2 ** 30],
    ["1.5Mi", 1.5 * 2 ** 20],
  ];
  for (const [text, value] of table) {
    it(`reads ${text}`, () => assert.equal(quantity(text), value));
  }
  for (const text of ["4GB", "4gb", "500 m", "0.5 core", "", "-1", "1e3"]) {
    it(`does not read ${JSON.stringify(text)}`, () => assert.ok(Number.isNaN(quantity(text))));
  }
});

describe("milliCpu()", () => {
  it("rounds up, without the dust of binary fractions", () => {
    assert.equal(milliCpu("0.29"), 290);
    assert.equal(milliCpu("100m"), 100);
    assert.equal(milliCpu("0.0001"), 1);
  });
});

describe("canonicalQuantity()", () => {
  // As a real API server answered them in a ResourceQuota.
  const table: [string, string][] = [
    ["0", "0"],
    ["0.5", "500m"],
    ["1", "1"],
    ["1000m", "1"],
    ["1.25", "1250m"],
    ["2600m", "2600m"],
    ["0.29", "290m"],
    ["1024", "1024"],
    ["2000", "2k"],
    ["1500M", "1500M"],
    ["1.5G", "1500M"],
    ["4000G", "4T"],
    ["1024Ki", "1Mi"],
    ["6144Mi", "6Gi"],
    ["1.5Gi", "1536Mi"],
    ["2048Gi", "2Ti"],
    ["3Gi", "3Gi"],
  ];
  for (const [written, stored] of table) {
    it(`is ${stored} for ${written}`, () => assert.equal(canonicalQuantity(written), stored));
  }

  it("leaves what is no quantity, and what no unit holds", () => {
    for (const text of ["", "many", "0.0001", "0.3Ki"]) assert.equal(canonicalQuantity(text), text);
  });
});

describe("mebibytes()", () => {
  it("converts decimal and binary suffixes", () => {
    assert.equal(mebibytes("1Gi"), 1024);
    assert.equal(Math.round(mebibytes("1G")), 954);
  });
});
