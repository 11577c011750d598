import type { ScalingModifiers } from "../../forecast/keda/activity";
import type { Fallback } from "../../forecast/keda/fallback";
import { compileFormula } from "../../forecast/keda/formula";
import { readKafkaTrigger, type KafkaTrigger } from "../../forecast/keda/kafka-trigger";
import { kafkaMetricName } from "../../forecast/keda/metric-name";
import type { LiveService, LiveTrigger, ScaledObjectSpec } from "./live-keda-file";
import { countUntil, latestAt } from "./timeline";

/** A recorded service with what is asked of it again and again. */
export class ReplayedService {
  /** Every number of replicas that was written, in order. */
  private readonly written: { t: number; to: number }[];

  constructor(readonly recorded: LiveService) {
    const { kedaWrites, handWrites, hpaWrites, replicas0 } = recorded;
    const writes = [...kedaWrites, ...handWrites, ...hpaWrites].sort((a, b) => a.t - b.t);
    this.written = [{ t: -Infinity, to: replicas0 }, ...writes];
  }

  specAt(t: number): ScaledObjectSpec {
    const { specChanges } = this.recorded;
    const change = latestAt(specChanges, t) ?? specChanges[0];
    if (change === undefined) throw new Error(`${this.recorded.id}: expected a spec, got: none`);
    return change.spec;
  }

  annotation(name: string, t: number): string | undefined {
    return latestAt(this.recorded.annotations, t)?.annotations[`autoscaling.keda.sh/${name}`];
  }

  /** Replicas of the Deployment's spec. */
  replicasAt(t: number): number {
    return latestAt(this.written, t)?.to ?? this.recorded.replicas0;
  }

  readyAt(t: number): number {
    const { replicas } = this.recorded;
    const seen = countUntil(replicas.length, (i) => replicas[i]?.[0] ?? Infinity, t);
    return replicas[seen - 1]?.[3] ?? 0;
  }

  lastActiveAt(t: number): number | undefined {
    const { lastActive } = this.recorded;
    const seen = countUntil(lastActive.length, (i) => lastActive[i]?.[0] ?? Infinity, t);
    return lastActive[seen - 1]?.[1];
  }

  /** Failures in a row that the status showed for a trigger. */
  failuresAt(trigger: LiveTrigger, index: number, t: number): number {
    const name = metricName(trigger, index);
    const seen = this.recorded.health.filter((row) => row.t <= t && name in row.health);
    return seen.at(-1)?.health[name]?.[0] ?? 0;
  }
}

/** The name of a trigger's metric; cron triggers never fail and need none. */
function metricName({ type, metadata }: LiveTrigger, index: number): string {
  return type === "kafka"
    ? kafkaMetricName(index, metadata.topic, metadata.consumerGroup ?? "")
    : `s${index}-${type}`;
}

export function kafkaTriggerOf({ metadata }: LiveTrigger): KafkaTrigger {
  const trigger = readKafkaTrigger(metadata);
  if ("fault" in trigger) throw new Error(`a recorded trigger: ${trigger.fault}`);
  return trigger;
}

export function fallbackOf({ fallback }: ScaledObjectSpec): Fallback | undefined {
  return fallback ? { ...fallback, behavior: fallback.behavior ?? "static" } : undefined;
}

export function modifiersOf({ advanced }: ScaledObjectSpec): ScalingModifiers | undefined {
  const { formula, target, activationTarget } = advanced?.scalingModifiers ?? {};
  if (formula === undefined) return undefined;
  return {
    formula: compileFormula(formula),
    target: Number(target),
    activationTarget: Number(activationTarget ?? 0),
  };
}
