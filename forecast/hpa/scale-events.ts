import type { ScalingRules } from "./behavior";

/** A change of replicas that the autoscaler itself made. */
export interface ScaleEvent {
  /** Pods added or taken away, positive both ways. */
  change: number;
  /** Seconds. */
  at: number;
  /** Its slot may be used again. Stays set, even when a policy with a longer period comes. */
  outdated: boolean;
}

/** Pods changed in the last `periodSeconds`; an event exactly that old no longer counts. */
export function changeWithin(
  events: readonly ScaleEvent[],
  periodSeconds: number,
  now: number,
): number {
  let sum = 0;
  for (const { at, change } of events) if (at > now - periodSeconds) sum += change;
  return sum;
}

/** Writes an event into the last slot that no policy of this direction looks at any more, or into a new one. */
export function storeEvent(
  events: ScaleEvent[],
  change: number,
  { policies }: ScalingRules,
  now: number,
): void {
  const cutoff = now - Math.max(...policies.map(({ periodSeconds }) => periodSeconds));
  let slot = events.length;
  for (const [i, event] of events.entries()) {
    if (event.at < cutoff) event.outdated = true;
    if (event.outdated) slot = i;
  }
  events[slot] = { change, at: now, outdated: false };
}
