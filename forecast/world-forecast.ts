import { breaches as broken, type Promises } from "./breaches";
import { alternatives, type BillOf } from "./compare/alternatives";
import type { Forecast } from "./forecast";
import { withLeftBehind } from "./left-behind";
import { notModelled } from "./not-modelled";
import type { Outcome } from "./outcome";
import { unplaceable } from "./unplaceable";
import { simulate } from "./world/simulation";
import type { WorldSpec } from "./world/spec";

/** A world to forecast, with what no world knows. */
export interface WorldQuestion {
  subject: string;
  /** Where the traffic comes from. */
  traffic: string;
  world: WorldSpec;
  /** The bill of the stack as configured. */
  bill: BillOf;
  /** The bill of the stack without warm pools. */
  plainBill: BillOf;
  promises: Promises;
  assumptions: readonly string[];
  progress: (text: string) => void;
}

/** Simulates a world and what else could be run in its place. */
export function worldForecast(question: WorldQuestion): Forecast {
  const { subject, traffic, world, assumptions, progress } = question;
  progress("as configured");
  const { all, cost, outcome, breaches } = judged(question);
  const ways = alternatives(world, all, cost, question.plainBill, progress);
  return {
    subject,
    traffic,
    seed: world.seed,
    outcome,
    cost,
    alternatives: ways,
    breaches,
    assumptions,
    notModelled,
  };
}

/** What a world comes to, before it is compared with any other. */
export function judged({
  world,
  bill,
  promises,
}: Pick<WorldQuestion, "world" | "bill" | "promises">) {
  const all = withLeftBehind(simulate(world));
  const cost = bill(all);
  const usd = cost.reduce((sum, line) => sum + line.usd, 0);
  const outcome = relevant(all, world);
  return { all, cost, usd, outcome, breaches: broken(outcome, usd, promises) };
}

/** What only takes room says nothing in a forecast, unless it finds none. */
function relevant(outcome: Outcome, { services, nodes }: WorldSpec): Outcome {
  const known = outcome.services.map((service, i) => {
    const spec = services[i];
    const reason = spec && unplaceable(spec, nodes.groups, service);
    return { ...service, unplaceable: reason };
  });
  const shown = services.map(
    ({ work }, i) => work !== undefined || known[i]?.unplaceable !== undefined,
  );
  return {
    ...outcome,
    services: known.filter((_, i) => shown[i]),
    series: { ...outcome.series, services: outcome.series.services.filter((_, i) => shown[i]) },
  };
}
