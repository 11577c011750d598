/** What no run of the model can show; docs/forecast.md says more of each. */
export const notModelled: readonly string[] = [
  "instances that AWS does not have, on spot above all, and throttling by the APIs of EC2 and Kubernetes",
  "nodes that fail to start or to join, and the autoscaler's backoff after them",
  "required pod affinity (anti-affinity is), and volumes that tie a pod to a zone",
  "image locality and soft spread over zones when the scheduler scores nodes",
  "scalingModifiers beyond arithmetic, and Prometheus queries other than rates of arrivals",
  "memory triggers; cpu of messages other than in proportion to how many a replica works off",
  "useCachedMetrics: the HPA is answered as if KEDA asked anew",
  "warm pools whose size changes: each instance that is taken is replaced by a new one",
  "the race of the scheduler's workers in which Cluster Autoscaler sometimes orders a node more",
  "messages that take longer than others, beyond the mean that capacity states",
  "brokers at their limits, slow networks, poison messages, retries and dead letters",
  "new versions of a service: rollouts run no second replica set",
];
