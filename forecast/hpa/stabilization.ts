/** What the metrics asked for at some sync, before any limit. */
export interface Recommendation {
  replicas: number;
  /** Seconds. */
  at: number;
}

/** Seconds for which recommendations are remembered, by direction. */
export interface Windows {
  up: number;
  down: number;
}

/**
 * Holds the current number inside the range of recent recommendations: a workload grows only to what was asked for during
 * the whole up window and shrinks only to what was never exceeded in the down window. Stores the proposal.
 */
export function stabilize(
  recommendations: Recommendation[],
  current: number,
  proposal: number,
  windows: Windows,
  now: number,
): number {
  const upCutoff = now - windows.up;
  const downCutoff = now - windows.down;
  let least = proposal;
  let most = proposal;
  let slot = recommendations.length;
  for (let i = 0; i < recommendations.length; i++) {
    const { at, replicas } = recommendations[i] ?? { at: now, replicas: proposal };
    if (at > upCutoff && replicas < least) least = replicas;
    if (at > downCutoff && replicas > most) most = replicas;
    if (at < upCutoff && at < downCutoff) slot = i;
  }
  recommendations[slot] = { replicas: proposal, at: now };
  return Math.min(Math.max(current, least), most);
}

/**
 * The stabilization of an autoscaler without `behavior`: the highest recommendation of the window, which also lifts replicas
 * that are still on the way up to an old peak. Stores the proposal.
 */
export function stabilizeWithoutBehavior(
  recommendations: Recommendation[],
  proposal: number,
  windowSeconds: number,
  now: number,
): number {
  const cutoff = now - windowSeconds;
  let most = proposal;
  let slot = recommendations.length;
  for (const [i, { at, replicas }] of recommendations.entries()) {
    if (at < cutoff) slot = i;
    else if (replicas > most) most = replicas;
  }
  recommendations[slot] = { replicas: proposal, at: now };
  return most;
}
