import type { Rule } from "../rule";

export const scalingRules: readonly Rule[] = [
  {
    id: "kafka/replicas-exceed-partitions",
    severity: "error",
    because:
      "a partition has one consumer of a group, so replicas beyond the partitions cost money and consume nothing",
    *check({ settings: { services, kafka } }) {
      for (const [i, { consumes, scaling }] of services.entries()) {
        const topic = kafka?.topics.find(({ name }) => name === consumes?.topic);
        const members = scaling.maxReplicaCount * (consumes?.consumersPerReplica ?? 1);
        if (topic === undefined || members <= topic.partitions) continue;
        yield {
          path: `services[${i}].scaling.maxReplicaCount`,
          expected: `at most ${topic.partitions}, the partitions of topic "${topic.name}"`,
          got: String(members),
          fix: "lower maxReplicaCount or raise the topic's partitions",
        };
      }
    },
  },
];
