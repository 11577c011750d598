import type { NodesSpec, WorldSpec } from "../world/spec";
import type { Knob, Move } from "./move";

const seconds = [60, 120, 300];
const timers = {
  unneededSeconds: "nodes.autoscaler.scaleDownUnneededSeconds",
  delayAfterAddSeconds: "nodes.autoscaler.scaleDownDelayAfterAddSeconds",
} as const;

/** Seconds until Cluster Autoscaler takes a node away. */
export function timerKnob(timer: keyof typeof timers): Knob {
  return (world) => {
    const { autoscaler } = world.nodes;
    if (autoscaler === undefined) return [];
    const now = autoscaler.timers[timer];
    const shorter = seconds.filter((one) => one < now).at(-1);
    const longer = seconds.find((one) => one > now);
    return [longer, shorter].flatMap((to): Move[] => {
      if (to === undefined) return [];
      const changed = { ...autoscaler, timers: { ...autoscaler.timers, [timer]: to } };
      return [
        {
          path: timers[timer],
          from: `${now}`,
          to: `${to}`,
          service: undefined,
          towards: to > now ? "wait" : "cost",
          world: withNodes(world, { autoscaler: changed }),
        },
      ];
    });
  };
}

/** What the scheduler prefers; for a cluster that the stack makes. */
export const scoringKnob: Knob = (world) => {
  const from = world.nodes.scoring;
  const to = from === "MostAllocated" ? "LeastAllocated" : "MostAllocated";
  const towards = to === "MostAllocated" ? "cost" : "wait";
  const next = withNodes(world, { scoring: to });
  return [
    { path: "cluster.eks.schedulerScoring", from, to, service: undefined, towards, world: next },
  ];
};

function withNodes(world: WorldSpec, changes: Partial<NodesSpec>): WorldSpec {
  return { ...world, nodes: { ...world.nodes, ...changes } };
}
