import type { KafkaArgs } from "../args/kafka";
import type { StrimziArgs } from "../args/strimzi";
import type { Environment } from "../args/platform";
import type { Deriver } from "../derivation";
import { mebibytes } from "../quantity";
import type { VersionMatrix } from "../versions";

/** Derived values of Kafka and its topics. */
export function resolveKafka(
  kafka: KafkaArgs,
  environment: Environment | undefined,
  versions: VersionMatrix,
  deriver: Deriver,
): void {
  const { strimzi } = kafka;
  if (strimzi !== undefined)
    resolveStrimzi(strimzi, environment === "production", versions, deriver);
  const brokers = strimzi?.brokers?.replicas ?? kafka.external?.brokers ?? kafka.msk?.brokers ?? 3;
  (kafka.topics ?? []).forEach((topic, i) => {
    const path = `kafka.topics[${i}]`;
    const factor = Math.min(3, brokers);
    const copies = deriver.fill(
      topic,
      "replicationFactor",
      path,
      factor,
      `min(3, ${brokers} brokers)`,
    );
    deriver.fill(
      topic,
      "minInSyncReplicas",
      path,
      Math.max(1, copies - 1),
      `max(1, replicationFactor ${copies} - 1), so that one broker may be away`,
    );
  });
}

function resolveStrimzi(
  strimzi: StrimziArgs,
  production: boolean,
  versions: VersionMatrix,
  deriver: Deriver,
): void {
  const path = "kafka.strimzi";
  const supported = `the newest Kafka that Strimzi ${versions.strimzi} runs`;
  deriver.fill(strimzi, "version", path, versions.kafka.at(-1) as string, supported);
  const why = production ? "production" : "not production";
  const { brokers, controllers } = strimzi;
  if (controllers !== undefined) {
    deriver.fill(controllers, "replicas", `${path}.controllers`, production ? 3 : 0, why);
  }
  if (brokers === undefined) return;
  const at = `${path}.brokers`;
  deriver.fill(brokers, "replicas", at, production ? 3 : 1, why);
  deriver.fill(brokers, "storageGiB", at, production ? 200 : 20, why);
  deriver.fill(brokers, "cpu", at, production ? "1" : "250m", why);
  const memory = deriver.fill(brokers, "memory", at, production ? "4Gi" : "1536Mi", why);
  const heap = Math.max(128, Math.floor(mebibytes(memory) / 2));
  deriver.fill(brokers, "heapMiB", at, heap, `half of ${memory}; the page cache needs the rest`);
}
