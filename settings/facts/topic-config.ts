/** What a value of a topic's configuration must be. */
export interface ConfigKind {
  /** `long` and `ratio` are numbers; `words` is one or several of `of`. */
  type: "long" | "ratio" | "boolean" | "word" | "text";
  least?: number;
  most?: number;
  of?: readonly string[];
}

const long = (least: number, most = Number.MAX_SAFE_INTEGER): ConfigKind => ({
  type: "long",
  least,
  most,
});
const flag: ConfigKind = { type: "boolean" };
const int = 2147483647;

/** Kafka 4's topic configuration: https://kafka.apache.org/documentation/#topicconfigs */
export const topicConfigKinds: Readonly<Record<string, ConfigKind>> = {
  "cleanup.policy": { type: "text" },
  "compression.type": {
    type: "word",
    of: ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"],
  },
  "compression.gzip.level": long(-1, 9),
  "compression.lz4.level": long(1, 17),
  "compression.zstd.level": long(-131072, 22),
  "delete.retention.ms": long(0),
  "file.delete.delay.ms": long(0),
  "flush.messages": long(1),
  "flush.ms": long(0),
  "follower.replication.throttled.replicas": { type: "text" },
  "index.interval.bytes": long(0, int),
  "leader.replication.throttled.replicas": { type: "text" },
  "local.retention.bytes": long(-2),
  "local.retention.ms": long(-2),
  "max.compaction.lag.ms": long(1),
  "max.message.bytes": long(0, int),
  "message.timestamp.after.max.ms": long(0),
  "message.timestamp.before.max.ms": long(0),
  "message.timestamp.type": { type: "word", of: ["CreateTime", "LogAppendTime"] },
  "min.cleanable.dirty.ratio": { type: "ratio", least: 0, most: 1 },
  "min.compaction.lag.ms": long(0),
  "min.insync.replicas": long(1, int),
  preallocate: flag,
  "remote.copy.disable": flag,
  "remote.log.delete.on.disable": flag,
  "remote.storage.enable": flag,
  "retention.bytes": long(-1),
  "retention.ms": long(-1),
  "segment.bytes": long(1048576, int),
  "segment.index.bytes": long(4, int),
  "segment.jitter.ms": long(0),
  "segment.ms": long(1),
  "unclean.leader.election.enable": flag,
};

/** Topic configuration that has a key of its own in the settings. */
export const typedTopicConfig: Readonly<Record<string, string>> = {
  "cleanup.policy": "cleanupPolicy",
  "max.message.bytes": "maxMessageBytes",
  "min.insync.replicas": "minInSyncReplicas",
  "retention.bytes": "retentionBytes",
  "retention.ms": "retentionMs",
  "segment.bytes": "segmentBytes",
  "segment.ms": "segmentMs",
};

/** Removed in Kafka 4.0: https://kafka.apache.org/40/documentation/compatibility.html */
export const removedTopicConfig: readonly string[] = [
  "message.format.version",
  "message.downconversion.enable",
  "message.timestamp.difference.max.ms",
];

/** What is wrong with a value, or undefined. */
export function configFault(
  { type, least, most, of }: ConfigKind,
  value: string,
): string | undefined {
  if (type === "boolean")
    return value === "true" || value === "false" ? undefined : "neither true nor false";
  if (type === "word")
    return of?.includes(value) === true ? undefined : `none of ${of?.join(", ") ?? ""}`;
  if (type === "text") return undefined;
  const shape = type === "long" ? /^-?\d+$/ : /^\d*\.?\d+$/;
  if (!shape.test(value)) return type === "long" ? "no whole number" : "no number";
  const number = Number(value);
  if (least !== undefined && number < least) return `less than ${least}`;
  return most !== undefined && number > most ? `more than ${most}` : undefined;
}
