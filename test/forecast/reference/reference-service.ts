import { HorizontalPodAutoscaler } from "../../../forecast/hpa/horizontal-pod-autoscaler";
import type { MetricReading } from "../../../forecast/hpa/proposal";
import { evaluate, judgeActivity, type TriggerReading } from "../../../forecast/keda/activity";
import { runExecutor } from "../../../forecast/keda/executor";
import { exceeds, fallbackMetricMilli } from "../../../forecast/keda/fallback";
import { Arrivals } from "../../../forecast/traffic/arrivals";
import { Random, sampleDuration } from "../../../forecast/traffic/random";
import type { ScalerSpec, ServiceSpec, WorldSpec } from "../../../forecast/world/spec";
import { Consumers } from "./consumers";
import { ExactWaits } from "./exact-waits";
import { amount, ask, cpu, reachesOut, targetOf, type Pods, type Sight } from "./triggers";

/** A Kafka that is away is counted once: KEDA drops the scaler, and cannot build another. */
const failuresInOutage = 1;
const syncSeconds = 15;

/** A service whose every second, poll and sync is done. */
export class ReferenceService {
  readonly waits = new ExactWaits();
  readonly consumers: Consumers | undefined;
  readonly pollPhase: number = 0;
  readonly syncPhase: number = 0;
  readonly scaler: ScalerSpec | undefined;
  replicas: number;
  ready = 0;
  coldStarts = 0;
  cutOff = 0;
  private readonly stream: Arrivals | undefined;
  private readonly arrived: Float64Array;
  private readonly autoscaler = new HorizontalPodAutoscaler();
  private readonly sight: Sight;
  private readonly seen: Map<number, number>[];
  private lastActiveAt: number | undefined;

  constructor(
    readonly spec: ServiceSpec,
    private readonly world: WorldSpec,
  ) {
    const { work, scaler, name } = spec;
    const random = new Random(world.seed, name);
    const runs = scaler !== undefined && scaler.pausedReplicas === undefined;
    this.scaler = runs && !scaler.pauses.paused ? scaler : undefined;
    if (this.scaler !== undefined) {
      this.pollPhase = Math.floor(random.uniform() * this.scaler.pollingInterval);
      this.syncPhase = Math.floor(random.uniform() * syncSeconds);
    }
    this.replicas = scaler?.pausedReplicas ?? spec.replicas;
    this.arrived = new Float64Array(world.seconds);
    this.stream = work && new Arrivals(work.traffic, new Random(world.seed, `arrivals of ${name}`));
    this.consumers =
      work && new Consumers(work, this.waits, () => sampleDuration(work.rebalance, random));
    this.seen = (scaler?.triggers ?? []).map(() => new Map());
    this.sight = {
      ...{ world, consumers: this.consumers, messagesPerSecond: work?.messagesPerSecond ?? 0 },
      arrivedBy: (second) => this.arrived[second] ?? 0,
    };
  }

  get backlog(): number {
    return this.consumers?.backlog ?? 0;
  }

  get overdue(): number {
    const { seconds } = this.world;
    return this.consumers?.waitingSince(seconds - (this.spec.work?.sloSeconds ?? Infinity)) ?? 0;
  }

  get messages(): number {
    return this.arrived.at(-1) ?? 0;
  }

  arrive(now: number): void {
    const { stream, arrived } = this;
    const count = stream?.time === now ? stream.count : 0;
    arrived[now] = (arrived[now - 1] ?? 0) + count;
    if (count === 0) return;
    this.consumers?.arrive(count, now);
    stream?.next();
  }

  podReady(id: number, now: number): void {
    this.ready++;
    this.consumers?.join(id, now);
  }

  podLeft(id: number, now: number): void {
    const { work } = this.spec;
    if (work !== undefined && work.graceSeconds < work.maxProcessingSeconds && this.backlog > 0)
      this.cutOff++;
    this.ready--;
    this.consumers?.leave(id, now);
  }

  poll(scaler: ScalerSpec, now: number): void {
    const loop = { ...scaler, fallbackReplicas: scaler.fallback?.replicas };
    const state = { replicas: this.replicas, createdAt: 0, lastActiveAt: this.lastActiveAt };
    const activity = this.activity(scaler, now);
    const { replicas, wasActive } = runExecutor(loop, state, scaler.pauses, activity, now);
    if (wasActive) this.lastActiveAt = now;
    if (this.replicas === 0 && replicas !== undefined && replicas > 0) this.coldStarts++;
    this.replicas = replicas ?? this.replicas;
  }

  sync(scaler: ScalerSpec, all: number, now: number): void {
    const { minReplicaCount, maxReplicaCount: max, behavior } = scaler;
    const range = { min: Math.max(1, minReplicaCount), max, behavior };
    const scale = { specReplicas: this.replicas, statusReplicas: all };
    const metrics = () => this.metrics(scaler, { all, ready: this.ready }, now);
    const { replicas } = this.autoscaler.decide(range, scale, metrics, now);
    this.autoscaler.stored(behavior, this.replicas, replicas, now);
    this.replicas = replicas;
  }

  private activity(scaler: ScalerSpec, now: number): { active: boolean; error: boolean } {
    const readings = this.readings(scaler, { all: this.replicas, ready: this.ready }, now);
    if (readings.length === 0) return { active: true, error: false };
    const workload = { specReplicas: this.replicas, readyReplicas: this.ready };
    return judgeActivity(readings, scaler.fallback, scaler.modifiers, workload);
  }

  private readings({ triggers }: ScalerSpec, pods: Pods, now: number): TriggerReading[] {
    const failed = { value: undefined, active: false, failures: failuresInOutage };
    return triggers.flatMap((trigger, i): TriggerReading[] => {
      const { type, name } = trigger;
      if (type === "cpu") return [];
      if (this.isOutage(now) && reachesOut(trigger)) return [{ name, ...failed }];
      const answer = ask(trigger, this.sight, this.seen[i] ?? new Map(), now, pods);
      return [{ name, ...answer, failures: 0 }];
    });
  }

  private metrics(scaler: ScalerSpec, pods: Pods, now: number): MetricReading[] {
    const { modifiers, triggers, fallback } = scaler;
    if (modifiers !== undefined) {
      const readings = this.readings(scaler, { ...pods, all: this.replicas }, now);
      return [amount(modifiers.metricType, modifiers.target, evaluate(readings, modifiers), pods)];
    }
    return triggers.map((trigger, i) => {
      if (trigger.type === "cpu") return cpu(trigger.targetPercent, this.sight, now, pods);
      const { target, metricType } = targetOf(trigger);
      if (!this.isOutage(now) || !reachesOut(trigger)) {
        const { value } = ask(trigger, this.sight, this.seen[i] ?? new Map(), now, pods);
        return amount(metricType, target, value, pods);
      }
      if (fallback === undefined || !exceeds(failuresInOutage, fallback))
        return amount(metricType, target, undefined, pods);
      const workload = { specReplicas: this.replicas, readyReplicas: pods.ready };
      const milli = fallbackMetricMilli(fallback, workload, target, metricType);
      return amount(metricType, target, milli === undefined ? undefined : milli / 1000, pods);
    });
  }

  private isOutage(now: number): boolean {
    return this.world.outages.some(({ from, to }) => from <= now && now < to);
  }
}
