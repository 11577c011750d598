import { ChatbotAutoscalingPlatform } from "chatbot-autoscaling-platform";

/** A model server that needs a GPU and minutes to start: nodes come from zero, and a warm pool shortens the wait. */
export = async () => {
  new ChatbotAutoscalingPlatform("vision", {
    cluster: {
      eks: {
        name: "vision",
        region: "us-east-1",
        admins: [{ principalArn: "arn:aws:iam::111122223333:role/platform-admin" }],
      },
    },
    nodes: {
      groups: [
        {
          name: "system",
          instanceTypes: ["m6i.large"],
          minSize: 1,
          maxSize: 4,
          availabilityZones: ["us-east-1a"],
        },
        {
          name: "gpu",
          instanceTypes: ["g6.xlarge"],
          maxSize: 8,
          diskGiB: 200,
          warmPool: { maxGroupPreparedCapacity: 2 },
        },
      ],
    },
    kafka: { strimzi: {}, topics: [{ name: "vision.images", partitions: 8 }] },
    services: [
      {
        name: "describe-image",
        image: "ghcr.io/acme/describe-image:0.9.0",
        consumes: { topic: "vision.images" },
        capacity: { messagesPerSecond: 2, startupSeconds: 82, maxProcessingSeconds: 20 },
        slo: { waitSeconds: 240 },
        resources: { cpu: "3", memory: "10Gi", gpus: 1, ephemeralStorage: "20Gi" },
        writablePaths: [{ path: "/models", sizeLimit: "20Gi" }],
        probes: { command: ["/app/alive"] },
        placement: { nodeGroup: "gpu" },
      },
    ],
  });
};
