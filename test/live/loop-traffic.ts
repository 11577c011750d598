import type { KafkaTools } from "./kafka-tools";

/** Messages that were sent at a moment. */
export interface Sent {
  at: number;
  messages: number;
}

const second = 1000;

/** Sends messages in the middle of every second, so many in each. Resolves when the last are sent. */
export async function sendBySecond(
  kafka: KafkaTools,
  topic: string,
  bySecond: readonly number[],
): Promise<Sent[]> {
  const start = Date.now() + second / 2;
  const sent: Sent[] = [];
  for (const [i, messages] of bySecond.entries()) {
    await sleep(start + i * second - Date.now());
    if (messages === 0) continue;
    sent.push({ at: Date.now(), messages });
    await kafka.produce(topic, messages);
  }
  return sent;
}

/**
 * Plays a service's consumers, where nothing runs in pods: moves committed offsets on every second, by what all ready replicas
 * together would have worked off since the last look, in all partitions alike.
 */
export class PlayedConsumers {
  private readonly done: Promise<void>;
  private stopped = false;

  constructor(
    private readonly kafka: KafkaTools,
    private readonly topic: string,
    private readonly group: string,
    private readonly messagesPerSecond: () => number,
  ) {
    this.done = this.work();
    // Whoever stops it hears of what failed.
    this.done.catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async work(): Promise<void> {
    let last = Date.now();
    for (let credit = 0; !this.stopped;) {
      await sleep(last + second - Date.now());
      const now = Date.now();
      credit += (this.messagesPerSecond() * (now - last)) / 1000;
      last = now;
      const { end, committed } = await this.kafka.progress(this.topic, this.group);
      const offsets = committed.map((offset) => Math.max(0, offset));
      const lags = end.map((one, i) => one - (offsets[i] ?? 0));
      for (; credit >= 1 && Math.max(...lags) > 0; credit--) {
        const longest = lags.indexOf(Math.max(...lags));
        lags[longest] = (lags[longest] ?? 0) - 1;
      }
      // Nobody works in advance.
      credit %= 1;
      const taken = end.map((one, i) => one - (lags[i] ?? 0));
      if (taken.some((offset, i) => offset !== offsets[i]))
        await this.kafka.commit(this.topic, this.group, taken);
    }
  }
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, milliseconds)));
}
