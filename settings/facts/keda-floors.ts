/** A version as numbers, so that versions can be compared. */
export type VersionNumbers = readonly [number, number, number];

/** First KEDA with `initialCooldownPeriod`, which the platform always writes. */
export const oldestUsableKeda: VersionNumbers = [2, 13, 0];

/** First patch of each minor without CVE-2025-68476 (a ScaledObject could read any file of the operator). Later minors have none. */
export const fixedKeda: readonly VersionNumbers[] = [
  [2, 17, 3],
  [2, 18, 3],
];

/** The Kubernetes minors that a KEDA minor is tested with: three, ending with its own number plus 15. https://keda.sh/docs/latest/operate/cluster/ */
export function testedKubernetes([, minor]: VersionNumbers): { oldest: number; newest: number } {
  return { oldest: minor + 13, newest: minor + 15 };
}

export function versionNumbers(text: string): VersionNumbers {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return [major, minor, patch];
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a: VersionNumbers, b: VersionNumbers): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
