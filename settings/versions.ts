/** The versions that belong together. Filled in by components/versions.ts, the one place for version numbers. */
export interface VersionMatrix {
  /** Kubernetes minor that everything else was checked with. */
  kubernetes: string;
  /** Kubernetes minors on which this release is supported, oldest first, with the autoscaler image of each. */
  clusterAutoscaler: Readonly<Record<string, string>>;
  /** Last day of EKS standard support of each Kubernetes minor, as `YYYY-MM-DD`. */
  eksStandardSupportUntil: Readonly<Record<string, string>>;
  /** Version of KEDA and of its chart. */
  keda: string;
  /** Version of Strimzi and of its chart. */
  strimzi: string;
  /** Kafka versions that this Strimzi runs, the default last. */
  kafka: readonly string[];
}
