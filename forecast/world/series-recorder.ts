import type { Series, ServiceSeries } from "../outcome";
import type { WorldSpec } from "./spec";

/** Steps of a whole forecast: enough for a wide screen, and for the same memory whatever the time. */
const steps = 2016;

/** A number that holds until the next one. */
class Level {
  readonly most: Float32Array;
  readonly area: Float64Array;
  private value = 0;
  private since = 0;

  constructor(
    count: number,
    private readonly stepSeconds: number,
  ) {
    this.most = new Float32Array(count);
    this.area = new Float64Array(count);
  }

  set(value: number, now: number): void {
    this.fill(now);
    this.value = value;
    const step = Math.floor(now / this.stepSeconds);
    if (value > (this.most[step] ?? Infinity)) this.most[step] = value;
  }

  /** Writes the value that held into every step up to a moment. */
  fill(now: number): void {
    const { value, stepSeconds, most, area } = this;
    while (this.since < now) {
      const step = Math.floor(this.since / stepSeconds);
      const end = Math.min(now, (step + 1) * stepSeconds);
      if (value > (most[step] ?? Infinity)) most[step] = value;
      area[step] = (area[step] ?? 0) + value * (end - this.since);
      this.since = end;
    }
  }

  max(): number {
    return this.most.reduce((most, one) => Math.max(most, one), 0);
  }

  /** Value times seconds. */
  total(): number {
    return this.area.reduce((sum, part) => sum + part, 0);
  }
}

/** One service's part of the record. */
export class ServiceRecorder {
  readonly replicas: Level;
  readonly pending: Level;
  private readonly arrived: Float32Array;
  private readonly backlog: Float32Array;
  private readonly longest: Float32Array;
  /** The step that was asked for last, and the seconds that lie in it: nearly all messages fall into the same one. */
  private step = 0;
  private stepFrom = 0;
  private stepTo = 0;

  constructor(
    private readonly name: string,
    private readonly cap: number,
    count: number,
    private readonly stepSeconds: number,
  ) {
    this.replicas = new Level(count, stepSeconds);
    this.pending = new Level(count, stepSeconds);
    this.arrived = new Float32Array(count);
    this.backlog = new Float32Array(count);
    this.longest = new Float32Array(count);
  }

  arrivals(messages: number, at: number): void {
    const step = this.stepOf(at);
    this.arrived[step] = (this.arrived[step] ?? 0) + messages;
  }

  waiting(messages: number, now: number): void {
    const step = this.stepOf(now);
    if (messages > (this.backlog[step] ?? Infinity)) this.backlog[step] = messages;
  }

  waited(seconds: number, at: number): void {
    const step = this.stepOf(at);
    if (seconds > (this.longest[step] ?? Infinity)) this.longest[step] = seconds;
  }

  private stepOf(moment: number): number {
    if (moment >= this.stepFrom && moment < this.stepTo) return this.step;
    this.step = Math.floor(moment / this.stepSeconds);
    this.stepFrom = this.step * this.stepSeconds;
    this.stepTo = this.stepFrom + this.stepSeconds;
    return this.step;
  }

  get maxBacklog(): number {
    return this.backlog.reduce((most, one) => Math.max(most, one), 0);
  }

  series(): ServiceSeries {
    const { name, cap, stepSeconds } = this;
    return {
      name,
      arrivals: this.arrived.map((messages) => messages / stepSeconds),
      backlog: this.backlog,
      wait: this.longest,
      replicas: this.replicas.most,
      cap,
    };
  }
}

/** How everything went on, in steps. */
export class SeriesRecorder {
  readonly services: readonly ServiceRecorder[];
  readonly nodes: readonly Level[];
  private readonly stepSeconds: number;

  constructor(private readonly spec: WorldSpec) {
    this.stepSeconds = Math.max(1, Math.ceil(spec.seconds / steps));
    const count = Math.ceil(spec.seconds / this.stepSeconds);
    this.services = spec.services.map(
      ({ name, scaler, replicas }) =>
        new ServiceRecorder(name, scaler?.maxReplicaCount ?? replicas, count, this.stepSeconds),
    );
    this.nodes = spec.nodes.groups.map(() => new Level(count, this.stepSeconds));
  }

  of(service: number): ServiceRecorder {
    const recorder = this.services[service];
    if (recorder === undefined) throw new RangeError(`no service ${service}`);
    return recorder;
  }

  finish(): Series {
    const { seconds, nodes } = this.spec;
    for (const { replicas, pending } of this.services)
      for (const level of [replicas, pending]) level.fill(seconds);
    for (const level of this.nodes) level.fill(seconds);
    const usdPerHour = new Float32Array(this.nodes[0]?.most.length ?? 0);
    for (const [group, { area }] of this.nodes.entries())
      for (const [step, nodeSeconds] of area.entries())
        usdPerHour[step] =
          (usdPerHour[step] ?? 0) +
          (nodeSeconds / this.stepSeconds) * (nodes.groups[group]?.usdPerHour ?? 0);
    return {
      stepSeconds: this.stepSeconds,
      services: this.services.map((service) => service.series()),
      nodes: nodes.groups.map(({ template }, i) => ({
        group: template.group,
        count: this.nodes[i]?.most ?? new Float32Array(0),
      })),
      usdPerHour,
    };
  }
}
