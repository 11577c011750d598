import type { Alternative } from "../forecast";
import { withLeftBehind } from "../left-behind";
import type { CostLine, Outcome } from "../outcome";
import { simulate } from "../world/simulation";
import type { WorldSpec } from "../world/spec";
import { idealNodeSeconds } from "./ideal";
import { kedaDefaultsWorld } from "./keda-defaults";
import { staticPeak } from "./static-peak";

/** What so many seconds of the nodes of each group cost, with everything else of the stack. */
export type BillOf = (usage: Pick<Outcome, "seconds" | "nodeSeconds">) => readonly CostLine[];

/** The same services and traffic, run in other ways; the stack's own outcome first. */
export function alternatives(
  world: WorldSpec,
  outcome: Outcome,
  cost: readonly CostLine[],
  billOf: BillOf,
  progress: (text: string) => void,
): Alternative[] {
  const { seconds } = world;
  const usd = (nodeSeconds: readonly number[]): number => total(billOf({ seconds, nodeSeconds }));
  progress("static peak");
  const peak = staticPeak(world);
  const always = withLeftBehind(simulate(peak.world));
  progress("KEDA's defaults");
  const defaults = withLeftBehind(simulate(kedaDefaultsWorld(world)));
  return [
    {
      name: "as configured",
      about: "the stack as its settings say",
      wait: outcome.wait,
      usd: total(cost),
    },
    {
      name: "static peak",
      about: `replicas and nodes for the busiest window, all the time${peak.overloaded ? "; partitions do not divide evenly, so some are overloaded" : ""}`,
      wait: always.wait,
      usd: usd(peak.nodes.map((count) => count * seconds)),
    },
    {
      name: "KEDA's defaults",
      about: "lagThreshold 10, poll 30 s, cooldown 300 s, nodes gone after 10 minutes",
      wait: defaults.wait,
      usd: usd(defaults.nodeSeconds),
    },
    {
      name: "ideal",
      about: "capacity for each window, known in advance and packed without a gap",
      wait: undefined,
      usd: usd(idealNodeSeconds(world)),
    },
  ];
}

function total(cost: readonly CostLine[]): number {
  return cost.reduce((sum, { usd }) => sum + usd, 0);
}
