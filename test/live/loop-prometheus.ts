import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { KafkaTools } from "./kafka-tools";

/** Seconds between two scrapes. */
export const scrapeSeconds = 5;

/** The query of our own arrival trigger, as `components` and docs/settings.md describe it. */
const arrivals =
  /^(\d+) \/ clamp_min\(floor\(([\d.]+) \/ sum\(rate\(kafka_topic_partition_current_offset\{topic="([^"]+)"\}\[1m\]\)\)\), 1\)$/;

/**
 * Plays a Prometheus with a Kafka exporter: scrapes the end offsets of topics, and answers the query of our arrival trigger as
 * Prometheus would. Any other query is a bad request.
 */
export class PlayedPrometheus {
  private readonly scrapes = new Map<string, { at: number; messages: number }[]>();
  private readonly timer: NodeJS.Timeout;
  private scraping = Promise.resolve();
  readonly refused: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly kafka: KafkaTools,
  ) {
    this.timer = setInterval(() => {
      this.scraping = this.scraping.then(() => this.scrape()).catch(() => undefined);
    }, scrapeSeconds * 1000);
    server.on("request", ({ url = "" }, response) => {
      const query = new URL(url, "http://played").searchParams.get("query") ?? "";
      const value = this.answer(query);
      if (value === undefined) this.refused.push(query);
      response.statusCode = value === undefined ? 400 : 200;
      const result = [{ metric: {}, value: [Date.now() / 1000, String(value)] }];
      response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
    });
  }

  static async start(kafka: KafkaTools): Promise<PlayedPrometheus> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return new PlayedPrometheus(server, kafka);
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Scrapes a topic from now on; it has been empty for a while. */
  async follow(topic: string): Promise<void> {
    const past = Array.from({ length: 60 / scrapeSeconds }, (_, i) => i - 60 / scrapeSeconds);
    const scrapes = past.map((i) => ({ at: Date.now() + i * scrapeSeconds * 1000, messages: 0 }));
    this.scrapes.set(topic, scrapes);
    await this.scrape();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.scraping;
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async scrape(): Promise<void> {
    for (const [topic, found] of this.scrapes) {
      const messages = await this.kafka.length(topic);
      found.push({ at: Date.now(), messages });
    }
  }

  /** The slope between the first and the last scrape of a minute, divided among partitions as the query says. */
  private answer(query: string): number | undefined {
    const [, partitions, capacity, topic = ""] = arrivals.exec(query) ?? [];
    const minute = (this.scrapes.get(topic) ?? []).filter(({ at }) => at >= Date.now() - 60_000);
    const [first, last] = [minute[0], minute.at(-1)];
    if (first === undefined || last === undefined || first === last) return undefined;
    const rate = ((last.messages - first.messages) / (last.at - first.at)) * 1000;
    return Number(partitions) / Math.max(1, Math.floor(Number(capacity) / rate));
  }
}
