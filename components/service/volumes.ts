import type { ServiceSettings } from "../../settings/generated/settings";
import { canonicalQuantity } from "../../settings/quantity";
import { kafkaCredentialsPath, usesKafka } from "./consumer-env";
import type { KafkaConnection } from "./kafka-connection";

/** Owner and group may read; the group is the pod's `fsGroup`. */
const readable = 0o440;

/** A volume with the place where the container sees it. */
interface Mounted<W> {
  volume: {
    name: string;
    emptyDir?: { sizeLimit: string; medium?: string };
    secret?: { secretName: W | string; defaultMode: number };
  };
  mount: { name: string; mountPath: string; readOnly?: boolean };
}

/** Volumes of a pod: what it may write to, its Secrets, its Kafka credentials. */
export function volumes<W>(
  service: ServiceSettings<W>,
  connection: KafkaConnection<W> | undefined,
): Mounted<W>[] {
  const writable = service.writablePaths.map(({ path, sizeLimit, memory }, i): Mounted<W> => {
    const name = `writable-${i}`;
    const emptyDir = {
      sizeLimit: canonicalQuantity(sizeLimit),
      ...(memory ? { medium: "Memory" } : {}),
    };
    return {
      volume: { name, emptyDir },
      mount: { name, mountPath: path },
    };
  });
  const secrets = service.secretFiles.map(({ secret, path }, i) =>
    secretFolder<W>(`secret-${i}`, secret, path),
  );
  const credentials = usesKafka(service) ? connection?.secretName : undefined;
  return [
    ...writable,
    ...secrets,
    ...(credentials === undefined
      ? []
      : [secretFolder<W>("kafka-credentials", credentials, kafkaCredentialsPath)]),
  ];
}

/** Names of volumes that lie on a node's disk; Cluster Autoscaler would not drain a node that has one. */
export function diskVolumes({ writablePaths }: ServiceSettings<unknown>): string[] {
  return writablePaths.flatMap(({ memory }, i) => (memory ? [] : [`writable-${i}`]));
}

function secretFolder<W>(name: string, secretName: W | string, mountPath: string): Mounted<W> {
  return {
    volume: { name, secret: { secretName, defaultMode: readable } },
    mount: { name, mountPath, readOnly: true },
  };
}
