import type { MessageListener } from "./message-listener";

/** Messages by whole second, earliest first; seconds without any are left out. */
export interface ArrivalStream {
  /** Second of the next messages. */
  readonly time: number;
  readonly count: number;
  next(): void;
}

/** Seconds for which arrivals are remembered at least when all messages were taken: cpu is asked of the past. */
const leastSeconds = 300;

/** Batches that are drawn at once: one call for each would take longer than the drawing. */
const drawnAtOnce = 64;

/**
 * The messages of a service in the order of their arrival, in batches of one second each. Places in the order are numbers:
 * message n lies between n and n + 1. Batches keep their index for ever; old ones are forgotten.
 */
export class ArrivalLog {
  private times = new Float64Array(256);
  private ends = new Float64Array(256);
  private mask = 255;
  private oldest = 0;
  /** Place before the oldest batch. */
  private start = 0;
  /** Index after the last batch that is drawn, and place after its last message. */
  private drawn = 0;
  private drawnTotal = 0;
  /** Index of the batch that comes next. */
  size = 0;
  /** Messages so far. */
  total = 0;
  /** Second of the next messages that have not come yet. */
  upcomingAt = 0;

  constructor(
    private readonly stream: ArrivalStream,
    private readonly listener: Pick<MessageListener, "arrived">,
    /** Seconds of the past that rates are asked of. */
    private readonly rangeSeconds = 0,
  ) {
    this.draw();
  }

  /** Takes what arrives up to and in second `now`. */
  takeUntil(now: number): void {
    while (this.upcomingAt <= now) {
      const total = this.endOf(this.size);
      this.listener.arrived(total - this.total, this.upcomingAt);
      this.total = total;
      this.size++;
      if (this.size === this.drawn) this.draw();
      else this.upcomingAt = this.timeOf(this.size);
    }
  }

  private draw(): void {
    const { stream } = this;
    if (this.drawn + drawnAtOnce - this.oldest > this.mask) this.grow();
    const { times, ends, mask } = this;
    const end = this.drawn + drawnAtOnce;
    for (let index = this.drawn; index < end; index++) {
      this.drawnTotal += stream.count;
      times[index & mask] = stream.time;
      ends[index & mask] = this.drawnTotal;
      if (stream.time < Infinity) stream.next();
    }
    this.drawn = end;
    this.upcomingAt = this.timeOf(this.size);
  }

  timeOf(index: number): number {
    return this.times[index & this.mask] ?? 0;
  }

  /** Place after the last message of a batch. */
  endOf(index: number): number {
    return this.ends[index & this.mask] ?? 0;
  }

  /** Messages that had arrived by a moment, exact for the last five minutes and for `rangeSeconds`. */
  arrivedBy(moment: number): number {
    const after = this.firstAfter(moment);
    return after === this.oldest ? this.start : this.endOf(after - 1);
  }

  /** Second of the last message up to a moment; -Infinity when none is remembered. */
  lastArrivalBy(moment: number): number {
    const after = this.firstAfter(moment);
    return after === this.oldest ? -Infinity : this.timeOf(after - 1);
  }

  private firstAfter(moment: number): number {
    // At most one batch in a second, so what is asked of the last minute is among the newest.
    const newest = this.size === this.oldest ? moment : this.timeOf(this.size - 1);
    const after = Math.max(0, Math.ceil(newest - moment));
    let low = Math.max(this.oldest, this.size - after);
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.timeOf(middle) <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the batch that holds the message at a place; the coming one when all are before it. */
  batchAt(place: number): number {
    let low = this.oldest;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.endOf(middle) <= place) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Forgets batches before an index, unless they are young. */
  forget(before: number, now: number): void {
    const keptFrom = now - Math.max(leastSeconds, this.rangeSeconds);
    const oldest = Math.min(before, this.firstAfter(Math.ceil(keptFrom) - 1));
    if (oldest <= this.oldest) return;
    this.start = this.endOf(oldest - 1);
    this.oldest = oldest;
  }

  private grow(): void {
    const capacity = 2 * (this.mask + 1);
    const times = new Float64Array(capacity);
    const ends = new Float64Array(capacity);
    for (let index = this.oldest; index < this.drawn; index++) {
      times[index & (capacity - 1)] = this.timeOf(index);
      ends[index & (capacity - 1)] = this.endOf(index);
    }
    this.times = times;
    this.ends = ends;
    this.mask = capacity - 1;
  }
}
