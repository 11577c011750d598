import { breaches, type Promises } from "./breaches";
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
  const { subject, traffic, world, promises, assumptions, progress } = question;
  progress("as configured");
  const all = withLeftBehind(simulate(world));
  const cost = question.bill(all);
  const outcome = relevant(all, world);
  const ways = alternatives(world, all, cost, question.plainBill, progress);
  const usd = cost.reduce((sum, line) => sum + line.usd, 0);
  return {
    subject,
    traffic,
    seed: world.seed,
    outcome,
    cost,
    alternatives: ways,
    breaches: breaches(outcome, usd, promises),
    assumptions,
    notModelled,
  };
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
