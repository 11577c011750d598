/** `--initial-node-group-backoff-duration`, `--max-…` and `--node-group-backoff-reset-timeout`, in seconds. */
export interface BackoffSettings {
  initialSeconds: number;
  maxSeconds: number;
  resetSeconds: number;
}

export const backoffDefaults: BackoffSettings = {
  initialSeconds: 300,
  maxSeconds: 1800,
  resetSeconds: 10_800,
};

/** How long a node group is left alone after a failed scale-up. */
export interface Backoff {
  seconds: number;
  until: number;
  failedAt: number;
}

/** The backoff after one more failure. Failures during a backoff belong to it: only a later one doubles the time. */
export function backOff(
  before: Backoff | undefined,
  { initialSeconds, maxSeconds, resetSeconds }: BackoffSettings,
  now: number,
): Backoff {
  const stale = before === undefined || before.failedAt + resetSeconds < now;
  const again = stale || before.until >= now ? 1 : 2;
  const seconds = stale ? initialSeconds : Math.min(before.seconds * again, maxSeconds);
  return { seconds, until: now + seconds, failedAt: now };
}

export function isBackedOff(backoff: Backoff | undefined, now: number): boolean {
  return backoff !== undefined && backoff.until > now;
}
