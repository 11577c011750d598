import { ChatbotAutoscalingPlatform } from "chatbot-autoscaling-platform";

/** A service that reads Amazon MSK with IAM: no password anywhere. */
export = async () => {
  new ChatbotAutoscalingPlatform("orders", {
    cluster: {
      eks: {
        name: "orders",
        region: "eu-west-1",
        admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
      },
    },
    nodes: {
      groups: [{ name: "system", instanceTypes: ["m6i.large"], minSize: 2, maxSize: 8 }],
    },
    kafka: {
      msk: {
        bootstrapServers:
          "b-1.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:9098,b-2.orders.abc123.c2.kafka.eu-west-1.amazonaws.com:9098",
        clusterArn:
          "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/0f1e2d3c-aaaa-bbbb-cccc-123456789012-2",
        cidrs: ["10.20.0.0/16"],
      },
      topics: [{ name: "orders.classify", partitions: 8 }],
    },
    services: [
      {
        name: "classify",
        image: "ghcr.io/acme/classify:2.0.0",
        consumes: { topic: "orders.classify" },
        capacity: { messagesPerSecond: 5, startupSeconds: 15, maxProcessingSeconds: 10 },
        slo: { waitSeconds: 60 },
        probes: { command: ["/app/alive"] },
      },
    ],
  });
};
