/** Keys that people bring from elsewhere, with what to write here instead. */
export const foreignKeys: Readonly<Record<string, string>> = {
  authenticationMode: "remove it: access is by EKS access entries only, which EKS cannot take back",
  autoMode:
    "remove it: Cluster Autoscaler scales these nodes, and two controllers for the same nodes fight",
  desiredCapacity: "remove it: the autoscaler decides between minSize and maxSize",
  desiredSize: "remove it: the autoscaler decides between minSize and maxSize",
  enabled: "remove it: a part is there when its key is there",
  group: 'did you mean "consumerGroup"?',
  identityOwner: "remove it: the TriggerAuthentication says whose identity counts",
  karpenter:
    "remove it: Cluster Autoscaler scales these nodes, and two controllers for the same nodes fight",
  maxReplica: 'write "maxReplicaCount" under scaling',
  maxReplicas: 'write "maxReplicaCount" under scaling',
  metadataOptions: "remove it: IMDSv2 is always required; metadataHopLimit sets the hops",
  metricName: "remove it: KEDA names the metric itself",
  minReplica: 'write "minReplicaCount" under scaling',
  minReplicas: 'write "minReplicaCount" under scaling',
  queueLength: "write mode: QueueLength and value: KEDA's older key is no longer taken beside them",
  replica:
    "remove it: KEDA owns the number of replicas; bound it by scaling.minReplicaCount and maxReplicaCount",
  replicas:
    "remove it: KEDA owns the number of replicas; bound it by scaling.minReplicaCount and maxReplicaCount",
  retention: 'write "retentionMs", in milliseconds',
  seccompProfile: "remove it: RuntimeDefault always applies",
  securityContext:
    "remove it: pods are always restricted; runAsUser and writablePaths are what may differ",
  spot: 'write "capacityType: SPOT"',
};

/** Keys that mean something else in a topic. */
export const foreignTopicKeys: Readonly<Record<string, string>> = {
  minInsyncReplicas: 'write "minInSyncReplicas"',
  replicas: 'write "replicationFactor", as Kafka calls it',
};
