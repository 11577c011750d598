import assert from "node:assert/strict";
import { mebibytes, milliCpu, quantity } from "../../settings/quantity";

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

describe("mebibytes()", () => {
  it("converts decimal and binary suffixes", () => {
    assert.equal(mebibytes("1Gi"), 1024);
    assert.equal(Math.round(mebibytes("1G")), 954);
  });
});
