import type { TopicSettings } from "../../settings/generated/settings";
import { memberLabels, topicResourceName, type ClusterName } from "./names";

/** A topic, as Strimzi makes it. Copies and partitions can only be changed within limits: see the settings' own words. */
export function topicManifest(cluster: ClusterName, topic: TopicSettings) {
  const name = topicResourceName(topic);
  return {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaTopic",
    metadata: {
      name,
      namespace: cluster.namespace,
      labels: memberLabels(cluster),
      annotations: { "pulumi.com/waitFor": "condition=Ready" },
    },
    spec: {
      ...(name === topic.name ? {} : { topicName: topic.name }),
      partitions: topic.partitions,
      replicas: topic.replicationFactor,
      config: topicConfig(topic),
    },
  };
}

/**
 * Topic configuration in Kafka's own keys, all values as text: the wire format turns large numbers into floats. What the
 * person wrote in `config` wins. https://kafka.apache.org/documentation/#topicconfigs
 */
export function topicConfig(topic: TopicSettings): Record<string, string> {
  const { segmentMs, segmentBytes } = topic;
  return {
    "cleanup.policy": topic.cleanupPolicy,
    "max.message.bytes": String(topic.maxMessageBytes),
    "min.insync.replicas": String(topic.minInSyncReplicas),
    "retention.bytes": String(topic.retentionBytes),
    "retention.ms": String(topic.retentionMs),
    ...(segmentBytes === undefined ? {} : { "segment.bytes": String(segmentBytes) }),
    ...(segmentMs === undefined ? {} : { "segment.ms": String(segmentMs) }),
    ...topic.config,
  };
}
