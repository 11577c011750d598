import { formulaFaults, formulaNames } from "../formula";
import type { Rule } from "../rule";
import { readsPods, servicesOf } from "../triggers";
import { didYouMean } from "../suggest";

/** One formula over all triggers. */
export const scalingModifierRules: readonly Rule[] = [
  {
    id: "formula/invalid",
    severity: "error",
    because: "KEDA's webhook compiles the formula and refuses what does not compile",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const formula = service.scaling.advanced.scalingModifiers?.formula;
        if (formula === undefined) continue;
        for (const fault of formulaFaults(formula)) {
          yield {
            path: `${path}.scaling.advanced.scalingModifiers.formula`,
            expected: "a formula in expr-lang",
            got: fault,
            fix: "correct it",
          };
        }
      }
    },
  },
  {
    id: "formula/unknown-trigger",
    severity: "error",
    because: "KEDA's webhook compiles the formula with the triggers' names as its only variables",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const formula = service.scaling.advanced.scalingModifiers?.formula;
        if (formula === undefined) continue;
        const names = service.scaling.triggers.flatMap((trigger) =>
          trigger.name === undefined || readsPods(trigger) ? [] : [trigger.name],
        );
        for (const name of formulaNames(formula)) {
          if (names.includes(name)) continue;
          const dashed = names.find(
            (known) => known.includes("-") && known.split("-").includes(name),
          );
          yield {
            path: `${path}.scaling.advanced.scalingModifiers.formula`,
            expected: names.length === 0 ? "triggers with names" : `only ${names.join(", ")}`,
            got: JSON.stringify(name),
            fix:
              dashed === undefined
                ? didYouMean(name, names) ||
                  "give a trigger this name; cpu and memory cannot take part"
                : `rename trigger "${dashed}": in a formula its dash is a minus`,
          };
        }
      }
    },
  },
  {
    id: "formula/no-trigger",
    severity: "error",
    because: "the metric would be the same at any load",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const formula = service.scaling.advanced.scalingModifiers?.formula;
        if (formula === undefined || formulaNames(formula).length > 0) continue;
        yield {
          path: `${path}.scaling.advanced.scalingModifiers.formula`,
          expected: "the name of at least one trigger",
          got: "none",
          fix: "compute with the triggers' names",
        };
      }
    },
  },
  {
    id: "formula/yields-no-number",
    severity: "error",
    because: "KEDA compiles the formula as a number",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const formula = service.scaling.advanced.scalingModifiers?.formula ?? "";
        const decides = /\?|\bif\b|\(/.test(formula);
        if (decides || !/[<>]=?|[!=]=|&&|\|\||\b(and|or|not)\b/.test(formula)) continue;
        yield {
          path: `${path}.scaling.advanced.scalingModifiers.formula`,
          expected: "a number",
          got: "a comparison, which is true or false",
          fix: "choose by it, such as `a > b ? a : b`",
        };
      }
    },
  },
  {
    id: "formula/trigger-left-out",
    severity: "warning",
    because: "with a formula the composite metric is the only one: other triggers no longer scale",
    *check(context) {
      for (const { service, given, path } of servicesOf(context)) {
        const formula = service.scaling.advanced.scalingModifiers?.formula;
        if (formula === undefined || given.scaling?.triggers === undefined) continue;
        const used = formulaNames(formula);
        for (const [j, trigger] of service.scaling.triggers.entries()) {
          if (readsPods(trigger) || trigger.name === undefined || used.includes(trigger.name))
            continue;
          yield {
            path: `${path}.scaling.triggers[${j}]`,
            expected: "a part in the formula",
            got: `trigger "${trigger.name}", which it does not name`,
            fix: "name it in the formula, or remove it",
          };
        }
      }
    },
  },
  {
    id: "formula/target-zero",
    severity: "error",
    because: "the metric is divided by the target",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const target = service.scaling.advanced.scalingModifiers?.target;
        if (target === undefined || Number(target) > 0) continue;
        yield {
          path: `${path}.scaling.advanced.scalingModifiers.target`,
          expected: "a number above zero",
          got: JSON.stringify(target),
          fix: "write what one replica may have of the metric",
        };
      }
    },
  },
];
