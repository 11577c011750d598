import { HorizontalPodAutoscaler, type AutoscalerSpec } from "../hpa/horizontal-pod-autoscaler";
import type { MetricReading } from "../hpa/proposal";
import { evaluate, judgeActivity, type TriggerReading } from "../keda/activity";
import { runExecutor, type ScaleLoopSpec } from "../keda/executor";
import { exceeds, fallbackMetricMilli, type Fallback } from "../keda/fallback";
import { sampleDuration, type Random } from "../traffic/random";
import { ArrivalLog, type ArrivalStream } from "./arrival-log";
import { ConsumerGroup } from "./consumer-group";
import type { MessageListener } from "./message-listener";
import type { ScalerSpec, ServiceSpec, WorldSpec } from "./spec";
import { amountReading, milliReading } from "./triggers/amount-reader";
import { readerOf } from "./triggers/reader-of";
import type { PodCounts, TriggerReader } from "./triggers/trigger-reader";

/**
 * Failures in a row that KEDA counts when Kafka is away: the first drops the scaler, and a new one cannot be built, so nothing
 * counts on. Seen on KEDA 2.20.2.
 */
const failuresInOutage = 1;

/** No message ever. */
const silence: ArrivalStream = { time: Infinity, count: 0, next: () => undefined };

/** A service with its messages and with what KEDA and the HorizontalPodAutoscaler remember of it. */
export class RunningService {
  readonly log: ArrivalLog;
  readonly group: ConsumerGroup | undefined;
  /** Replicas that the Deployment asks for. */
  replicas: number;
  coldStarts = 0;
  private readonly autoscaler = new HorizontalPodAutoscaler();
  private readonly range: AutoscalerSpec;
  private readonly readers: readonly TriggerReader[];
  private readonly loop: ScaleLoopSpec | undefined;
  /** A poll changes what the next query finds. */
  private readonly remembersPolls: boolean;
  private lastActiveAt: number | undefined;
  private readyPods = 0;

  constructor(
    readonly spec: ServiceSpec,
    private readonly world: Pick<WorldSpec, "startsAt" | "seconds" | "outages">,
    arrivals: ArrivalStream | undefined,
    listener: MessageListener,
    random: Random,
  ) {
    const { work, scaler } = spec;
    this.replicas = scaler?.pausedReplicas ?? spec.replicas;
    this.range = {
      min: Math.max(1, scaler?.minReplicaCount ?? 0),
      max: scaler?.maxReplicaCount ?? Infinity,
      behavior: scaler?.behavior,
    };
    this.loop = scaler && { ...scaler, fallbackReplicas: scaler.fallback?.replicas };
    this.log = new ArrivalLog(arrivals ?? silence, listener, longestRange(scaler));
    this.group =
      work === undefined
        ? undefined
        : new ConsumerGroup(work, this.log, listener, () => sampleDuration(work.rebalance, random));
    this.remembersPolls =
      scaler?.triggers.some(
        (trigger) => trigger.type === "kafka" && trigger.trigger.excludePersistentLag,
      ) ?? false;
    this.readers = (scaler?.triggers ?? []).map((trigger) =>
      readerOf(trigger, world, this.log, this.group),
    );
  }

  /** Takes arrivals and works up to a moment. */
  advance(now: number): void {
    this.log.takeUntil(now);
    this.group?.serve(now);
  }

  /** Works up to the end, at which no message comes any more. */
  finish(end: number): void {
    this.log.takeUntil(end - 1);
    this.group?.serve(end);
  }

  podReady(id: number, now: number): void {
    this.advance(now);
    this.readyPods++;
    this.group?.join(id, now);
  }

  /** Tells whether the replica had work. */
  podLeft(id: number, now: number): boolean {
    this.advance(now);
    this.readyPods--;
    const busy = this.backlog > 0;
    this.group?.leave(id, now);
    return busy;
  }

  /** Messages that wait. */
  get backlog(): number {
    return this.group?.backlog() ?? 0;
  }

  /** Messages that have waited longer than so many seconds and still do. */
  overdue(now: number, seconds: number): number {
    // Messages come at whole seconds.
    return this.group?.waitingSince(Math.ceil(now - seconds) - 1) ?? 0;
  }

  /** Seconds from a poll to the next one that may find anything to do; those between are noted as if they had been done. */
  pollAgainAfter(scaler: ScalerSpec, now: number): number {
    const { pollingInterval, cooldownPeriod, modifiers, pauses } = scaler;
    if (this.world.outages.length > 0 || modifiers !== undefined || this.remembersPolls)
      return pollingInterval;
    // What may not wake at a message may wake to its minimum when the trigger falls asleep.
    if (pauses.scaleOut) return pollingInterval;
    if (this.replicas > 0 && this.lastActiveAt === now) {
      let until = now;
      for (const reader of this.readers) until = Math.max(until, reader.activeUntil(now));
      const skipped = Math.floor((until - now) / pollingInterval);
      this.lastActiveAt = now + skipped * pollingInterval;
      return (skipped + 1) * pollingInterval;
    }
    let at = this.log.upcomingAt;
    for (const reader of this.readers) at = Math.min(at, reader.wakesAt(now));
    if (this.replicas > 0) at = Math.min(at, (this.lastActiveAt ?? -Infinity) + cooldownPeriod);
    return Math.max(1, Math.ceil((at - now) / pollingInterval)) * pollingInterval;
  }

