/** Waits without bins: every piece is kept, so that percentiles and late messages are exact. */
export class ExactWaits {
  private readonly pieces: { from: number; to: number; messages: number }[] = [];
  max = 0;
  messages = 0;

  /** Messages whose waits lie evenly between two moments. */
  add(from: number, to: number, messages: number): void {
    this.pieces.push({ from, to, messages });
    this.messages += messages;
    this.max = Math.max(this.max, to);
  }

  /** Messages that waited longer than so many seconds. */
  longerThan(seconds: number): number {
    let sum = 0;
    for (const { from, to, messages } of this.pieces)
      if (from > seconds) sum += messages;
      else if (to > seconds) sum += messages * ((to - seconds) / (to - from));
    return sum;
  }

  /** Share of the messages that waited no longer than so many seconds. */
  within(seconds: number): number {
    return 1 - this.longerThan(seconds) / this.messages;
  }

  static all(parts: readonly ExactWaits[]): ExactWaits {
    const sum = new ExactWaits();
    for (const { pieces } of parts)
      for (const { from, to, messages } of pieces) sum.add(from, to, messages);
    return sum;
  }
}
