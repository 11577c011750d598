/** Seconds of the ring; what is due later is looked at once in each turn. */
const turn = 256;
const nothing: readonly number[] = [];

/** Numbered things by the second at which they are due. */
export class DueList {
  private readonly ring: number[][] = Array.from({ length: turn }, () => []);
  private readonly dueAt: number[] = [];

  add(index: number, at: number): void {
    this.dueAt[index] = at;
    this.ring[at % turn]?.push(index);
  }

  /** Takes out what is due now, lowest number first. */
  take(now: number): readonly number[] {
    const slot = this.ring[now % turn];
    if (slot === undefined || slot.length === 0) return nothing;
    const due: number[] = [];
    let later = 0;
    for (const index of slot)
      if (this.dueAt[index] === now) due.push(index);
      else slot[later++] = index;
    slot.length = later;
    return due.length > 1 ? due.sort((a, b) => a - b) : due;
  }
}
