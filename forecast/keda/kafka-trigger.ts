import { parsePartitionList } from "./partition-list";

/** What KEDA's Kafka scaler makes of the metadata of a trigger, as far as it decides anything. */
export interface KafkaTrigger {
  consumerGroup: string;
  /** Undefined: every topic that the group has committed to. */
  topic: string | undefined;
  /** Messages of lag for which there is one replica. */
  lagThreshold: number;
  /** Lag above which a workload at 0 starts. */
  activationLagThreshold: number;
  offsetResetPolicy: "latest" | "earliest";
  /** Lets replicas exceed partitions. */
  allowIdleConsumers: boolean;
  /** Partitions without a committed offset count 0 instead of 1, or instead of all they hold. */
  scaleToZeroOnInvalidOffset: boolean;
  /** A partition whose committed offset did not move since the last query counts 0. */
  excludePersistentLag: boolean;
  /** No more replicas than partitions with lag. */
  limitToPartitionsWithLag: boolean;
  /** Rounds up to a number of replicas that divides the partitions. */
  ensureEvenDistributionOfPartitions: boolean;
  /** Partitions that count; empty for all. */
  partitionLimitation: readonly number[];
}

/** Metadata of a trigger: KEDA takes text only. */
export type Metadata = Readonly<Record<string, string | undefined>>;

/** Reads the metadata, or says which of KEDA's own checks refuses it. */
export function readKafkaTrigger(metadata: Metadata): KafkaTrigger | { fault: string } {
  const fault = metadataFault(metadata);
  if (fault !== undefined) return { fault };
  const topic = given(metadata, "topic");
  // Without a topic the list says nothing: it would be about the partitions of many.
  const list = parsePartitionList(topic === undefined ? "" : (metadata.partitionLimitation ?? ""));
  if ("fault" in list) return { fault: `partitionLimitation: ${list.fault}` };
  return {
    consumerGroup: given(metadata, "consumerGroup") ?? "",
    topic,
    lagThreshold: Number(metadata.lagThreshold ?? 10),
    activationLagThreshold: Number(metadata.activationLagThreshold ?? 0),
    offsetResetPolicy: metadata.offsetResetPolicy === "earliest" ? "earliest" : "latest",
    allowIdleConsumers: flag(metadata, "allowIdleConsumers"),
    scaleToZeroOnInvalidOffset: flag(metadata, "scaleToZeroOnInvalidOffset"),
    excludePersistentLag: flag(metadata, "excludePersistentLag"),
    limitToPartitionsWithLag: flag(metadata, "limitToPartitionsWithLag"),
    ensureEvenDistributionOfPartitions: flag(metadata, "ensureEvenDistributionOfPartitions"),
    partitionLimitation: list.partitions,
  };
}

const booleans = [
  "allowIdleConsumers",
  "scaleToZeroOnInvalidOffset",
  "excludePersistentLag",
  "limitToPartitionsWithLag",
  "ensureEvenDistributionOfPartitions",
  "fullMetadata",
] as const;

const truths = ["1", "t", "T", "true", "TRUE", "True"];
const falsehoods = ["0", "f", "F", "false", "FALSE", "False"];

function metadataFault(metadata: Metadata): string | undefined {
  for (const key of ["bootstrapServers", "consumerGroup"])
    if (given(metadata, key) === undefined) return `${key} is missing`;
  for (const key of booleans) {
    const value = metadata[key];
    if (value !== undefined && ![...truths, ...falsehoods].includes(value))
      return `${key} is neither true nor false`;
  }
  return numbersFault(metadata) ?? choicesFault(metadata) ?? combinationFault(metadata);
}

function numbersFault({ lagThreshold = "10", activationLagThreshold = "0" }: Metadata) {
  if (!/^[+-]?\d+$/.test(lagThreshold) || Number(lagThreshold) <= 0)
    return "lagThreshold is not a whole number above 0";
  if (!/^[+-]?\d+$/.test(activationLagThreshold) || Number(activationLagThreshold) < 0)
    return "activationLagThreshold is not a whole number from 0";
  return undefined;
}

function choicesFault({ version, offsetResetPolicy = "latest" }: Metadata): string | undefined {
  if (!["latest", "earliest"].includes(offsetResetPolicy))
    return "offsetResetPolicy is neither latest nor earliest";
  // Kafka had four numbers before 1.0.
  if (version !== undefined && !/^(0\.\d+\.\d+\.\d+|[1-9]\d*\.\d+\.\d+)$/.test(version))
    return "version is no version of Kafka";
  return undefined;
}

function combinationFault(metadata: Metadata): string | undefined {
  const limit = flag(metadata, "limitToPartitionsWithLag");
  const even = flag(metadata, "ensureEvenDistributionOfPartitions");
  if (limit && flag(metadata, "allowIdleConsumers"))
    return "allowIdleConsumers and limitToPartitionsWithLag exclude each other";
  if (limit && even)
    return "limitToPartitionsWithLag and ensureEvenDistributionOfPartitions exclude each other";
  if (given(metadata, "topic") !== undefined) return undefined;
  if (limit) return "limitToPartitionsWithLag needs a topic";
  if (even) return "ensureEvenDistributionOfPartitions needs a topic";
  const { fullMetadata } = metadata;
  return fullMetadata !== undefined && falsehoods.includes(fullMetadata)
    ? "fullMetadata false needs a topic"
    : undefined;
}

/** A value, or one that comes from the environment of the workload. */
function given(metadata: Metadata, key: string): string | undefined {
  const value = metadata[key] ?? metadata[`${key}FromEnv`];
  return value === "" ? undefined : value;
}

function flag(metadata: Metadata, key: (typeof booleans)[number]): boolean {
  return truths.includes(metadata[key] ?? "false");
}
