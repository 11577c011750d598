import type { DisruptionBudget } from "../../forecast/nodes/drain-block";
import type { LiveRun } from "./live-ca-file";

/**
 * The PodDisruptionBudgets of a run at a moment. How many pods they allowed was not recorded, so it is made from the pods'
 * ready times and the replicas that the script asked for.
 */
export function budgetsAt({ steps, pods, podSpecs }: LiveRun, t: number): DisruptionBudget[] {
  return steps.flatMap(({ what, app, spec }) => {
    if (what !== "PDB" || app === undefined || spec === undefined) return [];
    const healthy = pods.filter(({ spec: index, created, ready, deleting, deleted }) => {
      if (podSpecs[index]?.labels.app !== app) return false;
      if (created > t || (deleted ?? Infinity) <= t) return false;
      return (ready ?? Infinity) <= t && (deleting ?? Infinity) > t;
    }).length;
    const asked = steps.flatMap((step) =>
      step.name === app && step.t <= t ? (step.replicas ?? []) : [],
    );
    const { minAvailable, maxUnavailable = 0 } = spec;
    const allowed =
      minAvailable !== undefined
        ? healthy - minAvailable
        : maxUnavailable - ((asked.at(-1) ?? 0) - healthy);
    return [{ covers: ({ labels }) => labels.app === app, allowed }];
  });
}
