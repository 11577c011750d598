import { ScaledService } from "chatbot-autoscaling-platform";

/** Only the scaling of a Deployment that somebody else owns, on a cluster that has KEDA and a Kafka. */
export = async () => {
  const transcribe = new ScaledService("transcribe", {
    service: {
      name: "transcribe",
      namespace: "media",
      consumes: { topic: "media.recordings", consumerGroup: "transcribe-workers" },
      capacity: { messagesPerSecond: 0.2, startupSeconds: 90, maxProcessingSeconds: 300 },
      slo: { waitSeconds: 600 },
      scaling: { scaleTargetRef: { name: "transcribe-worker" } },
    },
    kafka: {
      external: {
        bootstrapServers: "kafka-1.media.internal:9094,kafka-2.media.internal:9094",
        cidrs: ["10.40.8.0/24"],
        credentialsSecret: "transcribe-kafka",
      },
      topics: [{ name: "media.recordings", partitions: 24 }],
    },
    kafkaAuthenticationName: "transcribe-kafka",
  });
  return { scaled: transcribe.targetName };
};
