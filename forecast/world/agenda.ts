import TinyQueue from "tinyqueue";

interface Entry {
  at: number;
  order: number;
  act: () => void;
}

/** What is going to happen, by time; of equal times, what was planned first. */
export class Agenda {
  private readonly entries = new TinyQueue<Entry>([], (a, b) => a.at - b.at || a.order - b.order);
  private planned = 0;

  /** Second of the next entry; Infinity when there is none. */
  nextAt = Infinity;

  plan(at: number, act: () => void): void {
    this.entries.push({ at, order: this.planned++, act });
    if (at < this.nextAt) this.nextAt = at;
  }

  /** Does everything that is due. What it plans for now is done too. */
  run(now: number): void {
    while (this.nextAt <= now) {
      const entry = this.entries.pop();
      this.nextAt = this.entries.peek()?.at ?? Infinity;
      entry?.act();
    }
  }
}
