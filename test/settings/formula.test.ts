import assert from "node:assert/strict";
import { formulaFaults, formulaNames } from "../../settings/formula";

describe("formulaNames()", () => {
  const table: [string, string[]][] = [
    ["lag + rate", ["lag", "rate"]],
    ["max(lag, rate) / 2", ["lag", "rate"]],
    ["lag > 5 ? lag : 0", ["lag"]],
    ["let x = lag * 2; x + rate", ["lag", "rate"]],
    ["lag ?? 0", ["lag"]],
    ["count([lag, rate], {# > 1})", ["lag", "rate"]],
    ['"lag" == "x" ? 1 : 2', []],
    ["lag.value + 1e3", ["lag"]],
    ["not (lag in [1, 2]) ? 1 : 0", ["lag"]],
  ];
  for (const [formula, names] of table) {
    it(`of ${formula}`, () => {
      assert.deepEqual(formulaFaults(formula), []);
      assert.deepEqual(formulaNames(formula), names);
    });
  }
});

describe("formulaFaults()", () => {
  const table: [string, string[]][] = [
    ["", ["nothing"]],
    ["(lag + rate", ["no ) for what was opened"]],
    ["lag + rate)", ["a ) that nothing opened"]],
    ["[lag)", ["a ) that nothing opened"]],
    ["lag +", ["a + without anything after it"]],
    ["max(lag *, rate)", ["a * without anything after it"]],
    ["lag rate", ["lag and rate without an operator between them"]],
    ["2 lag", ["2 and lag without an operator between them"]],
    ["lag @ 2", ['something unreadable at "@ 2"']],
  ];
  for (const [formula, faults] of table) {
    it(`of ${JSON.stringify(formula)}`, () => assert.deepEqual(formulaFaults(formula), faults));
  }
});
