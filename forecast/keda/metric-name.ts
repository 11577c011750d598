/** The name under which KEDA offers a Kafka trigger to the HorizontalPodAutoscaler. */
export function kafkaMetricName(index: number, topic: string | undefined, group: string): string {
  return `s${index}-kafka-${(topic ?? `${group}-topics`).replace(/[./:%()]/g, "-")}`;
}
