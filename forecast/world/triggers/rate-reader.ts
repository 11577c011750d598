import type { KafkaMetric } from "../../keda/lag";
import type { ArrivalLog } from "../arrival-log";
import { AmountReader } from "./amount-reader";
import type { PodCounts, SpecOf } from "./trigger-reader";

/** `sum(rate(…[range]))`: between the first and the last scrape of the range, which Prometheus extends to its ends. */
export class RateReader extends AmountReader {
  readonly reachesOut = true;
  readonly target: number;
  readonly metricType: "AverageValue" | "Value";

  constructor(
    private readonly spec: SpecOf<"rate">,
    private readonly log: ArrivalLog,
  ) {
    super();
    this.target = spec.threshold;
    this.metricType = spec.metricType;
  }

  query(now: number, pods: PodCounts): KafkaMetric {
    const { scrapeSeconds, rangeSeconds, activationThreshold, perPod } = this.spec;
    const asked = this.evaluatedAt(now);
    const last = this.scrapedAt(asked);
    const samples = Math.max(2, Math.ceil((rangeSeconds - (asked - last)) / scrapeSeconds));
    const first = last - (samples - 1) * scrapeSeconds;
    const { log } = this;
    const rate = (log.arrivedBy(last) - log.arrivedBy(first)) / (last - first);
    const asking = this.asking(rate);
    const value = perPod ? asking / Math.max(1, pods.all) : asking;
    return { value, active: value > activationThreshold };
  }

  /**
   * The next scrape, when it will see messages that the last one has not. Above a threshold any poll may wake: a rate rises
   * without a message when fewer scrapes lie in the range, or when there are fewer pods to divide by.
   */
  wakesAt(now: number): number {
    const { scrapeSeconds, rangeSeconds, activationThreshold } = this.spec;
    const last = this.scrapedAt(this.evaluatedAt(now));
    const oldest = now - rangeSeconds - scrapeSeconds;
    if (activationThreshold > 0 && this.log.lastArrivalBy(last) >= oldest) return now;
    return this.log.arrivedBy(last) < this.log.total ? last + scrapeSeconds : Infinity;
  }

  /** As long as the range holds the newest message that was scraped. */
  activeUntil(now: number): number {
    const { scrapeSeconds, rangeSeconds, activationThreshold } = this.spec;
    if (activationThreshold > 0) return now;
    const last = this.scrapedAt(this.evaluatedAt(now));
    return this.log.lastArrivalBy(last) + rangeSeconds - scrapeSeconds - 1;
  }

  private asking(rate: number): number {
    const { even } = this.spec;
    return even === undefined
      ? rate
      : even.partitions / Math.max(1, Math.floor(even.capacity / rate));
  }

  /** When the answer was computed: when it is asked, or when the rule was last evaluated. */
  private evaluatedAt(now: number): number {
    const { recordSeconds } = this.spec;
    return recordSeconds === undefined ? now : Math.floor(now / recordSeconds) * recordSeconds;
  }

  private scrapedAt(now: number): number {
    const { scrapeSeconds } = this.spec;
    return Math.floor(now / scrapeSeconds) * scrapeSeconds;
  }
}
