/**
 * Gives every partition to a member, as evenly as can be, and moves as few as possible: what Kafka's sticky assignors do.
 * Members come in the order in which they joined; with more members than partitions the last ones get none.
 */
export function assignPartitions(members: { partitions: number[] }[], partitions: number): void {
  const fewest = Math.floor(partitions / members.length);
  let larger = partitions - fewest * members.length;
  const free = freePartitions(members, partitions);
  const byLoad = [...members].sort((a, b) => b.partitions.length - a.partitions.length);
  for (const member of byLoad) {
    const quota = larger > 0 && member.partitions.length > fewest ? fewest + 1 : fewest;
    if (quota > fewest) larger--;
    free.push(...member.partitions.splice(quota));
  }
  for (const member of members) {
    const missing = fewest - member.partitions.length;
    if (missing > 0) member.partitions.push(...free.splice(0, missing));
  }
  for (const member of members) {
    if (free.length === 0) return;
    if (member.partitions.length === fewest) member.partitions.push(...free.splice(0, 1));
  }
}

/** Partitions that no member has. */
export function freePartitions(
  members: readonly { partitions: number[] }[],
  partitions: number,
): number[] {
  let assigned = 0;
  for (const member of members) assigned += member.partitions.length;
  if (assigned === partitions) return [];
  const taken = new Uint8Array(partitions);
  for (const member of members) for (const partition of member.partitions) taken[partition] = 1;
  const free: number[] = [];
  for (let partition = 0; partition < partitions; partition++)
    if (taken[partition] === 0) free.push(partition);
  return free;
}
