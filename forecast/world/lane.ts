import type { ArrivalLog } from "./arrival-log";
import type { MessageListener } from "./message-listener";

/** A batch that would end so soon is at its end: sums of parts are not exact, and time must go on. */
const roundingSeconds = 1e-6;

/** Partitions of one member that stand at the same place of the order of arrival. */
export interface Standing {
  /** Of all messages, in the partitions of one member. */
  share: number;
  place: number;
  /** Batch at the place. */
  batch: number;
  /** Places at which its partitions stood when the lane was formed. */
  origins: number[];
}

/**
 * Members of a consumer group that go on alike: they have equal shares of the messages at equal places. Each partition gets its
 * share of every batch, so a place in the order of all messages tells how far a partition is. A member works on those of its
 * partitions that are behind, on each in proportion to its share.
 */
export class Lane {
  /** Members that are alike. */
  members = 1;
  /** Up to when everything is done. */
  private now: number;

  constructor(
    private readonly log: ArrivalLog,
    private readonly listener: MessageListener,
    /** Messages a second of one member. */
    private readonly speed: number,
    readonly standings: Standing[],
    now: number,
  ) {
    this.now = now;
  }

  /** Messages before a place of the order that were not taken. */
  behind(before: number): number {
    let sum = 0;
    for (const { share, place } of this.standings)
      if (place < before) sum += share * (before - place);
    return sum * this.members;
  }

  serve(to: number): void {
    const [only] = this.standings;
    if (this.standings.length === 1 && only !== undefined) this.serveInOrder(only, to);
    else this.serveTogether(to);
  }

  /** First come, first served: each batch starts when it is there and the one before it is done. */
  private serveInOrder(standing: Standing, to: number): void {
    const { log, listener, now } = this;
    const speed = this.speed / standing.share;
    const weight = standing.share * this.members;
    let { place, batch } = standing;
    let free = now;
    while (batch < log.size) {
      const at = log.timeOf(batch);
      const start = at > free ? at : free;
      if (start >= to) break;
      const last = log.endOf(batch);
      const size = last - place;
      const end = start + size / speed;
      if (end > to + roundingSeconds) {
        const part = (to - start) * speed;
        listener.taken(start - at, to - at, weight * part, to);
        place += part;
        break;
      }
      listener.taken(start - at, end - at, weight * size, end);
      place = last;
      free = end;
      batch++;
    }
    standing.place = place;
    standing.batch = batch;
    this.now = to;
  }

  /** Partitions at different places share the member's time until they have caught up with each other. */
  private serveTogether(to: number): void {
    const { log } = this;
    while (this.now < to && this.standings.length > 1) {
      const { now } = this;
      let share = 0;
      let until = to;
      for (const standing of this.standings) {
        if (standing.batch < log.size && log.timeOf(standing.batch) <= now) share += standing.share;
        else if (standing.batch < log.size) until = Math.min(until, log.timeOf(standing.batch));
      }
      const speed = this.speed / share;
      if (share > 0)
        for (const { batch, place } of this.standings)
          if (batch < log.size && log.timeOf(batch) <= now)
            until = Math.min(until, now + (log.endOf(batch) - place) / speed);
      if (share > 0) this.moveOn(now, until, speed);
      this.now = until;
      this.merge();
    }
    const [only] = this.standings;
    if (this.standings.length === 1 && only !== undefined) this.serveInOrder(only, to);
  }

  /** Moves all standings that are behind by so much time; none of them passes the end of its batch. */
  private moveOn(from: number, to: number, speed: number): void {
    for (const standing of this.standings) {
      const { batch } = standing;
      if (batch >= this.log.size || this.log.timeOf(batch) > from) continue;
      const at = this.log.timeOf(batch);
      const end = this.log.endOf(batch);
      const reached = standing.place + (to - from) * speed;
      const place = reached > end - speed * roundingSeconds ? end : reached;
      const messages = (place - standing.place) * standing.share * this.members;
      this.listener.taken(from - at, to - at, messages, to);
      standing.place = place;
      if (place === end) standing.batch++;
    }
  }

  /** Makes standings at one place one. */
  private merge(): void {
    for (let i = 0; i < this.standings.length; i++)
      for (let j = this.standings.length - 1; j > i; j--) {
        const [a, b] = [this.standings[i], this.standings[j]];
        if (a === undefined || b === undefined || a.place !== b.place) continue;
        a.share += b.share;
        a.origins.push(...b.origins);
        this.standings.splice(j, 1);
      }
  }
}
