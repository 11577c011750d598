import type { ServiceOutcome, Waits } from "../outcome";
import type { MessageListener } from "./message-listener";
import type { RunningService } from "./running-service";
import type { ServiceRecorder } from "./series-recorder";
import type { ServiceSpec } from "./spec";
import { WaitHistogram } from "./wait-histogram";

/** Counts what becomes of one service. */
export class Tally implements MessageListener {
  private readonly histogram = new WaitHistogram();
  private cutOff = 0;

  constructor(
    private readonly spec: ServiceSpec,
    private readonly recorder: ServiceRecorder,
  ) {}

  arrived(messages: number, at: number): void {
    this.recorder.arrivals(messages, at);
  }

  taken(fromWait: number, toWait: number, messages: number, at: number): void {
    this.histogram.add(fromWait, toWait, messages);
    this.recorder.waited(toWait, at);
  }

  waiting(messages: number, now: number): void {
    this.recorder.waiting(messages, now);
  }

  /** A replica was told to end while it worked. */
  endedAtWork(): void {
    const { work } = this.spec;
    if (work !== undefined && work.graceSeconds < work.maxProcessingSeconds) this.cutOff++;
  }

  outcome(service: RunningService | undefined, seconds: number): ServiceOutcome {
    const { name, work, scaler, replicas } = this.spec;
    const { recorder, histogram } = this;
    const sloSeconds = work?.sloSeconds;
    const unserved = service?.backlog ?? 0;
    return {
      name,
      messages: service?.log.total ?? 0,
      wait: histogram.waits(),
      sloSeconds,
      late: sloSeconds === undefined ? 0 : this.late(service, sloSeconds, seconds),
      unserved,
      maxBacklog: Math.max(recorder.maxBacklog, unserved),
      coldStarts: service?.coldStarts ?? 0,
      cutOff: this.cutOff,
      replicas: {
        mean: recorder.replicas.total() / seconds,
        max: recorder.replicas.max(),
        cap: scaler?.maxReplicaCount ?? replicas,
      },
      pendingSeconds: recorder.pending.total(),
      unplaceable: undefined,
    };
  }

  private late(service: RunningService | undefined, sloSeconds: number, end: number): number {
    return this.histogram.longerThan(sloSeconds) + (service?.overdue(end, sloSeconds) ?? 0);
  }

  static all(tallies: readonly Tally[]): Waits {
    const sum = new WaitHistogram();
    for (const { histogram } of tallies) sum.merge(histogram);
    return sum.waits();
  }
}
