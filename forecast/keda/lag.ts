import { countedPartitions } from "./partition-list";
import type { KafkaTrigger } from "./kafka-trigger";

/** Lag of one partition, or of all. */
export interface Lag {
  /** Goes to the HorizontalPodAutoscaler. */
  lag: number;
  /** Decides about 0 and 1: lag that does not move counts as well. */
  withPersistent: number;
}

/** What a query of the scaler finds. */
export interface KafkaMetric {
  value: number;
  active: boolean;
}

/** Offsets by partition. An end offset is undefined when the broker did not tell it, a committed one when there is none. */
export interface Offsets {
  end: readonly (number | undefined)[];
  committed: readonly (number | undefined)[];
}

/** Committed offsets that the last query saw. One memory serves polls and the queries of the HorizontalPodAutoscaler. */
export type SeenOffsets = Map<number, number>;

type LagFlags = Pick<
  KafkaTrigger,
  "offsetResetPolicy" | "scaleToZeroOnInvalidOffset" | "excludePersistentLag"
>;

/** Lag of a partition. `seen` is the committed offset of the query before. */
export function partitionLag(
  committed: number | undefined,
  end: number | undefined,
  seen: number | undefined,
  flags: LagFlags,
): Lag {
  if (committed === undefined) {
    const all = flags.offsetResetPolicy === "latest" ? 1 : (end ?? 0);
    return same(flags.scaleToZeroOnInvalidOffset ? 0 : all);
  }
  if (end === undefined) return same(0);
  const lag = end - committed;
  const stuck = flags.excludePersistentLag && seen === committed;
  return { lag: stuck ? 0 : lag, withPersistent: lag };
}

function same(lag: number): Lag {
  return { lag, withPersistent: lag };
}

/** Divisors of a number of partitions, smallest first. */
export function factorsOf(partitions: number): number[] {
  const factors: number[] = [];
  for (let factor = 1; factor <= partitions; factor++)
    if (partitions % factor === 0) factors.push(factor);
  return factors;
}

/** The fewest replicas that share the partitions evenly and owe no more than the threshold each; every partition at most. */
export function evenReplicas(totalLag: number, partitions: number, lagThreshold: number): number {
  const enough = factorsOf(partitions).find((factor) => factor * lagThreshold >= totalLag);
  return enough ?? partitions;
}

type TotalFlags = Pick<
  KafkaTrigger,
  | "lagThreshold"
  | "activationLagThreshold"
  | "allowIdleConsumers"
  | "limitToPartitionsWithLag"
  | "ensureEvenDistributionOfPartitions"
>;

/**
 * The metric of a trigger from its partitions. The cap divides without remainder, so up to a threshold of lag more passes
 * and one replica more than partitions may be asked for.
 */
export function totalLag(partitions: readonly Lag[], flags: TotalFlags): KafkaMetric {
  let value = 0;
  let persistent = 0;
  let lagging = 0;
  for (const { lag, withPersistent } of partitions) {
    value += lag;
    persistent += withPersistent;
    if (lag > 0) lagging++;
  }
  return cappedLag(value, persistent, { all: partitions.length, lagging }, flags);
}

/** The same from sums. */
export function cappedLag(
  lag: number,
  withPersistent: number,
  partitions: { all: number; lagging: number },
  flags: TotalFlags,
): KafkaMetric {
  const { lagThreshold: threshold, limitToPartitionsWithLag: limit } = flags;
  const even = flags.ensureEvenDistributionOfPartitions;
  let value = lag;
  if (!flags.allowIdleConsumers || limit || even) {
    if (even) value = evenReplicas(value, partitions.all, threshold) * threshold;
    const most = limit ? partitions.lagging : partitions.all;
    if (Math.trunc(value / threshold) > most) value = most * threshold;
  }
  return { value, active: withPersistent > flags.activationLagThreshold };
}

/** A query: offsets to metric. Remembers the committed offsets in `seen`. */
export function queryKafka(
  trigger: KafkaTrigger,
  { end, committed }: Offsets,
  seen: SeenOffsets,
): KafkaMetric {
  const all = Array.from({ length: end.length }, (_, partition) => partition);
  const lags = countedPartitions(all, trigger.partitionLimitation).map((partition) => {
    const offset = committed[partition];
    const lag = partitionLag(offset, end[partition], seen.get(partition), trigger);
    if (trigger.excludePersistentLag && offset !== undefined) seen.set(partition, offset);
    return lag;
  });
  return totalLag(lags, trigger);
}
