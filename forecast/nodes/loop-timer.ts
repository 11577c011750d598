/** A loop that ended. */
export interface EndedLoop {
  /** Its own time, taken at its start. */
  startedAt: number;
  endedAt: number;
  /** It scaled up or started a deletion. */
  worked: boolean;
}

/** `--scan-interval` and `--frequent-loops-enabled`. */
export interface LoopSettings {
  scanSeconds: number;
  frequent: boolean;
}

/** Events during the start of a loop were seen by it. */
const seenSeconds = 0.05;

/**
 * When the next loop starts: at once after each of the two loops that follow work, at a change of a pending pod less than
 * 10 s old, else the scan interval after the last one's end. `wakeups` are the times of such changes, in order.
 */
export function nextLoopAt(
  { scanSeconds, frequent }: LoopSettings,
  before: EndedLoop | undefined,
  last: EndedLoop,
  wakeups: readonly number[],
): number {
  const timer = last.endedAt + scanSeconds;
  if (!frequent) return timer;
  if (last.worked || before?.worked === true) return last.endedAt;
  const woken = wakeups.find((t) => last.startedAt + seenSeconds < t && t < timer);
  return woken === undefined ? timer : Math.max(woken, last.endedAt);
}
