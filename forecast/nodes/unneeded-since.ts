/** When each node became unneeded: a node that stays keeps its time, one that was needed in between starts again. */
export function keepSince(
  before: ReadonlyMap<string, number>,
  unneeded: Iterable<string>,
  now: number,
): Map<string, number> {
  const since = new Map<string, number>();
  for (const name of unneeded) since.set(name, before.get(name) ?? now);
  return since;
}
