/** A part of KEDA's `partitionLimitation`, such as `10-20`. */
export interface PartitionRange {
  text: string;
  first: number;
  last: number;
}

/** Parts of a `partitionLimitation` that has its shape. */
export function partitionRanges(limitation: string): PartitionRange[] {
  return limitation.split(",").map((text) => {
    const [first = NaN, last = first] = text.split("-").map(Number);
    return { text, first, last };
  });
}

/** Partitions of a topic that a trigger looks at. KEDA reads a range that runs backwards as no partition. */
export function partitionCount(limitation: string | undefined, partitions: number): number {
  if (limitation === undefined) return partitions;
  const ranges = partitionRanges(limitation);
  let count = 0;
  for (let partition = 0; partition < partitions; partition++) {
    if (ranges.some(({ first, last }) => first <= partition && partition <= last)) count++;
  }
  return count;
}
