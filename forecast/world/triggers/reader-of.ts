import type { ArrivalLog } from "../arrival-log";
import type { ConsumerGroup } from "../consumer-group";
import type { TriggerSpec, WorldSpec } from "../spec";
import { CpuReader } from "./cpu-reader";
import { CronReader } from "./cron-reader";
import { KafkaReader } from "./kafka-reader";
import { RateReader } from "./rate-reader";
import type { TriggerReader } from "./trigger-reader";

/** The reader of a trigger. */
export function readerOf(
  spec: TriggerSpec,
  world: Pick<WorldSpec, "startsAt" | "seconds">,
  log: ArrivalLog,
  group: ConsumerGroup | undefined,
): TriggerReader {
  switch (spec.type) {
    case "kafka":
      return new KafkaReader(spec, group);
    case "rate":
      return new RateReader(spec, log);
    case "cron":
      return new CronReader(spec, world);
    case "cpu":
      return new CpuReader(spec, log, group);
  }
}
