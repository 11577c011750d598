/** Seconds between two samples of a series in the installed Prometheus. */
export const scrapeSeconds = 15;

/** Bytes of a sample on disk: 1 to 2, https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects */
const sampleBytes = 2;

/** Share of the volume that metrics may fill; the rest is for the write-ahead log and for compaction. */
export const filledShare = 0.8;

/** What decides how many series there are. */
interface Counted {
  kafka?: { topics?: readonly { partitions: number }[] };
  services: readonly unknown[];
}

/**
 * About how many series the installed Prometheus keeps: of each partition its offset and whether it is under-replicated,
 * of each topic and group a few more, of each service what its HPA, its ScaledObject and KEDA say about it.
 */
export function seriesOf({ kafka, services }: Counted): number {
  const partitions = (kafka?.topics ?? []).reduce((sum, topic) => sum + topic.partitions, 0);
  return 1000 + 3 * partitions + 60 * services.length;
}

/** GiB that so many series fill in so many days. */
export function filledGiB(series: number, days: number): number {
  return (series * (86_400 / scrapeSeconds) * sampleBytes * days) / 2 ** 30;
}
