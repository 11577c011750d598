import type { Finding } from "../../settings/finding";
import { didYouMean } from "../../settings/suggest";
import { dataHeldBy } from "../../policy/data-holders";
import type { Step } from "../steps";
import type { Gate, GateContext } from "./gate";

/** Nothing that holds data goes, or is made anew, unless somebody said so by name. */
export const dataGate: Gate = {
  name: "data",
  check: (context) => [...lostData(context), ...strangers(context)],
};

function lostData({ steps, allowReplace }: GateContext): Finding[] {
  return steps.flatMap((step) => {
    const lost = dataHeldBy(step.type);
    if (lost === undefined || !goes(step)) return [];
    if (allowReplace.includes(step.name) || allowReplace.includes(step.urn)) return [];
    const how = step.operation === "replace" ? "a replacement" : "a deletion";
    const cause = step.replacedFor.length > 0 ? `, forced by ${step.replacedFor.join(", ")}` : "";
    return [
      {
        severity: "error",
        rule: "data/lost",
        path: step.name,
        expected: `${step.type} to stay`,
        got: `${how}${cause}`,
        fix: `with it goes ${lost}: take the change back, or allow it by --allow-replace ${step.name}`,
      },
    ];
  });
}

/** The engine deletes it, or makes it anew; what is retained only leaves the state. */
export function goes({ operation, previous }: Step): boolean {
  return (operation === "delete" || operation === "replace") && previous?.retainOnDelete !== true;
}

/** A name that allows nothing is a typing mistake, or has stayed in a pipeline after its day. */
function strangers({ steps, allowReplace }: GateContext): Finding[] {
  const going = steps.filter(goes);
  const known = new Set(going.flatMap(({ name, urn }) => [name, urn]));
  return allowReplace
    .filter((word) => !known.has(word) && !word.startsWith("change/"))
    .map((word) => ({
      severity: "warning",
      rule: "data/nothing-to-allow",
      path: `--allow-replace ${word}`,
      expected: "the name of a resource that would be replaced or deleted",
      got: "a resource that stays",
      fix:
        didYouMean(
          word,
          going.map(({ name }) => name),
        ) || "remove it, so that it allows nothing later",
    }));
}
