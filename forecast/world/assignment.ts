/**
 * Gives every partition to a member, as evenly as can be, and moves as few as possible: what Kafka's sticky assignors do.
 * Members come in the order in which they joined; with more members than partitions the last ones get none.
 */
export function assignPartitions(members: { partitions: number[] }[], partitions: number): void {
  const fewest = Math.floor(partitions / members.length);
  const free = freePartitions(members, partitions);
  giveUp(members, fewest, partitions - fewest * members.length, free);
  let next = 0;
  for (const member of members)
    for (let has = member.partitions.length; has < fewest; has++)
      member.partitions.push(free[next++] ?? 0);
  for (const member of members) {
    if (next === free.length) return;
    if (member.partitions.length === fewest) member.partitions.push(free[next++] ?? 0);
  }
}

/** Takes from those that have too many, most first; so many keep one more than the fewest. */
function giveUp(
  members: readonly { partitions: number[] }[],
  fewest: number,
  larger: number,
  free: number[],
): void {
  const rich = members.filter((member) => member.partitions.length > fewest);
  if (rich.length > 1) rich.sort((a, b) => b.partitions.length - a.partitions.length);
  let left = larger;
  for (const { partitions } of rich) {
    const quota = left-- > 0 ? fewest + 1 : fewest;
    for (let at = quota; at < partitions.length; at++) free.push(partitions[at] ?? 0);
    if (partitions.length > quota) partitions.length = quota;
  }
}

/** Marks by partition. One for all calls, because making a typed array takes longer than the rest. */
let taken = new Uint8Array(64);

/** Partitions that no member has. */
export function freePartitions(
  members: readonly { partitions: number[] }[],
  partitions: number,
): number[] {
  const free: number[] = [];
  let assigned = 0;
  for (const member of members) assigned += member.partitions.length;
  if (assigned === partitions) return free;
  if (taken.length < partitions) taken = new Uint8Array(2 * partitions);
  taken.fill(0, 0, partitions);
  for (const member of members) for (const partition of member.partitions) taken[partition] = 1;
  for (let partition = 0; partition < partitions; partition++)
    if (taken[partition] === 0) free.push(partition);
  return free;
}
