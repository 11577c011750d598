import type { ArrivalLog } from "./arrival-log";
import { assignPartitions, freePartitions } from "./assignment";
import { Lane, type Standing } from "./lane";
import type { MessageListener } from "./message-listener";
import type { WorkSpec } from "./spec";

/** A replica's member of the group. */
interface Member {
  replica: number;
  partitions: number[];
}

/** A lane with its members. */
interface Crew {
  lane: Lane;
  members: Member[];
}

/**
 * The members of a consumer group and how far they are. A change of the group takes a while: until it is settled, an eager
 * assignor lets nobody work, a cooperative one lets those who stay go on with what they have.
 */
export class ConsumerGroup {
  private members: Member[] = [];
  private crews: Crew[] = [];
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

  /** Undefined where any replica may take any message. */
  get partitions(): number | undefined {
    return this.work.partitions?.length;
  }

  /** Messages a second of one replica. */
  get replicaSpeed(): number {
    return this.work.messagesPerSecond;
  }

  /** Messages that arrived and were not taken. Call `serve` first. */
  backlog(): number {
    return this.behindPlace(this.log.total);
  }

  /** Those of the backlog that had arrived by a moment. */
  waitingSince(moment: number): number {
    return this.behindPlace(this.log.arrivedBy(moment));
  }

  private behindPlace(place: number): number {
    let sum = 0;
    for (const { lane } of this.crews) sum += lane.behind(place);
    for (const partition of this.unassigned) sum += Math.max(0, this.behind(partition, place));
    return sum;
  }

  /** Whole committed offsets and messages behind, by partition, for triggers that ask for more than the sum. */
  positions(): { committed: number[]; behind: number[] } {
    this.collect();
    const committed = [...this.shares].map((share, partition) =>
      Math.floor(share * (this.places[partition] ?? 0) + 1e-6),
    );
    return {
      committed,
      behind: committed.map((_, partition) => this.behind(partition, this.log.total)),
    };
  }

  /** Works up to a moment. Arrivals must have been taken into the log before. */
  serve(to: number): void {
    if (this.settlesAt <= to) {
      const at = this.settlesAt;
      this.settlesAt = Infinity;
      for (const { lane } of this.crews) lane.serve(at);
      this.assign(at);
    }
    for (const { lane } of this.crews) lane.serve(to);
  }

  join(replica: number, now: number): void {
    this.serve(now);
    for (let i = 0; i < this.work.consumersPerReplica; i++)
      this.members.push({ replica, partitions: [] });
    // Those who are there go on as before, until partitions move.
    if (this.work.partitions !== undefined && this.work.assignor === "cooperative")
      this.settlesAt = now + this.rebalanceSeconds();
    else this.change(now);
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
    for (const { lane } of this.crews)
      for (const { batch } of lane.standings) oldest = Math.min(oldest, batch);
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
    this.form(now);
    this.settlesAt = now + this.rebalanceSeconds();
  }

  private assign(now: number): void {
    if (this.members.length === 0) return;
    this.collect();
    assignPartitions(this.members, this.shares.length);
    this.form(now);
  }

  /** Without partitions all replicas take from one line. */
  private shareLine(now: number): void {
    const { log, listener, members } = this;
    const place = this.places[0] ?? 0;
    const standing = { share: 1, place, batch: log.batchAt(place), origins: [place] };
    const speed = this.speed * members.length;
    const lane = new Lane(log, listener, speed, [standing], now);
    this.crews = speed === 0 ? [] : [{ lane, members: [{ replica: 0, partitions: [0] }] }];
    this.unassigned = speed === 0 ? [0] : [];
  }

  /** Puts members that are alike into a lane. */
  private form(now: number): void {
    const crews: Crew[] = [];
    for (const member of this.members) {
      if (member.partitions.length === 0) continue;
      const standings = this.standingsOf(member.partitions);
      const same = crewLike(crews, standings);
      if (same !== undefined) {
        same.members.push(member);
        same.lane.members++;
        continue;
      }
      for (const standing of standings) standing.batch = this.log.batchAt(standing.place);
      const lane = new Lane(this.log, this.listener, this.speed, standings, now);
      crews.push({ lane, members: [member] });
    }
    this.crews = crews;
    this.unassigned = freePartitions(this.members, this.shares.length);
  }

  /** The partitions of a member by place, lowest first; their batches are not known yet. */
  private standingsOf(partitions: readonly number[]): Standing[] {
    const standings: Standing[] = [];
    let last: Standing | undefined;
    for (const partition of partitions) {
      const place = this.places[partition] ?? 0;
      const share = this.shares[partition] ?? 0;
      if (last?.place !== place) last = standingAt(standings, place);
      if (last !== undefined) last.share += share;
      else {
        last = { share, place, batch: 0, origins: [place] };
        standings.push(last);
      }
    }
    return standings.length > 1 ? standings.sort((a, b) => a.place - b.place) : standings;
  }

  /** Writes down how far each partition is. */
  private collect(): void {
    for (const { lane, members } of this.crews) {
      const { standings } = lane;
      const only = standings.length === 1 ? standings[0] : undefined;
      for (const { partitions } of members)
        for (const partition of partitions) {
          const origin = this.places[partition] ?? 0;
          const standing = only ?? standingFrom(standings, origin);
          this.places[partition] = standing?.place ?? origin;
        }
      // From here on the lane is asked by the new places.
      for (const standing of standings) standing.origins = [standing.place];
    }
  }

  private behind(partition: number, place: number): number {
    return (this.shares[partition] ?? 0) * (place - (this.places[partition] ?? 0));
  }
}

function standingAt(standings: readonly Standing[], place: number): Standing | undefined {
  for (const standing of standings) if (standing.place === place) return standing;
  return undefined;
}

function standingFrom(standings: readonly Standing[], origin: number): Standing | undefined {
  for (const standing of standings) if (standing.origins.includes(origin)) return standing;
  return undefined;
}

function crewLike(crews: readonly Crew[], standings: readonly Standing[]): Crew | undefined {
  for (const crew of crews) if (alike(crew.lane.standings, standings)) return crew;
  return undefined;
}

function alike(a: readonly Standing[], b: readonly Standing[]): boolean {
  if (a.length !== b.length) return false;
  for (const [i, { place, share }] of a.entries())
    if (place !== b[i]?.place || share !== b[i].share) return false;
  return true;
}
