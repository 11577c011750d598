// Builds N services in this process with the compiled package, and prints what it took as JSON. Run by bench.mjs.
const started = performance.now();
const { record } = await import("../../dist/plan/record.js");
const { ChatbotAutoscalingPlatform } = await import("../../dist/index.js");
const importMs = performance.now() - started;

const count = Number(process.argv[2]);
// The article's mixture: for every frontend, two workers that consume a topic.
const services = Array.from({ length: count }, (_, i) =>
  i % 3 === 0
    ? {
        name: `frontend-${i}`,
        image: "ghcr.io/acme/frontend:1.0.0",
        port: 8080,
        scaling: { triggers: [{ metricType: "Utilization", cpu: { value: "70" } }] },
      }
    : {
        name: `worker-${i}`,
        image: "ghcr.io/acme/worker:1.0.0",
        consumes: { topic: `topic-${i % 50}` },
        capacity: { messagesPerSecond: 2, startupSeconds: 25, maxProcessingSeconds: 20 },
        slo: { waitSeconds: 30 },
        probes: { command: ["/alive"] },
      },
);
const args = {
  cluster: { existing: {} },
  kafka: {
    strimzi: { brokers: { storageGiB: 16384 } },
    topics: Array.from({ length: 50 }, (_, i) => ({ name: `topic-${i}`, partitions: 12 })),
  },
  services,
};

const building = performance.now();
const { resources } = await record(async () => {
  new ChatbotAutoscalingPlatform("bench", args);
});
const buildMs = performance.now() - building;
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({ services: count, resources: resources.length, importMs, buildMs, megabytes }),
);
