/** What a ScaledObject says about 0, idle and minimum. */
export interface ScaleLoopSpec {
  minReplicaCount: number;
  /** Undefined when not set; KEDA takes 0 only. */
  idleReplicaCount: number | undefined;
  cooldownPeriod: number;
  initialCooldownPeriod: number;
  /** Replicas of `fallback`; undefined without one. */
  fallbackReplicas: number | undefined;
}

/** Annotations `autoscaling.keda.sh/…` that hold the loop. */
export interface Pauses {
  /** `paused` or `paused-replicas`: no loop at all. */
  paused: boolean;
  scaleIn: boolean;
  scaleOut: boolean;
  forceActivation: boolean;
}

export const noPauses: Pauses = {
  paused: false,
  scaleIn: false,
  scaleOut: false,
  forceActivation: false,
};

/** What KEDA knows of the workload at a poll. Times in seconds. */
export interface ScaleLoopState {
  replicas: number;
  createdAt: number;
  /** KEDA stores whole seconds, so a cooldown may end up to a second early. */
  lastActiveAt: number | undefined;
}

/** What the triggers said together, after fallback and formula. */
export interface Activity {
  active: boolean;
  error: boolean;
}

export interface ScaleLoopDecision {
  /** Undefined: nothing is written. */
  replicas: number | undefined;
  /** Whether the poll counts as activity for the cooldown. */
  wasActive: boolean;
}

/** One pass of KEDA's executor: everything between 0, idle and minimum; the rest is the HorizontalPodAutoscaler's. */
export function runExecutor(
  spec: ScaleLoopSpec,
  state: ScaleLoopState,
  pauses: Pauses,
  { active, error }: Activity,
  now: number,
): ScaleLoopDecision {
  if (pauses.paused) return { replicas: undefined, wasActive: false };
  const { replicas: current } = state;
  const { minReplicaCount: min, idleReplicaCount: idle } = spec;
  if (active || pauses.forceActivation) {
    const asleep = current === 0 || (idle !== undefined && current < min);
    if (!asleep) return { replicas: undefined, wasActive: !error };
    if (pauses.scaleOut) return { replicas: undefined, wasActive: false };
    return { replicas: Math.max(1, min), wasActive: true };
  }
  return { replicas: whenInactive(spec, state, pauses, error, now), wasActive: false };
}

function whenInactive(
  spec: ScaleLoopSpec,
  state: ScaleLoopState,
  pauses: Pauses,
  error: boolean,
  now: number,
): number | undefined {
  const { minReplicaCount: min, idleReplicaCount: idle, fallbackReplicas } = spec;
  // An unknown lag is no reason to sleep, unless the fallback itself says 0.
  if (error && fallbackReplicas !== 0) return undefined;
  const { replicas: current } = state;
  const asleep = idle ?? 0;
  const maySleep = idle !== undefined ? current > idle : current > 0 && min === 0;
  if (maySleep) return !pauses.scaleIn && cooledDown(spec, state, now) ? asleep : undefined;
  return idle === undefined && current < min ? min : undefined;
}

function cooledDown(spec: ScaleLoopSpec, state: ScaleLoopState, now: number): boolean {
  const { createdAt, lastActiveAt } = state;
  return lastActiveAt === undefined
    ? createdAt + spec.initialCooldownPeriod < now
    : lastActiveAt + spec.cooldownPeriod < now;
}
