import type { Outcome } from "../outcome";
import { Arrivals } from "../traffic/arrivals";
import { Random } from "../traffic/random";
import { Agenda } from "./agenda";
import { Cluster } from "./cluster";
import { DueList } from "./due-list";
import type { Pod } from "./pod";
import { NodeAutoscaler } from "./node-autoscaler";
import { RunningService } from "./running-service";
import { SeriesRecorder } from "./series-recorder";
import type { ScalerSpec, ServiceSpec, WorldSpec } from "./spec";
import { Tally } from "./tally";

/** Seconds between two syncs of the HorizontalPodAutoscaler; EKS lets nobody change them on its usual control planes. */
const syncSeconds = 15;

/** Seconds between two looks at what arrival logs may forget. */
const forgetSeconds = 600;

/** A service with what scales it and when. */
interface Scaled {
  index: number;
  service: RunningService;
  scaler: ScalerSpec;
}

/**
 * Runs a world second by second and skips what cannot change anything. In each second things happen in this order: pods and
 * nodes become ready or go, messages arrive, KEDA polls, HorizontalPodAutoscalers sync, the scheduler binds, Cluster
 * Autoscaler loops.
 */
export class Simulation {
  private readonly agenda = new Agenda();
  private readonly services: RunningService[];
  private readonly tallies: Tally[];
  private readonly recorder: SeriesRecorder;
  private readonly cluster: Cluster;
  private readonly autoscaler: NodeAutoscaler | undefined;
  private readonly polls = new DueList();
  /** By index of the service; undefined for those that nothing scales. */
  private readonly scaled: (Scaled | undefined)[] = [];
  /** Services with work whose replicas nobody changes. */
  private readonly unscaled: number[] = [];
  /** By second of the sync period. */
  private readonly syncs: Scaled[][] = Array.from({ length: syncSeconds }, () => []);

  constructor(private readonly spec: WorldSpec) {
    this.recorder = new SeriesRecorder(spec);
    this.tallies = spec.services.map((service, i) => new Tally(service, this.recorder.of(i)));
    this.services = spec.services.map((service, i) => this.service(service, i));
    const random = new Random(spec.seed, "cluster");
    this.cluster = new Cluster(spec, this.agenda, random, {
      podReady: (pod, now) => this.services[pod.service]?.podReady(pod.id, now),
      podLeft: (pod, now) => this.podLeft(pod, now),
      pendingChanged: (service, pods, now) => this.recorder.of(service).pending.set(pods, now),
      nodesChanged: (group, nodes, now) => this.recorder.nodes[group]?.set(nodes, now),
    });
    const { nodes } = spec;
    this.autoscaler =
      nodes.autoscaler &&
      new NodeAutoscaler(
        nodes,
        nodes.autoscaler,
        this.cluster,
        spec.services.map(({ maxUnavailable }) => maxUnavailable),
        random,
      );
  }

  run(): Outcome {
    const { seconds } = this.spec;
    for (const [index, { replicas }] of this.services.entries()) this.scale(index, replicas, 0);
    for (let now = 0; now < seconds; now++) this.second(now);
    return this.outcome();
  }

  private second(now: number): void {
    if (this.agenda.nextAt <= now) this.agenda.run(now);
    for (const index of this.polls.take(now)) this.poll(this.scaled[index], now);
    for (const scaled of this.syncs[now % syncSeconds] ?? [])
      // At 0 it has nothing to do but to note, the first time, that it saw 0.
      if (scaled.service.replicas > 0 || now < syncSeconds) this.sync(scaled, now);
    if (now % syncSeconds === 0)
      for (const index of this.unscaled) {
        this.services[index]?.advance(now);
        this.watch(index, now);
      }
    this.cluster.schedule(now);
    this.autoscaler?.run(now);
    if (now % forgetSeconds === 0) for (const service of this.services) service.forget(now);
  }

  private poll(scaled: Scaled | undefined, now: number): void {
    if (scaled === undefined) return;
    const { index, service, scaler } = scaled;
    const before = service.replicas;
    const replicas = service.poll(scaler, now);
    if (replicas !== before) this.scale(index, replicas, now);
    this.polls.add(index, Math.min(this.spec.seconds, now + service.pollAgainAfter(scaler, now)));
  }

  private sync({ index, service, scaler }: Scaled, now: number): void {
    const before = service.replicas;
    const pods = this.cluster.podsOf[index]?.length ?? 0;
    const replicas = service.sync(scaler, pods, now);
    this.watch(index, now);
    if (replicas !== before) this.scale(index, replicas, now);
  }

  /** Writes down what waits, of a service that is up to date. */
  private watch(index: number, now: number): void {
    this.tallies[index]?.waiting(this.services[index]?.backlog ?? 0, now);
  }

  private scale(index: number, replicas: number, now: number): void {
    this.recorder.of(index).replicas.set(replicas, now);
    this.cluster.scale(index, replicas, now);
  }

  private podLeft(pod: Pod, now: number): void {
    const busy = this.services[pod.service]?.podLeft(pod.id, now) ?? false;
    if (busy) this.tallies[pod.service]?.endedAtWork();
  }

  private service(spec: ServiceSpec, index: number): RunningService {
    const { seed } = this.spec;
    const { scaler, work, name } = spec;
    const arrivals = work && new Arrivals(work.traffic, new Random(seed, `arrivals of ${name}`));
    const random = new Random(seed, name);
    const tally = this.tallies[index] ?? new Tally(spec, this.recorder.of(index));
    const service = new RunningService(spec, this.spec, arrivals, tally, random);
    if (scaler !== undefined && scaler.pausedReplicas === undefined && !scaler.pauses.paused) {
      const phase = (period: number): number => Math.floor(random.uniform() * period);
      const scaled = { index, service, scaler };
      this.scaled[index] = scaled;
      this.polls.add(index, phase(scaler.pollingInterval));
      this.syncs[phase(syncSeconds)]?.push(scaled);
    } else if (work !== undefined) this.unscaled.push(index);
    return service;
  }

  private outcome(): Outcome {
    const { seconds } = this.spec;
    for (const service of this.services) service.finish(seconds);
    const series = this.recorder.finish();
    return {
      seconds,
      services: this.tallies.map((tally, i) => tally.outcome(this.services[i], seconds)),
      wait: Tally.all(this.tallies),
      nodeSeconds: this.recorder.nodes.map((level) => level.total()),
      series,
    };
  }
}

/** What happens in a world. */
export function simulate(spec: WorldSpec): Outcome {
  return new Simulation(spec).run();
}
