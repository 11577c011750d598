/** Partitions for each replica from which uneven shares no longer matter: at most a fifth more than another's. */
const manyEach = 5;

/** How many times as many replicas the next even count may be. */
const largestJump = 3;

/** Replica counts that share partitions evenly: their divisors. */
export function evenCounts(partitions: number): number[] {
  return Array.from({ length: partitions }, (_, i) => i + 1).filter((n) => partitions % n === 0);
}

/** Whether some even counts are so far apart that a service would have to take far more replicas than it needs. */
export function jumps(partitions: number): boolean {
  const counts = evenCounts(partitions);
  return counts.some((count, i) => i > 0 && count > largestJump * (counts[i - 1] ?? count));
}

/**
 * Whether replicas should come in counts that share partitions evenly. With 8 replicas on 12 partitions four of them have two
 * partitions and the others one: the four are overloaded from three quarters of what eight can do, and the lag of their
 * partitions grows however many replicas there are below 12. With many partitions for each replica it does not matter.
 */
export function mustShareEvenly(partitions: number, maxReplicas: number): boolean {
  return partitions < manyEach * maxReplicas && !jumps(partitions);
}
