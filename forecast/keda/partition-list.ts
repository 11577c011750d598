/** A `partitionLimitation` as KEDA reads it: its partitions, in order as written, or what is wrong with it. */
export type PartitionList = { partitions: number[] } | { fault: string };

/** Reads `1,2,10-20`. Blank means every partition and gives an empty list; a range that runs backwards holds none. */
export function parsePartitionList(text: string): PartitionList {
  const partitions: number[] = [];
  if (text.trim() === "") return { partitions };
  for (const part of text.split(",")) {
    const ends = part.split("-").map(parseNumber);
    const [first, last = first] = ends;
    if (ends.length > 2 || ends.includes(undefined) || first === undefined || last === undefined)
      return { fault: `${JSON.stringify(part.trim())} is neither a number nor a range` };
    for (let partition = first; partition <= last; partition++) partitions.push(partition);
  }
  return { partitions };
}

/** The partitions of a topic that count: all, or those of the list. */
export function countedPartitions(all: readonly number[], list: readonly number[]): number[] {
  if (list.length === 0) return [...all];
  const chosen = new Set(list);
  return all.filter((partition) => chosen.has(partition));
}

/** A whole number of 32 bits. */
function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  const number = /^\+?\d+$/.test(trimmed) ? Number(trimmed) : Infinity;
  return number < 2 ** 31 ? number : undefined;
}
