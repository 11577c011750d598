import type { ArrivalLog } from "./arrival-log";
import { assignPartitions } from "./assignment";
import { Lane, type Standing, type MessageListener } from "./lane";
import type { WorkSpec } from "./spec";

/** A replica's member of the group. */
interface Member {
  replica: number;
  partitions: number[];
}

/**
 * The members of a consumer group and how far they are. A change of the group takes a while: until it is settled, an eager
 * assignor lets nobody work, a cooperative one lets those who stay go on with what they have.
 */
export class ConsumerGroup {
  private members: Member[] = [];
  private lanes: Lane[] = [];
  private readonly shares: Float64Array;
  /** Place of each partition when its lane was last taken apart. */
  private readonly places: Float64Array;
  private unassigned: number[];
  private settlesAt = Infinity;
  private readonly speed: number;

  constructor(
    private readonly work: Omit<WorkSpec, "traffic">,
    private readonly log: ArrivalLog,
    private readonly listener: MessageListener,
    private readonly rebalanceSeconds: () => number,
  ) {
    this.shares = work.partitions ?? Float64Array.of(1);
    this.places = new Float64Array(this.shares.length);
    this.unassigned = [...this.shares.keys()];
    this.speed = work.messagesPerSecond / work.consumersPerReplica;
  }

  get partitions(): number {
    return this.shares.length;
  }

  /** Messages a second of one replica. */
  get replicaSpeed(): number {
    return this.work.messagesPerSecond;
  }

  /** Messages that arrived and were not taken. Call `serve` first. */
  backlog(): number {
    let sum = 0;
    for (const lane of this.lanes) sum += lane.backlog();
    for (const partition of this.unassigned) sum += this.behind(partition);
    return sum;
  }

  /** Whole committed offsets and messages behind, by partition, for triggers that ask for more than the sum. */
  positions(): { committed: number[]; behind: number[] } {
    this.collect();
    const committed = [...this.shares].map((share, partition) =>
      Math.floor(share * (this.places[partition] ?? 0) + 1e-6),
    );
    return { committed, behind: committed.map((_, partition) => this.behind(partition)) };
  }

  /** Works up to a moment. Arrivals must have been taken into the log before. */
  serve(to: number): void {
    if (this.settlesAt <= to) {
      const at = this.settlesAt;
      this.settlesAt = Infinity;
      for (const lane of this.lanes) lane.serve(at);
      this.assign(at);
    }
    for (const lane of this.lanes) lane.serve(to);
  }

  join(replica: number, now: number): void {
    this.serve(now);
    for (let i = 0; i < this.work.consumersPerReplica; i++)
      this.members.push({ replica, partitions: [] });
    this.change(now);
  }

  leave(replica: number, now: number): void {
    this.serve(now);
    const stay = this.members.filter((member) => member.replica !== replica);
    if (stay.length === this.members.length) return;
    this.members = stay;
    this.change(now);
  }

  /** Lets the log forget what everybody has passed. */
  forget(now: number): void {
    let oldest = this.log.size;
    for (const { standings } of this.lanes)
      for (const { batch } of standings) oldest = Math.min(oldest, batch);
    for (const partition of this.unassigned)
      oldest = Math.min(oldest, this.log.batchAt(this.places[partition] ?? 0));
    this.log.forget(oldest, now);
  }

  private change(now: number): void {
    this.collect();
    if (this.work.partitions === undefined) {
      this.shareLine(now);
      return;
    }
    const eager = this.work.assignor === "eager";
    if (eager) for (const member of this.members) member.partitions = [];
    this.buildLanes(now);
    this.settlesAt = now + this.rebalanceSeconds();
  }

  private assign(now: number): void {
    if (this.members.length === 0) return;
    this.collect();
    assignPartitions(this.members, this.partitions);
    this.buildLanes(now);
  }

  /** Without partitions all replicas take from one line. */
  private shareLine(now: number): void {
    const place = this.places[0] ?? 0;
    const standing = { share: 1, place, batch: this.log.batchAt(place), partitions: [0] };
    const speed = this.speed * this.members.length;
    const { log, listener } = this;
    this.lanes = speed === 0 ? [] : [new Lane(log, listener, speed, [standing], 1, now)];
    this.unassigned = speed === 0 ? [0] : [];
  }

  private buildLanes(now: number): void {
    const lanes: Lane[] = [];
    const open = new Uint8Array(this.partitions).fill(1);
    for (const { partitions } of this.members) {
      if (partitions.length === 0) continue;
      for (const partition of partitions) open[partition] = 0;
      const standings = this.standingsOf(partitions);
      const same = lanes.find((lane) => alike(lane.standings, standings));
      if (same === undefined)
        lanes.push(new Lane(this.log, this.listener, this.speed, standings, 1, now));
      else {
        same.members++;
        for (const [i, { partitions: more }] of standings.entries())
          same.standings[i]?.partitions.push(...more);
      }
    }
    this.lanes = lanes;
    this.unassigned = [...open.keys()].filter((partition) => open[partition] === 1);
  }

  /** The partitions of a member by place, lowest first. */
  private standingsOf(partitions: readonly number[]): Standing[] {
    const standings: Standing[] = [];
    for (const partition of partitions) {
      const place = this.places[partition] ?? 0;
      const share = this.shares[partition] ?? 0;
      const same = standings.find((standing) => standing.place === place);
      if (same === undefined)
        standings.push({ share, place, batch: this.log.batchAt(place), partitions: [partition] });
      else {
        same.share += share;
        same.partitions.push(partition);
      }
    }
    return standings.length > 1 ? standings.sort((a, b) => a.place - b.place) : standings;
  }

  /** Writes down how far each partition is. */
  private collect(): void {
    for (const { standings } of this.lanes)
      for (const { partitions, place } of standings)
        for (const partition of partitions) this.places[partition] = place;
  }

  private behind(partition: number): number {
    return (this.shares[partition] ?? 0) * (this.log.total - (this.places[partition] ?? 0));
  }
}

function alike(a: readonly Standing[], b: readonly Standing[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ place, share }, i) => place === b[i]?.place && share === b[i]?.share)
  );
}
