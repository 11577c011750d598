import type { PlatformSettings, ServiceSettings, TopicSettings } from "../generated/settings";
import { partitionCount } from "../partition-limitation";
import type { Rule } from "../rule";
import { givenScaling, servicesOf } from "../triggers";

function consumedTopic(
  { kafka }: PlatformSettings<unknown>,
  { consumes }: ServiceSettings<unknown>,
): TopicSettings | undefined {
  return kafka?.topics.find(({ name }) => name === consumes?.topic);
}

/** Whether somebody asked for replicas beyond the partitions, as stand-ins. */
function wantsIdleConsumers({ scaling }: ServiceSettings<unknown>): boolean {
  return scaling.triggers.some(({ kafka }) => kafka?.allowIdleConsumers === true);
}

/** A partition has one consumer of a group. */
export const partitionCapRules: readonly Rule[] = [
  {
    id: "kafka/consumers-exceed-partitions",
    severity: "error",
    because: "one replica alone already holds more group members than there are partitions",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const topic = consumedTopic(context.settings, service);
        const members = service.consumes?.consumersPerReplica ?? 1;
        if (topic === undefined || members <= topic.partitions) continue;
        yield {
          path: `${path}.consumes.consumersPerReplica`,
          expected: `at most ${topic.partitions}, the partitions of topic "${topic.name}"`,
          got: String(members),
          fix: "lower it or raise the topic's partitions",
        };
      }
    },
  },
  {
    id: "kafka/replicas-exceed-partitions",
    severity: "error",
    because:
      "a partition has one consumer of a group, so replicas beyond the partitions cost money and consume nothing",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const topic = consumedTopic(context.settings, service);
        const each = service.consumes?.consumersPerReplica ?? 1;
        const { maxReplicaCount } = service.scaling;
        if (topic === undefined || wantsIdleConsumers(service) || each > topic.partitions) continue;
        if (maxReplicaCount * each <= topic.partitions) continue;
        const most = Math.floor(topic.partitions / each);
        yield {
          path: `${path}.scaling.maxReplicaCount`,
          expected: `at most ${most}, the partitions of topic "${topic.name}"${each === 1 ? "" : ` over ${each} consumers a replica`}`,
          got: String(maxReplicaCount),
          fix: "lower maxReplicaCount or raise the topic's partitions",
        };
      }
    },
  },
  {
    id: "kafka/idle-consumers",
    severity: "warning",
    because:
      "allowIdleConsumers lifts KEDA's cap at the number of partitions (keda#1683): replicas beyond it are paid and consume nothing",
    *check(context) {
      for (const { service, path } of servicesOf(context)) {
        const topic = consumedTopic(context.settings, service);
        const each = service.consumes?.consumersPerReplica ?? 1;
        const { maxReplicaCount } = service.scaling;
        if (topic === undefined || !wantsIdleConsumers(service)) continue;
        const idle = maxReplicaCount - Math.ceil(topic.partitions / each);
        if (idle <= 0) continue;
        yield {
          path: `${path}.scaling.maxReplicaCount`,
          expected: `at most ${topic.partitions}, the partitions of topic "${topic.name}"`,
          got: `${maxReplicaCount}, of which ${idle} would consume nothing`,
          fix: "remove allowIdleConsumers and lower maxReplicaCount, or raise the topic's partitions",
        };
      }
    },
  },
  {
    id: "kafka/min-exceeds-partitions",
    severity: "warning",
    because: "replicas beyond the partitions are idle at every hour",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const topic = consumedTopic(context.settings, placed.service);
        const min = givenScaling(placed).minReplicaCount;
        const each = placed.service.consumes?.consumersPerReplica ?? 1;
        if (topic === undefined || min === undefined || min * each <= topic.partitions) continue;
        yield {
          path: `${placed.path}.scaling.minReplicaCount`,
          expected: `at most ${Math.floor(topic.partitions / each)}, the partitions of topic "${topic.name}"`,
          got: String(min),
          fix: "lower minReplicaCount or raise the topic's partitions",
        };
      }
    },
  },
  {
    id: "kafka/max-never-reached",
    severity: "warning",
    because:
      "KEDA caps each Kafka trigger at the partitions that it looks at, and takes the largest trigger",
    *check(context) {
      for (const placed of servicesOf(context)) {
        const { triggers, maxReplicaCount } = placed.service.scaling;
        const given = givenScaling(placed).maxReplicaCount;
        const caps = triggers.map(({ kafka }) => {
          const topic = context.settings.kafka?.topics.find(({ name }) => name === kafka?.topic);
          if (kafka === undefined || topic === undefined || kafka.allowIdleConsumers)
            return Infinity;
          return partitionCount(kafka.partitionLimitation, topic.partitions);
        });
        const most = Math.max(...caps);
        if (given === undefined || maxReplicaCount <= most) continue;
        // The topic that the service consumes has its own, stricter rule.
        const topic = consumedTopic(context.settings, placed.service);
        if (topic !== undefined && maxReplicaCount > topic.partitions) continue;
        yield {
          path: `${placed.path}.scaling.maxReplicaCount`,
          expected: `at most ${most}, the partitions that its triggers look at`,
          got: String(maxReplicaCount),
          fix: "lower maxReplicaCount, or raise the partitions",
        };
      }
    },
  },
];