  /** A pass of KEDA's loop. */
  poll(scaler: ScalerSpec, now: number): number {
    this.advance(now);
    if (this.loop === undefined) return this.replicas;
    if (this.keepsAwake(scaler, now)) {
      this.lastActiveAt = now;
      return this.replicas;
    }
    const activity = this.activity(scaler, now);
    const { replicas, wasActive } = runExecutor(
      this.loop,
      { replicas: this.replicas, createdAt: 0, lastActiveAt: this.lastActiveAt },
      scaler.pauses,
      activity,
      now,
    );
    if (wasActive) this.lastActiveAt = now;
    if (replicas === undefined || replicas === this.replicas) return this.replicas;
    if (this.replicas === 0) this.coldStarts++;
    this.replicas = replicas;
    return replicas;
  }

  /** A sync of the HorizontalPodAutoscaler. */
  sync(scaler: ScalerSpec, pods: number, now: number): number {
    this.advance(now);
    const { autoscaler, range, replicas: before } = this;
    const scale = { specReplicas: before, statusReplicas: pods };
    const counts = { all: pods, ready: this.readyPods };
    const metrics = (): readonly MetricReading[] => this.metrics(scaler, counts, now);
    const { replicas } = autoscaler.decide(range, scale, metrics, now);
    autoscaler.stored(range.behavior, before, replicas, now);
    this.replicas = replicas;
    return replicas;
  }

  forget(now: number): void {
    this.group?.forget(now);
  }

  /** Whether the service runs and some trigger is active, which KEDA only notes: nearly every poll. */
  private keepsAwake({ modifiers, idleReplicaCount }: ScalerSpec, now: number): boolean {
    if (this.replicas === 0 || modifiers !== undefined || idleReplicaCount !== undefined)
      return false;
    if (this.world.outages.length > 0 || this.remembersPolls) return false;
    const pods = { all: this.replicas, ready: this.readyPods };
    for (const reader of this.readers) if (reader.query(now, pods)?.active === true) return true;
    return false;
  }

  private activity(scaler: ScalerSpec, now: number): { active: boolean; error: boolean } {
    const readings = this.readings(scaler, now);
    // What only cpu and memory scale is never put to sleep by KEDA.
    if (readings.length === 0) return { active: true, error: false };
    const workload = { specReplicas: this.replicas, readyReplicas: this.readyPods };
    return judgeActivity(readings, scaler.fallback, scaler.modifiers, workload);
  }

  private readings(scaler: ScalerSpec, now: number): TriggerReading[] {
    const outage = this.isOutage(now);
    const pods = { all: this.replicas, ready: this.readyPods };
    const found: TriggerReading[] = [];
    for (const [i, reader] of this.readers.entries()) {
      const name = scaler.triggers[i]?.name;
      const answer = outage && reader.reachesOut ? undefined : reader.query(now, pods);
      if (answer !== undefined) found.push({ name, ...answer, failures: 0 });
      else if (reader.reachesOut)
        found.push({ name, value: undefined, active: false, failures: failuresInOutage });
    }
    return found;
  }

  private metrics(scaler: ScalerSpec, pods: PodCounts, now: number): readonly MetricReading[] {
    const { modifiers } = scaler;
    if (modifiers !== undefined) {
      const value = evaluate(this.readings(scaler, now), modifiers);
      return [amountReading(modifiers.metricType, modifiers.target, value, pods)];
    }
    const outage = this.isOutage(now);
    const found: MetricReading[] = [];
    for (const reader of this.readers)
      found.push(
        outage && reader.reachesOut
          ? this.withoutAnswer(reader, scaler.fallback, pods)
          : reader.metric(now, pods),
      );
    return found;
  }

  /** What the HorizontalPodAutoscaler reads of a trigger that KEDA cannot ask. */
  private withoutAnswer(
    { target, metricType }: TriggerReader,
    fallback: Fallback | undefined,
    pods: PodCounts,
  ): MetricReading {
    const workload = { specReplicas: this.replicas, readyReplicas: pods.ready };
    const milli =
      fallback !== undefined && exceeds(failuresInOutage, fallback)
        ? fallbackMetricMilli(fallback, workload, target, metricType)
        : undefined;
    return milliReading(metricType, target, milli, pods);
  }

  private isOutage(now: number): boolean {
    const { outages } = this.world;
    if (outages.length === 0) return false;
    return outages.some(({ from, to }) => from <= now && now < to);
  }
}

/** Seconds back to the oldest scrape that a rate is computed from. */
function longestRange(scaler: ScalerSpec | undefined): number {
  const ranges = (scaler?.triggers ?? []).map((trigger) =>
    trigger.type === "rate" ? trigger.rangeSeconds + 2 * trigger.scrapeSeconds : 0,
  );
  return Math.max(0, ...ranges);
}
