import { versions } from "../../components/versions";
import { writtenArgs } from "../../plan/written-args";
import { isProduction } from "../../policy/data-protection";
import { examine } from "../../settings/door";
import type { Step } from "../steps";
import type { GateContext } from "./gate";

/** What gates look at, from the steps of a preview. */
export function gateContext(
  stack: string,
  steps: readonly Step[],
  allowReplace: readonly string[],
): GateContext {
  const resources = steps.flatMap(({ next }) => (next === undefined ? [] : [next]));
  const platforms = resources
    .flatMap(writtenArgs)
    .flatMap((args) => examine<unknown>(args, versions).settings ?? []);
  const production = isProduction(resources);
  return { stack, production, steps, resources, platforms, allowReplace };
}
