import { completeBehavior, type WrittenRules } from "../../forecast/hpa/behavior";
import { HorizontalPodAutoscaler } from "../../forecast/hpa/horizontal-pod-autoscaler";
import type { Tally } from "./tally";

export interface TrajectoryFile {
  syncPeriodSeconds: number;
  trajectories: Trajectory[];
}

interface Trajectory {
  id: number;
  min: number;
  max: number;
  start: number;
  targetMilli: number;
  statusLag: boolean;
  up: WrittenRules | null;
  down: WrittenRules | null;
  external: Record<string, number>;
  metricMilli: number[];
  /** -1 where the metric was not asked. */
  proposal: number[];
  replicas: number[];
}

/** Replays every sync of every trajectory. */
export function replayTrajectories(file: TrajectoryFile, tally: Tally): void {
  for (const trajectory of file.trajectories) {
    tally.cases++;
    replay(trajectory, file.syncPeriodSeconds, tally);
  }
}

function replay(trajectory: Trajectory, period: number, tally: Tally): void {
  const { id, min, max, targetMilli, statusLag } = trajectory;
  const behavior = completeBehavior({ scaleUp: trajectory.up, scaleDown: trajectory.down });
  const autoscaler = new HorizontalPodAutoscaler();
  let replicas = trajectory.start;
  let before = replicas;
  for (const [step, valueMilli] of trajectory.metricMilli.entries()) {
    const now = step * period;
    const specReplicas = trajectory.external[step] ?? replicas;
    const scale = { specReplicas, statusReplicas: statusLag ? before : specReplicas };
    const decision = autoscaler.decide(
      { min, max, behavior },
      scale,
      () => [{ type: "AverageValue", targetMilli, valueMilli }],
      now,
    );
    const actual = { replicas: decision.replicas, proposal: decision.proposal ?? -1 };
    const expected = {
      replicas: trajectory.replicas[step],
      proposal: trajectory.proposal[step],
    };
    tally.compare(`trajectory ${id}, step ${step}`, expected, actual);
    before = specReplicas;
    replicas = trajectory.replicas[step] ?? decision.replicas;
    autoscaler.stored(behavior, specReplicas, replicas, now);
  }
}
