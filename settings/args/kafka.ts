import type { ExternalKafkaArgs, MskArgs } from "./external-kafka";
import type { StrimziArgs } from "./strimzi";
import type { TopicArgs } from "./topic";

/** Kafka and its topics. Give exactly one of `strimzi`, `external` and `msk`. */
export interface KafkaArgs {
  /** A Kafka cluster that Strimzi runs in the Kubernetes cluster. */
  strimzi?: StrimziArgs;
  /** A Kafka that runs elsewhere: Confluent, Redpanda, Aiven, your own. */
  external?: ExternalKafkaArgs;
  /** Amazon MSK with IAM authentication. */
  msk?: MskArgs;
  /**
   * Topics that the platform makes and its services use.
   * @default []
   * @maxItems 5000
   */
  topics?: TopicArgs[];
}
