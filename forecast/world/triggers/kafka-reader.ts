import { cappedLag, queryKafka, type KafkaMetric, type SeenOffsets } from "../../keda/lag";
import type { KafkaTrigger } from "../../keda/kafka-trigger";
import type { ConsumerGroup } from "../consumer-group";
import { AmountReader } from "./amount-reader";
import type { SpecOf } from "./trigger-reader";

/** Sums of parts may lie a rounding above a whole number of messages. */
const rounding = 1e-6;

/** Whether the total says everything: which partition has how much does not matter. */
function isPlain(trigger: KafkaTrigger): boolean {
  return !(
    trigger.excludePersistentLag ||
    trigger.limitToPartitionsWithLag ||
    trigger.partitionLimitation.length > 0
  );
}

/** Lag of a consumer group. */
export class KafkaReader extends AmountReader {
  readonly reachesOut = true;
  readonly target: number;
  readonly metricType: "AverageValue" | "Value";
  private readonly trigger: KafkaTrigger;
  private readonly seen: SeenOffsets = new Map();
  private readonly plain: boolean;
  private readonly partitions: { all: number; lagging: number };

  constructor(
    spec: SpecOf<"kafka">,
    private readonly group: ConsumerGroup | undefined,
  ) {
    super();
    // Where any replica may take any message, there are no partitions that could bound replicas.
    const bounded = group?.partitions !== undefined;
    this.trigger = bounded ? spec.trigger : { ...spec.trigger, allowIdleConsumers: true };
    this.target = spec.trigger.lagThreshold;
    this.metricType = spec.metricType;
    this.plain = isPlain(spec.trigger);
    const all = group?.partitions ?? 1;
    this.partitions = { all, lagging: all };
  }

  /** Only messages bring lag. */
  wakesAt(): number {
    return Infinity;
  }

  /** Nobody knows how soon it is gone. */
  activeUntil(now: number): number {
    return now;
  }

  query(): KafkaMetric {
    const { group, trigger, partitions } = this;
    if (group === undefined) return { value: 0, active: false };
    if (!this.plain) return queryKafka(trigger, offsetsOf(group), this.seen);
    const lag = Math.ceil(group.backlog() - rounding);
    return cappedLag(lag, lag, partitions, trigger);
  }
}

/** Whole offsets by partition; what is over of one goes to the next, so that their sum is the whole lag. */
function offsetsOf(group: ConsumerGroup): { end: number[]; committed: number[] } {
  const { committed, behind } = group.positions();
  const end: number[] = [];
  let sum = 0;
  let given = 0;
  for (const [partition, messages] of behind.entries()) {
    sum += messages;
    const lag = Math.ceil(sum - rounding) - given;
    given += lag;
    end.push((committed[partition] ?? 0) + lag);
  }
  return { end, committed };
}
