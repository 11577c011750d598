/** Offset of the newest message of each partition, from Strimzi's Kafka exporter. */
const offsetMetric = "kafka_topic_partition_current_offset";

/**
 * What the installed Prometheus records: messages a second that arrive in each topic. The name is level, metric and
 * operation: https://prometheus.io/docs/practices/rules/#naming-and-aggregation
 */
export const arrivalRecord = `topic:${offsetMetric}:rate1m`;

/** The expression that is recorded. */
export const arrivalExpression = `sum by (topic) (rate(${offsetMetric}[1m]))`;

/**
 * Messages a second that arrive in a topic, as the installed Prometheus records them. `sum` changes nothing about one
 * series: it makes sure that KEDA, which refuses several, never gets them.
 */
export function recordedArrivalRate(topic: string): string {
  return `sum(${arrivalRecord}{topic=${JSON.stringify(topic)}})`;
}
