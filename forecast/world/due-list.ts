/** Seconds of the ring; what is due later is looked at once in each turn. */
const turn = 256;

/** Who has an index and a next time. */
interface Due {
  readonly index: number;
  nextPoll: number;
}

/** Things by the second at which they are due, those of one second by index. */
export class DueList<T extends Due> {
  private readonly ring: T[][] = Array.from({ length: turn }, () => []);

  add(item: T): void {
    this.ring[item.nextPoll % turn]?.push(item);
  }

  /** Takes out what is due now. */
  take(now: number): readonly T[] {
    const slot = this.ring[now % turn];
    if (slot === undefined || slot.length === 0) return slot ?? [];
    this.ring[now % turn] = slot.filter(({ nextPoll }) => nextPoll > now);
    const due = slot.filter(({ nextPoll }) => nextPoll <= now);
    return due.sort((a, b) => a.index - b.index);
  }
}
