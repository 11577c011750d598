import { ChatbotAutoscalingPlatform } from "chatbot-autoscaling-platform";

/** Two services on a cluster that exists: Strimzi and KEDA are installed, nodes and network are left alone. */
export = async () => {
  const platform = new ChatbotAutoscalingPlatform("support", {
    cluster: { existing: { context: "staging" } },
    kafka: {
      strimzi: {},
      topics: [
        { name: "support.questions", partitions: 12 },
        { name: "support.ratings", partitions: 3 },
      ],
    },
    services: [
      {
        name: "answer",
        image: "ghcr.io/acme/answer:3.2.1",
        consumes: { topic: "support.questions" },
        produces: ["support.ratings"],
        capacity: { messagesPerSecond: 1.5, startupSeconds: 20, maxProcessingSeconds: 45 },
        slo: { waitSeconds: 20 },
        probes: { command: ["/app/alive"] },
      },
      {
        name: "rate",
        image: "ghcr.io/acme/rate:1.0.4",
        consumes: { topic: "support.ratings" },
        capacity: { messagesPerSecond: 20, startupSeconds: 5, maxProcessingSeconds: 5 },
        slo: { waitSeconds: 120 },
        probes: { command: ["/app/alive"] },
      },
    ],
  });
  return { bootstrapServers: platform.bootstrapServers };
};
